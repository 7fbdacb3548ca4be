import type { Dialect } from '../dialect';
import type { MalformedRow } from '../raw-table';
import { recordLines } from '../record-lines';
import type { LinesOf } from './find-damage';

/** Lines are counted from the beginning of the file: further down that costs more than an example is worth. */
const mostRows = 100_000;

/** Finds the lines of rows near the beginning of a decoded file. */
export function lineFinderOf(
  file: string,
  dialect: Omit<Dialect, 'sample'>,
  malformed: readonly MalformedRow[],
): LinesOf {
  return (rows) =>
    recordLines(
      file,
      dialect,
      malformed.map(({ line }) => line),
      rows.filter((row) => row < mostRows),
      undefined,
    );
}
