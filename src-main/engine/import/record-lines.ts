import { createReadStream } from 'node:fs';
import { eachChunk, stopIf } from './chunks';
import { state as at, byteClass, byteClasses, classCount, nextState } from './csv-states';
import { type Cut, readCut } from './cut';
import type { Dialect } from './dialect';
import { diskAccess } from './file-access';
import { lineCount } from './line-ends';

type Records = Cut & Pick<Dialect, 'skip' | 'linesBefore' | 'numbering'>;

/**
 * The line, from 1, at which each of the asked records begins, read from the decoded file. A record may hold line
 * breaks inside quotes; blank lines and malformed rows are no records. `records` ascend. Fails with cancelled.
 */
export async function recordLines(
  file: string,
  dialect: Records,
  malformedLines: readonly number[],
  records: readonly number[],
  signal: AbortSignal | undefined,
): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  const last = records.at(-1);
  if (last === undefined) return found;
  const malformed = new Set(malformedLines);
  const wanted = new Set(records);
  let record = -1;
  await eachRecord(file, dialect, signal, ({ line }) => {
    if (malformed.has(line)) return true;
    record++;
    if (wanted.has(record)) found.set(record, line);
    return record < last;
  });
  return found;
}

/** From a record on, every record begins one line below the one before, until the next run. */
export type LineRun = { record: number; line: number };

/**
 * Where all records of a decoded file begin, as runs: one where each record is a line, more where cells hold line breaks
 * or lines that are no records stand between. `rows` is the number of records, `lines` that of lines where it is known.
 * Fails with cancelled.
 */
export async function lineRuns(
  { file, lines }: { file: string; lines: number | null },
  dialect: Records,
  malformedLines: readonly number[],
  rows: number,
  signal: AbortSignal | undefined,
): Promise<LineRun[]> {
  if (rows === 0) return [];
  const first = firstLine(dialect) + dialect.skip;
  const isPlain =
    malformedLines.length === 0 &&
    (dialect.numbering !== 'lines' || (lines ?? (await countLines(file, signal))) === dialect.skip + rows);
  if (isPlain) return [{ record: 0, line: first }];
  const malformed = new Set(malformedLines);
  const runs: LineRun[] = [];
  let record = -1;
  await eachRecord(file, dialect, signal, ({ line }) => {
    if (malformed.has(line)) return true;
    record++;
    const last = runs.at(-1);
    if (!last || line - record !== last.line - last.record) runs.push({ record, line });
    return record < rows - 1;
  });
  return runs;
}

/** Reads the file for its lines. */
async function countLines(file: string, signal: AbortSignal | undefined): Promise<number> {
  const lines = lineCount();
  await eachChunk(file, diskAccess, signal, async (chunk) => lines.push(chunk));
  return lines.total();
}

/**
 * The line on which the row at each position begins; blank lines may stand between the position and the row. A position
 * behind the beginning of the last row, which a quote that never ends can make, is on the line of that one.
 */
export async function linesAt(
  file: string,
  dialect: Records,
  positions: readonly number[],
  signal: AbortSignal | undefined,
): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  if (positions.length === 0) return found;
  const open = [...positions].sort((a, b) => b - a);
  let last = firstLine(dialect) + dialect.skip;
  await eachRecord(file, dialect, signal, ({ line, position }) => {
    last = line;
    for (let next = open.at(-1); next !== undefined && next <= position; next = open.at(-1)) {
      found.set(next, line);
      open.pop();
    }
    return open.length > 0;
  });
  for (const position of open) found.set(position, last);
  return found;
}

/** Where a record begins: its line from 1, and its first byte from 0. */
type RecordStart = { line: number; position: number };

/** The header of records is Weir's own and does not count. */
function firstLine({ linesBefore, numbering }: Records): number {
  return linesBefore + (numbering === 'records' ? 0 : 1);
}

/** Walks over the records of data, without blank lines, until `visit` returns false. */
async function eachRecord(
  file: string,
  dialect: Records,
  signal: AbortSignal | undefined,
  visit: (start: RecordStart) => boolean,
): Promise<void> {
  const { quote, delimiter } = readCut(dialect);
  const classes = byteClasses(quote, delimiter[0] ?? ',');
  let state: number = at.cellStart;
  let line = firstLine(dialect);
  let offset = 0;
  let start: RecordStart = { line, position: 0 };
  let filled = false;
  let before = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    stopIf(signal);
    for (let i = 0; i < chunk.length; i++) {
      const kind = classes[chunk[i] ?? 0] ?? 0;
      const wasQuoted = state === at.quoted;
      state = nextState[state * classCount + kind] ?? 0;
      if (kind !== byteClass.feed) {
        if (kind !== byteClass.return) filled = true;
        continue;
      }
      if (!wasQuoted || dialect.numbering === 'lines') line++;
      if (wasQuoted) continue;
      // Before the data every line counts, blank ones too: that is how the header was found.
      const isRecord = filled || before < dialect.skip;
      if (isRecord && ++before > dialect.skip && !visit(start)) return;
      start = { line, position: offset + i + 1 };
      filled = false;
    }
    offset += chunk.length;
  }
  if (filled && before >= dialect.skip) visit(start);
}
