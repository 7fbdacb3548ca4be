import { literal } from '../query/sql-text';
import { rawTable } from './raw-table';
import { columnOf, type Query, type StagedColumn, type StagedFile } from './staged-file';
import { presentSql, valueSql } from './value-sql';
import { currencyOfCell, currencyOfSign } from './values/currencies';

/** More different currencies than any file has: such a column holds something else. */
const mostCurrencies = 500;

type Money = Pick<StagedFile, 'columns' | 'currency'>;

/** The columns with the cells of currency columns read as ISO codes, whatever they call the currency. */
export async function withCurrencyCodes(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
): Promise<StagedColumn[]> {
  const done: StagedColumn[] = [];
  for (const column of columns)
    done.push(namesCurrency(column) ? await withCodes(query, raw, column) : column);
  return done;
}

function namesCurrency({ field }: StagedColumn): boolean {
  return field === 'currency' || field === 'to';
}

async function withCodes(query: Query, raw: string, column: StagedColumn): Promise<StagedColumn> {
  if (column.format.as !== 'text' || column.type === 'empty') return column;
  const rows = await query(
    `SELECT DISTINCT ${presentSql(column)} AS cell FROM ${rawTable(raw)} ORDER BY 1 LIMIT ${mostCurrencies}`,
  );
  const cells = rows.flatMap(({ cell }) => (typeof cell === 'string' ? [cell] : []));
  const becomes = Object.fromEntries(
    cells.flatMap((cell) => {
      const code = currencyOfCell(cell);
      return code && code !== cell ? [[cell, code]] : [];
    }),
  );
  return Object.keys(becomes).length === 0 ? column : { ...column, format: { ...column.format, becomes } };
}

/** The one currency that stands in all amounts; a sign that several share is the one that was given. */
export function currencyInText(columns: readonly StagedColumn[]): string | null {
  const amount = columnOf(columns, 'amount');
  return amount && 'number' in amount.format ? amount.format.number.currency : null;
}

/** SQL of the currency of a row: its own column, else what stands in the amount, else that of the file. */
export function currencySql({ columns, currency }: Money): string {
  const column = columnOf(columns, 'currency');
  const parts = [
    ...(column && column.type !== 'empty' ? [valueSql(column, 'VARCHAR')] : []),
    ...signsSql(columns, currency),
    ...(currency ? [literal(currency)] : []),
  ];
  if (parts.length === 0) return 'CAST(NULL AS VARCHAR)';
  return parts.length === 1 ? (parts[0] ?? '') : `coalesce(${parts.join(', ')})`;
}

/** Several signs in the amounts: each row says its own. */
function signsSql(columns: readonly StagedColumn[], given: string | null): string[] {
  const amount = columnOf(columns, 'amount');
  if (!amount || !('number' in amount.format) || amount.type === 'empty') return [];
  const { words = [], currency } = amount.format.number;
  if (words.length === 0 || currency !== null) return [];
  const text = presentSql(amount);
  const named = words.map((word) => [word, sharedBy(word, given) ? given : currencyOfSign(word)] as const);
  const codes = new Set(named.map(([, code]) => code));
  // A lone sign that many currencies share says nothing.
  if (codes.size === 1 && !/^[A-Z]{3}$/.test([...codes][0] ?? '')) return [];
  const cases = named.map(([word, code]) => `WHEN contains(${text}, ${literal(word)}) THEN ${literal(code)}`);
  return [`CASE ${cases.join(' ')} END`];
}

/** Whether this is the usual sign of the given currency: `$` of CAD, `¥` of JPY. */
function sharedBy(sign: string, currency: string | null): boolean {
  if (!currency || !/^[A-Z]{3}$/.test(currency)) return false;
  const parts = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0);
  return parts.some(({ type, value }) => type === 'currency' && value === sign.replace('￥', '¥'));
}

export type CurrencyCount = { currency: string | null; rows: number };

/** How many rows with an amount have which currency, most frequent first; one entry where the file has only one. */
export async function currenciesOf(
  query: Query,
  raw: string,
  file: Money,
  rows: number,
): Promise<CurrencyCount[]> {
  const amount = columnOf(file.columns, 'amount');
  if (!amount || amount.type === 'empty') return [];
  const sql = currencySql(file);
  if (file.currency && sql === literal(file.currency)) return [{ currency: file.currency, rows }];
  const found = await query(`
    SELECT ${sql} AS currency, count(*) AS rows
    FROM ${rawTable(raw)}
    WHERE ${presentSql(amount)} IS NOT NULL
    GROUP BY 1
    ORDER BY 2 DESC, 1
    LIMIT ${mostCurrencies}`);
  return found.map((row) => ({
    currency: typeof row.currency === 'string' ? row.currency : null,
    rows: Number(row.rows),
  }));
}
