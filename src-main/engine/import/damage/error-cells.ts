import { literal } from '../../query/sql-text';
import { rawTable } from '../raw-table';
import type { StagedColumn } from '../staged-file';
import { counted, type DamageKind, eachColumn, type ProfiledTable } from './damage-kind';
import { errorPattern, isErrorCell } from './error-words';
import { textOf } from './mend';

/** Errors of formulas, which count as empty. */
export const errorCells: DamageKind = (table) =>
  eachColumn(table.columns, async (column) => {
    if (!column.signs?.marked && !column.nulls.some(isErrorCell)) return null;
    const errors = await errorsOf(table, column);
    const [first] = errors;
    if (!first) return null;
    const count = errors.reduce((sum, error) => sum + error.count, 0);
    const trims = column.format.as === 'text' && column.format.trim;
    const words = errors.map(({ value }) => (trims ? value.trim() : value));
    const damage = {
      code: 'error-cells',
      message: `${counted(count, 'cell holds', 'cells hold')} an error such as ${first.value.trim()} in “${column.column}”; ${count === 1 ? 'it counts' : 'they count'} as empty.`,
      column: column.column,
      count,
      samples: [{ row: first.row, value: first.value }],
      mended: false,
      hint: 'Mend the formulas, or widen the column where #### stands, and save the file again.',
    };
    return {
      column: { ...column, nulls: [...new Set([...column.nulls, ...words])].sort() },
      damage: [damage],
    };
  });

async function errorsOf({ query, raw }: ProfiledTable, column: StagedColumn) {
  const text = textOf(column);
  const rows = await query(`
    SELECT ${text} AS value, count(*) AS count, min(rowid) AS first
    FROM ${rawTable(raw)}
    WHERE CASE WHEN contains(left(${text}, 3), '#') THEN regexp_matches(${text}, ${literal(errorPattern)}, 'i') ELSE FALSE END
    GROUP BY 1
    ORDER BY first
    LIMIT 1000`);
  return rows.map((row) => ({ value: String(row.value), count: Number(row.count), row: Number(row.first) }));
}
