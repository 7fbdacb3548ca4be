import type { DateOrder } from '#shared/model/mapping';
import { type Aggregate, columnAggregates } from './column-aggregates';
import { rawTable } from './raw-table';
import { columnOf, type Query, type StagedColumn } from './staged-file';
import { presentSql, valueSql } from './value-sql';
import { hasShortYear, isAmbiguous, separatorOf } from './values/dates';
import { partsSql, tidiedSql, weekdaySql, writtenSql } from './values/written-dates';

/** What the numbers in the dates of one column prove. */
export type Proof = {
  column: string;
  order: DateOrder | null;
  /** Values that only day-month, only month-day reads, and values where it matters at all. */
  dayFirst: number;
  monthFirst: number;
  differing: number;
  /** Two digits stand for the year, and nothing tells whether they are the first or the last. */
  yearUnsure: boolean;
  example: string;
};

export function isUndecided({ format, keep }: StagedColumn): boolean {
  return keep && 'shapes' in format && format.shapes.some(isAmbiguous);
}

/** The columns whose dates have an order to decide, with the order that `orderOf` gives them. */
export function withOrder(
  columns: readonly StagedColumn[],
  orderOf: (name: string) => DateOrder | null,
): StagedColumn[] {
  return columns.map((column) =>
    isUndecided(column) && 'shapes' in column.format
      ? { ...column, format: { ...column.format, order: orderOf(column.column) } }
      : column,
  );
}

/** Looks at every date of each column: a number above 12 is no month, one above 31 a year, a weekday has one date. */
export async function proofsOf(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
): Promise<Proof[]> {
  const values = await columnAggregates(query, rawTable(raw), columns, factsSql);
  return columns.map(({ column, format }, i) => {
    const count = (name: string) => Number(values[i]?.(name) ?? 0);
    const shortYear = 'shapes' in format && isShortYear(format.shapes);
    const dayFirst = count('day_first') + count('day_of_week');
    const monthFirst = count('month_first') + count('month_of_week');
    const year = shortYear ? placeOfYear(count) : 'last';
    return {
      column,
      dayFirst,
      monthFirst,
      order: year === 'first' ? 'ymd' : year === 'last' ? orderOf(dayFirst, monthFirst) : null,
      differing: count('differing'),
      yearUnsure: year === null,
      example: String(values[i]?.('example') ?? ''),
    };
  });
}

function orderOf(dayFirst: number, monthFirst: number): DateOrder | null {
  if (dayFirst > 0 && monthFirst === 0) return 'dmy';
  return monthFirst > 0 && dayFirst === 0 ? 'mdy' : null;
}

/** All dates with two digits for the year, as in 24.03.15. */
function isShortYear(shapes: readonly string[]): boolean {
  const ambiguous = shapes.filter(isAmbiguous);
  return ambiguous.length > 0 && ambiguous.every((shape) => hasShortYear(shape) || shape.startsWith('~'));
}

/** Few years stand beside many days; what is above 31 is no day, what is above 12 no month. */
function placeOfYear(count: (name: string) => number): 'first' | 'last' | null {
  if (count('long_year') > 0) return 'last';
  const first = count('first_above') > 0;
  const last = count('third_above') > 0 || count('second_above') > 0;
  if (first !== last) return first ? 'first' : 'last';
  if (first) return null;
  const [firsts, thirds] = [count('firsts'), count('thirds')];
  if (thirds >= 3 * firsts) return 'first';
  return firsts >= 3 * thirds ? 'last' : null;
}

function factsSql(column: StagedColumn): Aggregate[] {
  const { first, second, third } = numbersSql(column);
  const shapes = 'shapes' in column.format ? column.format.shapes : [];
  const facts: Aggregate[] = [
    ['day_first', `count(*) FILTER (${first} BETWEEN 13 AND 31 AND ${second} BETWEEN 1 AND 12)`],
    ['month_first', `count(*) FILTER (${second} BETWEEN 13 AND 31 AND ${first} BETWEEN 1 AND 12)`],
    ['differing', `count(*) FILTER (${first} <> ${second})`],
    ['example', `min(${presentSql(column)}) FILTER (${first} <> ${second})`],
  ];
  if (isShortYear(shapes)) {
    facts.push(
      ['long_year', `count(*) FILTER (${third} > 99)`],
      ['first_above', `count(*) FILTER (${first} > 31 OR ${first} = 0)`],
      ['second_above', `count(*) FILTER (${second} > 12)`],
      ['third_above', `count(*) FILTER (${third} > 31 OR ${third} = 0)`],
      ['firsts', `count(DISTINCT ${first})`],
      ['thirds', `count(DISTINCT ${third})`],
    );
  }
  if (shapes.includes(numbersOnly)) facts.push(...weekdayFacts(presentSql(column)));
  return facts;
}

const numbersOnly = '~%1/%2';

/** Dates whose weekday is right in one order only. */
function weekdayFacts(text: string): Aggregate[] {
  const weekday = weekdaySql(`(${partsSql(text, numbersOnly, 'dmy')}).w`);
  const is = (order: DateOrder) => `isodow(${writtenSql(text, numbersOnly, order, null)})`;
  const only = (right: DateOrder, wrong: DateOrder) =>
    `count(*) FILTER (${is(right)} = ${weekday} AND ${is(wrong)} IS DISTINCT FROM ${weekday})`;
  return [
    ['day_of_week', only('dmy', 'mdy')],
    ['month_of_week', only('mdy', 'dmy')],
  ];
}

/** The three numbers of a date, as integers; NULL for texts of another shape. */
function numbersSql(column: StagedColumn): { first: string; second: string; third: string } {
  const shapes = 'shapes' in column.format ? column.format.shapes.filter(isAmbiguous) : [];
  const [shape = '%1/%2'] = shapes;
  const text = presentSql(column);
  const simple = shapes.length === 1 && !shape.startsWith('~') && !hasShortYear(shape);
  const pattern = String.raw`^\D*(\d{1,2}) ?[./-] ?(\d{1,2}) ?[./-] ?(\d{2,4})(\D|$)`;
  const part = (n: number) =>
    simple
      ? `TRY_CAST(split_part(${text}, '${separatorOf(shape)}', ${n}) AS INTEGER)`
      : `TRY_CAST(regexp_extract(${tidiedSql(text)}, '${pattern}', ${n}) AS INTEGER)`;
  return { first: part(1), second: part(2), third: part(3) };
}

/** One or two deals closed before they were made can be mistakes of typing. */
const enoughViolations = 3;

/**
 * Deals are made, then move, then close: the order under which that fails while it never does under the other is
 * wrong. Dates of the file that need no proof serve as well.
 */
export async function orderBySequence(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
): Promise<DateOrder | null> {
  const pairs = sequence(columns).filter((pair) => pair.some(isUndecided));
  if (pairs.length === 0) return null;
  const violations = (pair: [StagedColumn, StagedColumn], order: DateOrder) => {
    const [from, to] = withOrder(pair, () => order);
    return `count(*) FILTER (${valueSql(from!, 'DATE')} > ${valueSql(to!, 'DATE')})`;
  };
  const values = await columnAggregates(query, rawTable(raw), pairs, (pair) => [
    ['dmy', violations(pair, 'dmy')],
    ['mdy', violations(pair, 'mdy')],
  ]);
  const sum = (order: DateOrder) => values.reduce((all, count) => all + Number(count(order) ?? 0), 0);
  const [dmy, mdy] = [sum('dmy'), sum('mdy')];
  if (dmy === 0 && mdy >= enoughViolations) return 'dmy';
  return mdy === 0 && dmy >= enoughViolations ? 'mdy' : null;
}

/** Pairs of dates of which the first is never after the second. */
function sequence(columns: readonly StagedColumn[]): [StagedColumn, StagedColumn][] {
  const dated = columns.filter(({ format, type }) => 'shapes' in format && type !== 'empty');
  const named = (field: string) => columnOf(dated, field);
  const created = named('created_at');
  const closed = named('closed_at') ?? named('close');
  const between = dated.filter(({ field, stage }) => stage !== undefined || field === 'stage_changed_at');
  const ends = [closed, named('expected_close'), ...between];
  const pairs = [...ends.map((end) => [created, end]), ...between.map((entered) => [entered, closed])];
  return pairs.filter((pair): pair is [StagedColumn, StagedColumn] => pair.every((end) => end !== undefined));
}
