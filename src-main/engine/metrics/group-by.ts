/** Rows in their order, split by a key; the order of first appearance is kept. */
export function groupBy<Row, Key>(rows: Iterable<Row>, keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

export function sumOf<Row>(rows: Iterable<Row>, numberOf: (row: Row) => number): number {
  let sum = 0;
  for (const row of rows) sum += numberOf(row);
  return sum;
}

/** Rates and days to nine digits, amounts to cents: what the arithmetic is good for, and no more. */
export function toCents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
