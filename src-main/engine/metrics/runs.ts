/** Rows `from` up to, not including, `to` of a result. */
export type Run = { from: number; to: number };

/** The rows that have the same values in these columns, in a result that is sorted by them. */
export function runsOf(columns: readonly ArrayLike<unknown>[]): Run[] {
  const length = columns[0]?.length ?? 0;
  const begins = new Uint8Array(length);
  for (const column of columns) markChanges(column, begins);
  const runs: Run[] = [];
  for (let from = 0, to = 1; from < length; from = to++) {
    while (to < length && begins[to] === 0) to++;
    runs.push({ from, to });
  }
  return runs;
}

/** Column by column: a loop over one array at a time is compiled for its kind. */
function markChanges(column: ArrayLike<unknown>, begins: Uint8Array): void {
  for (let i = 1; i < begins.length; i++) if (column[i] !== column[i - 1]) begins[i] = 1;
}
