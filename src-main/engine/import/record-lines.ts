import { createReadStream } from 'node:fs';
import type { Dialect } from './dialect';

const lineFeed = 10;

/**
 * The line, from 1, at which each of the asked records begins, read from the decoded file. A record may hold line
 * breaks inside quotes; blank lines and malformed lines are no records. `records` ascend.
 */
export async function recordLines(
  file: string,
  dialect: Pick<Dialect, 'quote' | 'skip'>,
  malformedLines: readonly number[],
  records: readonly number[],
): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  const last = records.at(-1);
  if (last === undefined) return found;
  const malformed = new Set(malformedLines);
  const wanted = new Set(records);
  const quote = dialect.quote.charCodeAt(0) || 34;
  let line = 1;
  let start = 1;
  let filled = false;
  let quoted = false;
  let rawRecord = 0;
  let record = -1;
  const endRecord = () => {
    if (filled || rawRecord < dialect.skip) rawRecord++;
    if (filled && rawRecord > dialect.skip && !malformed.has(start)) {
      record++;
      if (wanted.has(record)) found.set(record, start);
    }
    filled = false;
  };
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte === lineFeed) {
        line++;
        if (quoted) continue;
        endRecord();
        start = line;
      } else if (byte === quote) {
        quoted = !quoted;
        filled = true;
      } else if (byte !== 13) filled = true;
    }
    if (record >= last) return found;
  }
  endRecord();
  return found;
}
