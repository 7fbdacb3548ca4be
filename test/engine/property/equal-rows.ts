import { expect } from 'vitest';

type Cell = string | number | null | undefined;
type Row = Record<string, unknown>;

/** Every expected row is among the actual ones, with these values in these columns, and nothing else is there. */
export function expectEqualRows(actual: readonly Row[], expected: readonly Row[], what: string): void {
  const names = Object.keys(expected[0] ?? {});
  const plain = (rows: readonly Row[]) => rows.map((row) => names.map((name) => rounded(row[name] as Cell)));
  const sorted = (rows: Cell[][]) => rows.map((row) => JSON.stringify(row)).sort();
  expect({ what, rows: sorted(plain(actual)) }).toEqual({ what, rows: sorted(plain(expected)) });
}

/** Days and shares to seven digits: sums of fractions differ in the last ones. */
function rounded(value: Cell): Cell {
  if (typeof value !== 'number') return value ?? null;
  return Number(value.toFixed(7));
}
