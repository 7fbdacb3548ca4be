import type { FileKind } from '#shared/model/fields';
import type { Damage } from '#shared/results/workspace';
import { identifier } from '../../query/sql-text';
import { rawTable } from '../raw-table';
import type { Query, StagedColumn } from '../staged-file';

/** A table whose columns are profiled, with the cheap signs of damage that the profile counted. */
export type ProfiledTable = {
  query: Query;
  raw: string;
  rows: number;
  kind: FileKind;
  system: string;
  object: string;
  columns: StagedColumn[];
};

/** An example stands in a row of the raw table; which line that is only the file tells. */
export type Found = Omit<Damage, 'samples'> & { samples: { row: number; value: string }[] };

/** The columns with what reading them has to mend, and what was found. */
export type Looked = { columns: StagedColumn[]; damage: Found[] };

/** Looks for one kind of damage over the whole table; columns without a sign of it cost nothing. */
export type DamageKind = (table: ProfiledTable) => Promise<Looked>;

/** How many cells of a column meet a condition, and the first of them. */
export type Cells = { count: number; samples: Found['samples'] };

export async function cellsWhere(
  { query, raw }: ProfiledTable,
  { column }: StagedColumn,
  condition: string,
): Promise<Cells> {
  const [row] = await query(`
    SELECT count(*) AS count, min(rowid) AS first, arg_min(left(${identifier(column)}, 200), rowid) AS value
    FROM ${rawTable(raw)}
    WHERE ${condition}`);
  const count = Number(row?.count ?? 0);
  return { count, samples: count === 0 ? [] : [{ row: Number(row?.first), value: String(row?.value) }] };
}

/** Looks at one column after the other. */
export async function eachColumn(
  columns: readonly StagedColumn[],
  look: (column: StagedColumn) => Promise<{ column: StagedColumn; damage: Found[] } | null>,
): Promise<Looked> {
  const looked: Looked = { columns: [], damage: [] };
  for (const column of columns) {
    const seen = await look(column);
    looked.columns.push(seen?.column ?? column);
    looked.damage.push(...(seen?.damage ?? []));
  }
  return looked;
}

/** A count with the noun it needs: `1 value`, `1,200 values`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
