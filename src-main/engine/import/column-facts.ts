import { identifier, literal } from '../query/sql-text';
import type { Plain } from '../query/values';
import { type Sign, type Signs, signsOf, signsSql } from './damage/signs';
import type { Fact } from './fact';
import { rawTable } from './raw-table';
import type { Query, StagedColumn } from './staged-file';
import { badSql, contradictsSql, naturalType, presentSql, valueSql } from './value-sql';
import { mayBeInstant } from './values/dates';
import { emptyNames, emptyTexts } from './values/words';

/** What all values of a column show; instants as seconds from noon (of one day to that of the next), the earliest and latest clock, and how many. */
export type ColumnFacts = {
  filled: number;
  bad: number;
  padded: number;
  empties: number;
  contradicting: number;
  low: Plain;
  high: Plain;
  earliest: number;
  latest: number;
  clocks: number;
  days: number;
  signs: Signs;
};

/** From here on columns are looked at one by one, and those with few different values by their values. */
const manyRows = 100_000;
const rowsToTry = 20_000;
const fewValues = 2_000;

/** The facts of each column, over the whole table. */
export async function columnFacts(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
): Promise<ColumnFacts[]> {
  const table = rawTable(raw);
  const repeating = await repeatingColumns(query, table, columns);
  if (!repeating) {
    const [row = {}] = await query(
      `SELECT ${columns.map((column, i) => listed(column, i)).join(',\n  ')}\nFROM ${table}`,
    );
    return columns.map((_, i) => factsOf(row, i));
  }
  const facts: ColumnFacts[] = [];
  for (const column of columns) {
    const [row = {}] = await query(
      repeating.has(column)
        ? // DuckDB keeps such columns as a list of their values, so that grouping them hardly reads the rows.
          `SELECT ${listed(column, 0, 'times')}
          FROM (SELECT ${identifier(column.column)}, count(*) AS ${times} FROM ${table} GROUP BY ALL)`
        : `SELECT ${listed(column, 0)}\nFROM ${table}`,
    );
    facts.push(factsOf(row, 0));
  }
  return facts;
}

const times = identifier(' times ');

/** The columns whose first rows have few different values; null for a table of few rows. */
async function repeatingColumns(
  query: Query,
  table: string,
  columns: readonly StagedColumn[],
): Promise<ReadonlySet<StagedColumn> | null> {
  const [{ rows } = { rows: 0 }] = await query(`SELECT count(*) AS rows FROM ${table}`);
  if (Number(rows) < manyRows) return null;
  const different = columns.map(({ column }, i) => `approx_count_distinct(${identifier(column)}) AS c${i}`);
  const [row = {}] = await query(`SELECT ${different.join(', ')} FROM (FROM ${table} LIMIT ${rowsToTry})`);
  return new Set(columns.filter((_, i) => Number(row[`c${i}`]) <= fewValues));
}

function listed(column: StagedColumn, at: number, weighed?: 'times'): string {
  return factsSql(column)
    .map(([name, fact]) => `${factSql(fact, weighed)} AS ${name}_${at}`)
    .join(',\n  ');
}

function factSql(fact: Fact, weighed?: 'times'): string {
  if ('value' in fact) return fact.value;
  return weighed ? `coalesce(sum(${times}) FILTER (${fact.count}), 0)` : `count(*) FILTER (${fact.count})`;
}

function factsOf(row: Record<string, Plain>, at: number): ColumnFacts {
  const count = (name: string) => Number(row[`${name}_${at}`] ?? 0);
  return {
    filled: count('filled'),
    bad: count('bad'),
    padded: count('padded'),
    empties: count('empties'),
    contradicting: count('contradicting'),
    low: row[`low_${at}`] ?? null,
    high: row[`high_${at}`] ?? null,
    earliest: count('earliest'),
    latest: count('latest'),
    clocks: count('clocks'),
    days: count('days'),
    signs: signsOf((name) => count(`sign_${name}`)),
  };
}

/** Texts that mean empty, in columns of fields that hold a name also those that people write for nothing. */
export function emptySql({ column, field }: StagedColumn): string {
  const texts = field !== null && namesOrNothing.has(field) ? emptyNames : emptyTexts;
  const text = identifier(column);
  // CASE spares most texts trimming and comparison, which AND does not.
  return `CASE WHEN strlen(${text}) <= ${longestEmpty} AND ascii(${text}) IN (${firstLetters(texts).join(', ')})
    THEN lower(trim(${text})) IN (${texts.map(literal).join(', ')}) ELSE FALSE END`;
}

/** Code points that a text which reads as one of these can begin with. */
function firstLetters(texts: readonly string[]): number[] {
  const letters = texts.flatMap((text) => [text, text.toUpperCase(), ' ']);
  return [...new Set(letters.map((text) => text.codePointAt(0) ?? 0))];
}

const namesOrNothing = new Set([
  ...['account', 'owner', 'team', 'segment', 'region', 'source', 'lead_type', 'product', 'loss_reason'],
  ...['next_step', 'currency', 'forecast_category'],
]);
const longestEmpty = Math.max(...emptyNames.map((text) => Buffer.byteLength(text))) + 2;

function factsSql(column: StagedColumn): [name: string, fact: Fact][] {
  const { format } = column;
  const filled: [string, Fact] = ['filled', { count: `${presentSql(column)} IS NOT NULL` }];
  if (!column.keep) return [filled];
  if (format.as === 'text') {
    const name = identifier(column.column);
    const facts: [string, Fact][] = [filled];
    if (!format.trim)
      facts.push(['padded', { count: `starts_with(${name}, ' ') OR ends_with(${name}, ' ')` }]);
    if (column.field !== 'id' && column.nulls.length === 0)
      facts.push(['empties', { count: emptySql(column) }]);
    if (!column.signs)
      facts.push(...signsSql(column).map(([sign, fact]: Sign): [string, Fact] => [`sign_${sign}`, fact]));
    return facts;
  }
  const facts: [string, Fact][] = [filled, ['bad', { count: badSql(column) }]];
  if ('number' in format && !format.guard && /[.,'’\s]/.test(format.number.drop)) {
    facts.push(['contradicting', { count: contradictsSql(presentSql(column), format.number.decimal) }]);
  }
  if (naturalType(column) === 'TIMESTAMP' || naturalType(column) === 'DATE') {
    facts.push(
      ['low', { value: `CAST(min(${valueSql(column)}) AS VARCHAR)` }],
      ['high', { value: `CAST(max(${valueSql(column)}) AS VARCHAR)` }],
    );
  }
  if (format.as === 'instant' && hasDays(column) && format.shapes.some(mayBeInstant)) {
    const value = valueSql(column);
    const fromNoon = `CAST(epoch(${value} + INTERVAL 12 HOUR) AS BIGINT) % 86400`;
    facts.push(
      ['earliest', { value: `min(${fromNoon})` }],
      ['latest', { value: `max(${fromNoon})` }],
      ['clocks', { value: `approx_count_distinct(${fromNoon})` }],
      ['days', { value: `approx_count_distinct(CAST(${value} AS DATE))` }],
    );
  }
  if (column.field === 'probability') facts.push(['high', { value: `max(${valueSql(column)})` }]);
  return facts;
}

/** Moments of a log and of the last change come from a clock, whatever hour they show. */
function hasDays({ field }: StagedColumn): boolean {
  return field !== 'at' && field !== 'stage_changed_at' && field !== 'last_activity_at';
}
