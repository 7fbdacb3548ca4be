import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Papa from 'papaparse';
import { WeirError } from '#shared/contract/errors';
import { type Dialect, papaConfig } from './dialect';

type Structure = Omit<Dialect, 'sample'>;

/**
 * Why DuckDB cannot read a file as it stands, judged by its first part; null when it can. A file can still turn out
 * to be broken further on: then reading fails, and `repairStructure` helps as well.
 */
export function needsRepair(head: string, { quote }: Pick<Structure, 'quote'>): string | null {
  const ends = new Set<string>();
  let quoted = false;
  for (let i = 0; i < head.length && ends.size < 2; i++) {
    const char = head[i];
    if (char === quote) quoted = !quoted;
    else if (!quoted && char === '\r' && head[i + 1] === '\n') {
      ends.add('\r\n');
      i++;
    } else if (!quoted && (char === '\r' || char === '\n')) ends.add(char);
  }
  return ends.size > 1 ? 'Its lines end in different ways.' : null;
}

/**
 * Rewrites a decoded file as plain CSV: every line ends in LF, every cell that needs it is quoted, and every line
 * keeps its number. Streams, so memory stays constant; the original decoded file is left as it is.
 */
export async function repairStructure(
  file: string,
  dialect: Structure,
  signal?: AbortSignal,
): Promise<{ file: string; dialect: Structure }> {
  const target = `${file}.repaired`;
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { ...papaConfig({ ...dialect, newline: '\n' }) });
  try {
    await pipeline(
      createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 }),
      oneLineEnd(),
      parser,
      asCsv(),
      createWriteStream(target),
      { signal },
    );
  } catch (error) {
    await rm(target, { force: true });
    if (signal?.aborted) throw new WeirError({ code: 'cancelled', message: 'Cancelled.' }, { cause: error });
    throw error;
  }
  return { file: target, dialect: { ...dialect, delimiter: ',', quote: '"', escape: '"', newline: '\n' } };
}

/** CR LF and lone CR become LF, inside cells too; a CR at the end of a chunk waits for what follows. */
function oneLineEnd(): Transform {
  let held = '';
  return new Transform({
    decodeStrings: false,
    encoding: 'utf8',
    transform(chunk: string, _encoding, done: TransformCallback) {
      const text = held + chunk;
      held = text.endsWith('\r') ? '\r' : '';
      done(null, text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n'));
    },
    flush(done) {
      done(null, held ? '\n' : '');
    },
  });
}

function asCsv(): Transform {
  return new Transform({
    writableObjectMode: true,
    transform(row: string[], _encoding, done: TransformCallback) {
      done(null, `${row.map(cell).join(',')}\n`);
    },
  });
}

function cell(text: string): string {
  return /["\n,]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
