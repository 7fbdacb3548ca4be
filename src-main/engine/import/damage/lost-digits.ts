import type { StagedColumn } from '../staged-file';
import { cellsWhere, counted, type DamageKind, eachColumn, type ProfiledTable } from './damage-kind';
import { isRoundedSql, lostDigitsSql } from './lost-digits-sql';
import { textOf, withMend } from './mend';
import { isId } from './signs';

/** A spreadsheet writes no more than 15 digits of a number. */
const kept = 15;
const longNumber = /^\d{16,}$/;

/** Ids whose last digits a spreadsheet dropped: two records can have the same one. */
export const lostDigits: DamageKind = (table) =>
  eachColumn(table.columns, async (column) => {
    const { signs } = column;
    if (!signs || !isId(column) || column.format.as !== 'text') return null;
    const rounded = signs.longest > kept && (await areRounded(table, column));
    if (signs.exponents === 0 && !rounded) return null;
    const cells = await cellsWhere(table, column, lostDigitsSql(textOf(column), rounded));
    if (cells.count === 0) return null;
    const damage = {
      code: 'ids-without-last-digits',
      message: `${counted(cells.count, 'id')} in “${column.column}” lost ${cells.count === 1 ? 'its' : 'their'} last digits in a spreadsheet; ${consequence(table, column)}`,
      column: column.column,
      ...cells,
      mended: false,
      hint: 'Export again and import that file itself; in a spreadsheet, format the column as text before opening it.',
    };
    const empties = column.field !== null;
    return { column: empties ? withMend(column, { as: 'lost-digits', rounded }) : column, damage: [damage] };
  });

/** Long numbers all of which end in zeros were rounded. */
async function areRounded(table: ProfiledTable, column: StagedColumn): Promise<boolean> {
  if (!column.samples.some((sample) => longNumber.test(sample.trim()))) return false;
  const text = textOf(column);
  const long = `strlen(${text}) > ${kept} AND regexp_full_match(${text}, '\\d+')`;
  const { count } = await cellsWhere(table, column, long);
  if (count < 2) return false;
  return (await cellsWhere(table, column, `${long} AND NOT ${isRoundedSql(text)}`)).count === 0;
}

function consequence({ kind }: ProfiledTable, { field }: StagedColumn): string {
  if (field === null) return 'rows cannot be told apart by them.';
  if (field === 'id' && kind === 'opportunities')
    return 'these deals are told apart by name, account and creation instead, and nothing of other files joins them.';
  if (field === 'id' && kind === 'stage-history')
    return 'which deal changed cannot be known, and these rows are rejected.';
  if (field === 'key') return 'these rows are rejected.';
  return 'they count as empty.';
}
