/** Rows `from` up to, not including, `to` of a result. */
export type Run = { from: number; to: number };

/** The rows that have the same values in these columns, in a result that is sorted by them. */
export function runsOf(columns: readonly ArrayLike<unknown>[]): Run[] {
  const length = columns[0]?.length ?? 0;
  const runs: Run[] = [];
  for (let from = 0, to = 1; from < length; from = to++) {
    while (to < length && columns.every((column) => column[to] === column[from])) to++;
    runs.push({ from, to });
  }
  return runs;
}
