import { rawTable } from '../raw-table';
import type { StagedColumn } from '../staged-file';
import {
  cellsWhere,
  counted,
  type DamageKind,
  eachColumn,
  type Found,
  type ProfiledTable,
} from './damage-kind';
import { textOf, withMend } from './mend';
import { hasOneCaseSql, isFoldedSql, isShortIdSql } from './salesforce-id-sql';

/** So many short ids without a capital or without a small letter are no chance. */
const enough = 5;

/**
 * Salesforce writes an id with 15 characters, whose case counts, or with 18, where the last three say which of the
 * others are capitals. Short ids become long ones, and long ones that lost their case get it back.
 */
export const salesforceIds: DamageKind = (table) =>
  eachColumn(table.columns, async (column) => {
    const { signs } = column;
    if (!signs || (signs.short === 0 && signs.oneCase === 0)) return null;
    if (await lostCase(table, column)) return { column, damage: [await indistinct(table, column)] };
    const text = textOf(column);
    const short = signs.short > 0 ? await cellsWhere(table, column, isShortIdSql(text)) : nothing;
    const folded = signs.oneCase > 0 ? await cellsWhere(table, column, isFoldedSql(text)) : nothing;
    if (short.count + folded.count === 0) return null;
    const base = { column: column.column, mended: true };
    const damage: Found[] = [];
    if (short.count > 0) {
      damage.push({
        ...base,
        ...short,
        code: 'salesforce-ids-of-15',
        message: `${counted(short.count, 'Salesforce id')} in “${column.column}” ${short.count === 1 ? 'has' : 'have'} 15 characters; they are read as the same ids with 18, which other files have.`,
        hint: 'Nothing is to be done.',
      });
    }
    if (folded.count > 0) {
      damage.push({
        ...base,
        ...folded,
        code: 'salesforce-ids-without-case',
        message: `${counted(folded.count, 'Salesforce id')} in “${column.column}” lost capitals or small letters; the last three characters tell which, and they are read as they were.`,
        hint: 'Nothing is to be done.',
      });
    }
    return { column: withMend(column, { as: 'salesforce-id' }), damage };
  });

const nothing = { count: 0, samples: [] };

async function lostCase({ query, raw }: ProfiledTable, column: StagedColumn): Promise<boolean> {
  if (!column.signs?.short) return false;
  const text = textOf(column);
  const [row] = await query(`
    SELECT count(DISTINCT ${text}) AS ids,
      count(*) FILTER (NOT ${hasOneCaseSql(text)}) AS both,
      count(*) FILTER (${text} <> upper(${text})) AS small,
      count(*) FILTER (${text} <> lower(${text})) AS capital
    FROM ${rawTable(raw)}
    WHERE ${isShortIdSql(text)}`);
  const [small, capital] = [Number(row?.small), Number(row?.capital)];
  return Number(row?.ids) >= enough && Number(row?.both) === 0 && (small === 0) !== (capital === 0);
}

async function indistinct(table: ProfiledTable, column: StagedColumn): Promise<Found> {
  const cells = await cellsWhere(table, column, isShortIdSql(textOf(column)));
  return {
    code: 'salesforce-ids-indistinct',
    message: `${counted(cells.count, 'Salesforce id')} of 15 characters in “${column.column}” lost capitals or small letters; ids that differed only by case are the same now, and files with ids as they were do not join.`,
    column: column.column,
    ...cells,
    mended: false,
    hint: 'Export again with ids of 18 characters, or without a program in between that changes the case.',
  };
}
