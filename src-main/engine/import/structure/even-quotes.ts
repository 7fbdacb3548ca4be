import { createReadStream } from 'node:fs';
import { createIn, stopIf } from '../chunks';
import type { Cut } from '../cut';
import type { FileAccess } from '../file-access';

/** Characters after a quote that are looked at to tell whether it ends its cell. */
const lookahead = 64;

/**
 * Writes a decoded file anew with every quote inside quotes doubled, for files that escape them otherwise or not at
 * all. Records and line breaks stay as they are, so that lines keep their numbers. The new file takes the place of
 * the old one. `width` is the number of columns, see `quoteEvener`.
 */
export async function evenQuotes(
  file: string,
  scratch: string,
  { cut, width }: { cut: Cut; width: number },
  files: FileAccess,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { file: target, writer } = await createIn(scratch, files);
  const evener = quoteEvener(cut, width);
  try {
    const chunks = createReadStream(file, {
      encoding: 'utf8',
      highWaterMark: 1 << 20,
    }) as AsyncIterable<string>;
    for await (const chunk of chunks) {
      stopIf(signal);
      await writer.write(Buffer.from(evener.push(chunk)));
    }
    await writer.write(Buffer.from(evener.end()));
    await writer.close();
  } catch (error) {
    await writer.close().catch(() => undefined);
    await files.remove(target);
    throw error;
  }
  await files.remove(file);
  return target;
}

/**
 * Doubles the quotes inside quoted cells, chunk by chunk. A quote ends its cell where a delimiter or the line's end
 * follows. Where blanks divide cells, an empty last cell that is one too many becomes a blank, because DuckDB would
 * pass over it and unquoted words may have slipped into the next columns.
 */
export function quoteEvener(cut: Cut, width: number): { push(text: string): string; end(): string } {
  const { quote, escape: escaper } = cut;
  const divider = cut.delimiter[0] ?? ',';
  const isEnd = (char: string | undefined) =>
    char === undefined || char === divider || char === '\n' || char === '\r';
  let carried = '';
  let quoted = false;
  let atStart = true;
  let cells = 1;

  function endsCell(text: string, at: number): boolean {
    let next = at;
    if (divider !== ' ') while (text[next] === ' ') next++;
    return isEnd(text[next]);
  }

  function inside(text: string, i: number): { out: string; length: number } {
    const char = text[i] ?? '';
    const next = text[i + 1];
    if (
      next === quote &&
      (char === '\0' || (char === escaper && (char === quote || !endsCell(text, i + 2))))
    ) {
      return { out: quote + quote, length: 2 };
    }
    if (char === '\\' && char === escaper && next === char) return { out: char, length: 2 };
    if (char !== quote) return { out: char, length: 1 };
    if (!endsCell(text, i + 1)) return { out: quote + quote, length: 1 };
    quoted = false;
    return { out: quote, length: 1 };
  }

  function outside(char: string): string {
    if (char === quote && atStart) {
      quoted = true;
      return char;
    }
    const ends = isEnd(char);
    const slipped = divider === ' ' && ends && char !== divider && atStart && cells > width;
    if (char === divider) cells++;
    else if (ends) cells = 1;
    if (ends || char !== ' ') atStart = ends;
    return slipped ? `${quote} ${quote}${char}` : char;
  }

  function convert(text: string, limit: number): string {
    let out = '';
    let i = 0;
    while (i < limit) {
      if (quoted) {
        const step = inside(text, i);
        out += step.out;
        i += step.length;
        if (!quoted) atStart = false;
      } else {
        out += outside(text[i] ?? '');
        i++;
      }
    }
    carried = text.slice(i);
    return out;
  }

  return {
    push(chunk) {
      const text = carried + chunk;
      return convert(text, text.length - lookahead);
    },
    end: () => convert(carried, carried.length),
  };
}
