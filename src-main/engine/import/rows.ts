/** The number of columns that most rows have. */
export function commonWidth(rows: string[][]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let best = 0;
  let most = 0;
  for (const [width, count] of counts) {
    if (count > most || (count === most && width > best)) [best, most] = [width, count];
  }
  return best;
}

/** Whether any cell holds more than blanks. */
export function isFilled(row: string[]): boolean {
  return row.some((cell) => cell.trim() !== '');
}
