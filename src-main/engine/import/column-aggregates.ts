import type { Plain } from '../query/values';
import type { Query } from './staged-file';

/** An aggregate and the name that its value is asked by. */
export type Aggregate = [name: string, sql: string];

/** DuckDB plans a statement in a time that grows with the square of its aggregates, of which a column has up to twenty. */
export const manyColumns = 200;
const columnsAtOnce = 8;

/**
 * Aggregates of each column over the rows of `from`, in one pass; over very many columns in one pass for a few of them.
 * The values of a column by name; none where `sqlOf` gives no aggregates for it.
 */
export async function columnAggregates<T>(
  query: Query,
  from: string,
  columns: readonly T[],
  sqlOf: (column: T) => readonly Aggregate[],
): Promise<((name: string) => Plain)[]> {
  const values: ((name: string) => Plain)[] = [];
  for (const part of inParts(columns)) {
    const parts = part.flatMap((column, i) => sqlOf(column).map(([name, sql]) => `${sql} AS ${name}_${i}`));
    const [row = {}] = parts.length === 0 ? [] : await query(`SELECT ${parts.join(',\n  ')}\nFROM ${from}`);
    values.push(...part.map((_, i) => (name: string) => row[`${name}_${i}`] ?? null));
  }
  return values;
}

/** All columns at once where one statement may look at them together, else a few at a time. */
export function inParts<T>(columns: readonly T[]): (readonly T[])[] {
  if (columns.length <= manyColumns) return [columns];
  const parts: T[][] = [];
  for (let at = 0; at < columns.length; at += columnsAtOnce)
    parts.push(columns.slice(at, at + columnsAtOnce));
  return parts;
}
