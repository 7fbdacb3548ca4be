import { identifier } from '../../query/sql-text';
import { cellsWhere, counted, type DamageKind, eachColumn } from './damage-kind';
import { withMend } from './mend';
import { isWrappedSql } from './unwrapped-sql';

/** Cells whose text stands in a formula, `="00123"`, or behind an apostrophe. */
export const excelTexts: DamageKind = (table) =>
  eachColumn(table.columns, async (column) => {
    const wraps = column.mends?.some(({ as }) => as === 'unwrapped') ?? false;
    if (!wraps && !column.signs?.marked) return null;
    const cells = await cellsWhere(table, column, isWrappedSql(identifier(column.column)));
    if (cells.count === 0) return null;
    const damage = {
      code: 'texts-in-formulas',
      message: `${counted(cells.count, 'value')} in “${column.column}” stand in a formula or behind an apostrophe, as exporters write them for Excel; the text itself is read.`,
      column: column.column,
      ...cells,
      mended: true,
      hint: 'Nothing is to be done.',
    };
    return { column: withMend(column, { as: 'unwrapped' }), damage: [damage] };
  });
