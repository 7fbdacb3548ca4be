import { cellsWhere, counted, type DamageKind, eachColumn } from './damage-kind';
import { textOf } from './mend';

/** Dates that a spreadsheet wrote as the number of days it counts. */
export const serialDays: DamageKind = (table) =>
  eachColumn(table.columns, async (column) => {
    if (!('shapes' in column.format) || column.type === 'empty') return null;
    const from = column.format.shapes.includes('serial-1904') ? 1904 : 1900;
    if (!column.format.shapes.some((shape) => shape.startsWith('serial-'))) return null;
    const text = textOf(column);
    const cells = await cellsWhere(table, column, `regexp_full_match(trim(${text}), '\\d{5}(\\.\\d+)?')`);
    if (cells.count === 0) return null;
    const damage = {
      code: 'dates-as-numbers',
      message: `${counted(cells.count, 'date')} in “${column.column}” ${cells.count === 1 ? 'is a number' : 'are numbers'} of days, as a spreadsheet keeps them; they are read as days counted from ${from}.`,
      column: column.column,
      ...cells,
      mended: true,
      hint: 'Compare one date with the system it came from.',
    };
    return { column, damage: [damage] };
  });
