import { createIn, eachChunk } from '../chunks';
import { state as at, byteClass, byteClasses, classCount, nextState } from '../csv-states';
import type { Dialect } from '../dialect';
import type { FileAccess } from '../file-access';
import type { RowShape } from './row-shape';

/** A record longer than this is a quote that never ends. */
const longestRecord = 32 * 1024 * 1024;

type Uneven = { bytes: Buffer; cells: string[]; filled: Buffer | null };

/**
 * Writes a decoded file anew, with the cells that short rows lack at their end and without the empty ones that others
 * have too many; rows that the shape does not mend stay as they are, and so does every other byte. Lines keep their
 * numbers. Says how many rows were filled up; `file` is a new one beside the old one.
 */
export async function evenRows(
  file: string,
  scratch: string,
  { dialect, shape }: { dialect: Dialect; shape: RowShape },
  files: FileAccess,
  signal: AbortSignal | undefined,
): Promise<{ file: string; short: number }> {
  const { file: target, writer } = await createIn(scratch, files);
  const evener = rowEvener(dialect, shape);
  try {
    await eachChunk(file, files, signal, async (chunk) => {
      await writer.write(Buffer.concat(evener.push(chunk)));
    });
    await writer.write(Buffer.concat(evener.end()));
    await writer.close();
  } catch (error) {
    await writer.close().catch(() => undefined);
    await files.remove(target);
    throw error;
  }
  return { file: target, short: evener.short() };
}

/** The same for a file that comes in chunks. A row is held back until the next one tells whether the two were one. */
export function rowEvener({ quote, delimiter, skip, headers }: Dialect, shape: RowShape) {
  const classes = byteClasses(quote, delimiter[0] ?? ',');
  let [state, cells, before, short]: [number, number, number, number] = [at.cellStart, 1, 0, 0];
  let filled = false;
  let rest = Buffer.alloc(0);
  let held: Uneven | null = null;

  /** What is to be written of a row once the next one is known; of none, the next one is even. */
  function release(next: Uneven | null): Buffer[] {
    if (!held) return [];
    const { bytes, cells: own, filled: mended } = held;
    held = null;
    const wasOne =
      next !== null && next.filled === null && own.length + next.cells.length === headers.length + 1;
    if (mended === null || (wasOne && own.length < headers.length)) return [bytes];
    if (own.length < headers.length) short++;
    return [mended];
  }

  function take(bytes: Buffer): Buffer[] {
    const end = lineEnd(bytes);
    const own = shape.cellsOf(bytes.subarray(0, end).toString('utf8'));
    const mended = shape.mended(bytes.subarray(0, end).toString('utf8'), own);
    const next = {
      bytes: Buffer.from(bytes),
      cells: own,
      filled: mended === null ? null : Buffer.concat([Buffer.from(mended), bytes.subarray(end)]),
    };
    const out = release(next);
    held = next;
    return out;
  }

  function push(chunk: Buffer): Buffer[] {
    const out: Buffer[] = [];
    const from = rest.length;
    const text = from === 0 ? chunk : Buffer.concat([rest, chunk]);
    // Of rows that are even nothing is looked at but where they end.
    let [written, start] = [0, 0];
    for (let i = from; i < text.length; i++) {
      const kind = classes[text[i]!]!;
      const wasQuoted = state === at.quoted;
      state = nextState[state * classCount + kind]!;
      if (kind === byteClass.delimiter && !wasQuoted) cells++;
      if (kind !== byteClass.feed || wasQuoted) {
        if (kind !== byteClass.return && kind !== byteClass.feed) filled = true;
        continue;
      }
      const isData = before >= skip && filled;
      if (isData && cells !== headers.length) {
        out.push(...(start > written ? release(null) : []), text.subarray(written, start));
        out.push(...take(text.subarray(start, i + 1)));
        written = i + 1;
      }
      if (filled || before < skip) before++;
      [start, cells, filled] = [i + 1, 1, false];
    }
    if (start > written) out.push(...release(null), text.subarray(written, start));
    rest = Buffer.from(text.subarray(start));
    if (rest.length > longestRecord) {
      out.push(...release(null), rest);
      rest = Buffer.alloc(0);
    }
    return out;
  }

  function end(): Buffer[] {
    const uneven = filled && before >= skip && cells !== headers.length;
    // A file that ends within its only short row was cut off: its last value may be half of one.
    const isCutOff = cells < headers.length && short === 0 && held === null;
    const out = uneven && !isCutOff ? take(rest) : [...release(null), rest];
    return [...out, ...release(null)];
  }

  return { push, end, short: () => short };
}

function lineEnd(bytes: Buffer): number {
  let end = bytes.length;
  if (bytes[end - 1] === 10) end--;
  if (bytes[end - 1] === 13) end--;
  return end;
}
