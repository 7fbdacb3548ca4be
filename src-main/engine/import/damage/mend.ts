import { identifier } from '../../query/sql-text';
import { lostDigitsSql } from './lost-digits-sql';
import { recodedSql } from './recoded-sql';
import { salesforceIdSql } from './salesforce-id-sql';
import { unwrappedSql } from './unwrapped-sql';

/**
 * What reading a column does to its texts before anything else: take them out of formulas, read mojibake again, write
 * Salesforce ids in their long form, take ids without their last digits for empty, give ids their leading zeros back.
 */
export type Mend =
  | { as: 'unwrapped' }
  | { as: 'recoded' }
  | { as: 'salesforce-id' }
  | { as: 'lost-digits'; rounded: boolean }
  | { as: 'padded'; width: number };

/** SQL of the text with each mend made, in their order. */
export function mendedSql(text: string, mends: readonly Mend[]): string {
  return mends.reduce((sql, mend) => oneSql(sql, mend), text);
}

function oneSql(text: string, mend: Mend): string {
  switch (mend.as) {
    case 'unwrapped':
      return unwrappedSql(text);
    case 'recoded':
      return recodedSql(text);
    case 'salesforce-id':
      return salesforceIdSql(text);
    case 'lost-digits':
      return `CASE WHEN NOT ${lostDigitsSql(text, mend.rounded)} THEN ${text} END`;
    case 'padded':
      return `CASE WHEN strlen(${text}) < ${mend.width} AND regexp_full_match(${text}, '\\d+') THEN lpad(${text}, ${mend.width}, '0') ELSE ${text} END`;
  }
}

/** SQL of a column's text with what is known so far to be mended. */
export function textOf({ column, mends = [] }: { column: string; mends?: Mend[] }): string {
  return mendedSql(identifier(column), mends);
}

/** The column with one more mend, once. */
export function withMend<T extends { mends?: Mend[] }>(column: T, mend: Mend): T {
  const { mends = [] } = column;
  return mends.some(({ as }) => as === mend.as) ? column : { ...column, mends: [...mends, mend] };
}
