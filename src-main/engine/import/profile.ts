import { identifier } from '../query/sql-text';
import type { Plain } from '../query/values';
import { type ColumnFacts, columnFacts, emptySql } from './column-facts';
import { withMend } from './damage/mend';
import { isWrapped } from './damage/unwrapped-sql';
import { rawTable } from './raw-table';
import type { Query, StagedColumn, ValueFormat } from './staged-file';
import { badSql, presentSql } from './value-sql';
import { readDate } from './values/dates';
import { joinedFormat, looksNumeric, numberFormat } from './values/numbers';
import { booleanWords, isBooleanWord, isNullWord } from './values/words';

const rounds = 4;
const badToLookAt = 200;
const oldest = '1900-01-01';
const newest = '2199-12-31';

/**
 * Proves or refutes over the whole file what the sample suggested, in one pass of aggregates a round: how many
 * values each column has, how many its format does not read, and, from those, what the format has to learn.
 * Columns of no field that keep a single unreadable value become text.
 */
export async function profileColumns(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
): Promise<StagedColumn[]> {
  const done = [...columns];
  let open = columns.map((_, i) => i);
  for (let round = 0; round < rounds && open.length > 0; round++) {
    const facts = await columnFacts(
      query,
      raw,
      open.map((i) => done[i]!),
    );
    const again: number[] = [];
    for (const [at, i] of open.entries()) {
      const next = await refine(query, raw, done[i]!, facts[at]!, round === rounds - 1);
      done[i] = next.column;
      if (next.again) again.push(i);
    }
    open = again;
  }
  return done;
}

async function refine(query: Query, raw: string, column: StagedColumn, facts: ColumnFacts, last: boolean) {
  const seen: StagedColumn = { ...column, filled: facts.filled, bad: facts.bad };
  if (column.format.as === 'text' && column.keep) seen.signs = column.signs ?? facts.signs;
  if (facts.filled === 0) return { column: { ...seen, type: 'empty' as const, bad: 0 }, again: false };
  const better = adjusted(seen.format, facts, seen.field);
  if (better) {
    const type = 'shapes' in better ? better.as : seen.type;
    return { column: { ...seen, format: better, type }, again: true };
  }
  if (facts.empties > 0) {
    const found = await query(
      `SELECT DISTINCT ${identifier(seen.column)} AS value FROM ${rawTable(raw)} WHERE ${emptySql(seen)}`,
    );
    const nulls = found.map(({ value }) =>
      seen.format.as === 'text' && seen.format.trim ? String(value).trim() : String(value),
    );
    return { column: { ...seen, nulls: [...new Set(nulls)].sort() }, again: true };
  }
  if (facts.bad === 0 || last) return { column: last ? settled(seen) : seen, again: false };
  const unread = await unreadValues(query, raw, seen);
  const taught = learn(seen, unread);
  return taught ? { column: taught, again: true } : { column: settled(seen), again: false };
}

/** What the aggregates alone show: padded texts, contradicting marks, impossible years, percent. */
function adjusted(format: ValueFormat, facts: ColumnFacts, field: string | null): ValueFormat | null {
  if (format.as === 'text') return facts.padded > 0 ? { ...format, trim: true } : null;
  if ('number' in format) {
    if (facts.contradicting > 0 && !format.guard) return { ...format, guard: true };
    const percent = field === 'probability' && !format.number.percent && Number(facts.high) > 1;
    return percent ? { ...format, number: { ...format.number, percent } } : null;
  }
  if ('shapes' in format && !format.bounded) {
    const outside =
      (facts.low !== null && !inRange(facts.low)) || (facts.high !== null && !inRange(facts.high));
    if (outside) return { ...format, bounded: true };
  }
  if (!('shapes' in format) || format.midnight) return null;
  if (isMidnight(facts)) return { ...format, as: 'day', midnight: true };
  return isMidnightInGreenwich(facts) ? { ...format, midnight: true } : null;
}

const daysToBeSure = 10;
const noonToMidnight = 43_200;

/** Instants of several days that all have one clock, or two an hour apart as in summer and winter: whole days of a zone. */
function isMidnight({ earliest, latest, clocks, days }: ColumnFacts): boolean {
  if (days < daysToBeSure || clocks === 0 || clocks > 2) return false;
  const apart = latest - earliest;
  return (apart === 0 || apart === 3600) && !(apart === 0 && earliest === noonToMidnight);
}

/** Days that are written as their midnight in UTC are the same days everywhere. */
function isMidnightInGreenwich({ earliest, latest, clocks, days }: ColumnFacts): boolean {
  return days >= daysToBeSure && clocks > 0 && earliest === noonToMidnight && latest === noonToMidnight;
}

/** ISO texts compare as dates do; years of more or fewer digits are outside anyway. */
function inRange(value: Plain): boolean {
  const text = String(value);
  return (
    /^\d{4}-/.test(text) && text.slice(0, 10) >= oldest && text.slice(0, 10) <= newest && !text.includes('BC')
  );
}

async function unreadValues(query: Query, raw: string, column: StagedColumn): Promise<string[]> {
  const text = `left(${presentSql(column)}, 300)`;
  const found = await query(
    `SELECT ${text} AS value, count(*) AS rows FROM ${rawTable(raw)} WHERE ${badSql(column)} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${badToLookAt}`,
  );
  return found.map(({ value }) => String(value));
}

/** The column with texts in formulas, words for empty, date shapes, marks and yes-no words that the unread values show; null when none. */
function learn(column: StagedColumn, unread: readonly string[]): StagedColumn | null {
  if (!column.mends && unread.some(isWrapped)) return withMend(column, { as: 'unwrapped' });
  const nulls = unread.filter((value) => saysNothing(value, column.format) && !column.nulls.includes(value));
  if (nulls.length > 0) return { ...column, nulls: [...column.nulls, ...nulls] };
  const { format } = column;
  if ('shapes' in format) {
    const shapes = unread.map((value) => readDate(value, true)?.shape).filter((shape) => shape !== undefined);
    const fresh = [...new Set(shapes)].filter((shape) => !format.shapes.includes(shape));
    return fresh.length > 0
      ? { ...column, format: { ...format, shapes: [...format.shapes, ...fresh] } }
      : null;
  }
  if ('number' in format) {
    const numeric = unread.filter(looksNumeric);
    const number = joinedFormat(format.number, numberFormat(numeric, format.number.decimal));
    const taught = numeric.length > 0 && JSON.stringify(number) !== JSON.stringify(format.number);
    return taught ? { ...column, format: { ...format, number } } : null;
  }
  if (format.as === 'boolean') {
    const { yes, no } = format.words;
    const more = unread.map((value) => booleanWords([value])).filter((words) => words !== null);
    if (more.length === 0) return null;
    const words = { yes: [...yes, ...more.flatMap((w) => w.yes)], no: [...no, ...more.flatMap((w) => w.no)] };
    return { ...column, format: { ...format, words } };
  }
  return null;
}

function saysNothing(value: string, format: ValueFormat): boolean {
  if ('number' in format && /^[-+]?inf(inity)?$/i.test(value.trim())) return true;
  return isNullWord(value) && !(format.as === 'boolean' && isBooleanWord(value));
}

/** Nothing more to learn: a column of no field that has unreadable values is text after all. */
function settled(column: StagedColumn): StagedColumn {
  if (column.field !== null || column.stage !== undefined || column.bad === 0) return column;
  return { ...column, format: { as: 'text', trim: true }, type: 'text', nulls: [], bad: 0 };
}
