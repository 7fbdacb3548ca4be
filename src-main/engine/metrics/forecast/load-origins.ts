import type { OpenDeals, OpenStage, Origin } from '#engine/forecast/panel';
import type { CountedPeriod } from '#engine/forecast/spans';
import type { Connection, Params } from '#engine/query/connection';
import { identifier, literal } from '#engine/query/sql-text';
import type { Scope } from '#shared/model/scope';
import { dayNumber } from '#shared/time/day';
import type { WorkspaceFacts } from '../facts';
import { fieldColumn, keepExpression } from '../scope-sql';

/** A day to look from, the period that is forecast, and the day up to which its outcome is known. */
export type AskedOrigin = { period: CountedPeriod; day: string; known: string; isOver: boolean };

export type Loaded = { deals: OpenDeals; origins: Origin[] };

/** What codes of segments and owners stand for, so that several loads agree: places by the hash of the name. */
export type Codes = { stages: OpenStage[]; parts: Map<number, number>; owners: Map<number, number> };

/** A name as a number: a million texts would take longer to read than all else. Fifty bits tell thousands of names apart. */
export const nameCode = (name: string): string =>
  `CASE WHEN ${name} IS NOT NULL THEN (hash(${name}) >> 14)::DOUBLE END`;

type OpenRow = {
  n: number;
  key: number;
  life: number;
  stage_id: number;
  stage_age: number;
  age: number | null;
  amount: number | null;
  due_in: number;
  pushes: number;
  back: number;
  owner: number | null;
  part: number | null;
  won: number;
  won_amount: number | null;
};

export type LoadOptions = {
  codes: Codes;
  /** Field that segments are told by, if any. */
  partField: string | null;
  /** Reads one deal of so many. */
  oneOf: number;
};

/** Open deals of all origins, and what was won up to each and after it, in four statements. */
export async function loadOrigins(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
  asked: readonly AskedOrigin[],
  { codes, partField, oneOf }: LoadOptions,
): Promise<Loaded> {
  if (asked.length === 0) return { deals: dealColumns(noRows, codes, 0).deals, origins: [] };
  const filter = filterOf(facts, scope, { part: partField });
  const list = originList(asked);
  const open = await connection.columns<OpenRow>(
    `SELECT n, key, life, stage_id, stage_age::DOUBLE AS stage_age, age::DOUBLE AS age, amount, due_in::INTEGER AS due_in,
      pushes::DOUBLE AS pushes, back::INTEGER AS back, ${nameCode('owner')} AS owner, ${nameCode('part')} AS part,
      won::INTEGER AS won, won_amount
    FROM weir.forecast_open(${list}, one_of := ${oneOf}${filter.sql}) ORDER BY n, key, life`,
    filter.params,
  );
  // What is new is known of periods that are over; of others nothing is to be found.
  const fresh = asked.some(({ isOver }) => isOver)
    ? await connection.columns<{ n: number; amount: number }>(
        `SELECT n, amount FROM weir.forecast_new(${list}${filter.sql}) ORDER BY n, won_at, key`,
        filter.params,
      )
    : { n: [], amount: [] };
  const sums = async (periods: string | null) =>
    new Map(
      periods === null
        ? []
        : (
            await connection.all<{ n: number; amount: number }>(
              `SELECT n, sum(amount) AS amount FROM weir.forecast_won(${periods}${filter.sql}) GROUP BY n`,
              filter.params,
            )
          ).map(({ n, amount }) => [n, amount]),
    );
  const begun = asked.map((one) => (one.day >= one.period.from ? one : null));
  const over = asked.map((one) => (one.isOver ? one : null));
  const toDate = await sums(begun.some(Boolean) ? wonList(begun, ({ day }) => day) : null);
  const finals = await sums(over.some(Boolean) ? wonList(over, ({ period }) => period.to) : null);
  const { starts, deals } = dealColumns(open, codes, asked.length);
  const newStarts = startsOf(fresh.n, asked.length);
  const origins = asked.map((one, n) => ({
    period: one.period.index,
    season: one.period.season,
    day: one.day,
    to: one.period.to,
    daysLeft: Math.max(0, dayNumber(one.period.to) - dayNumber(one.day)),
    wait: dayNumber(one.period.from) - 1 - dayNumber(one.day),
    start: starts[n]!,
    end: starts[n + 1]!,
    wonToDate: toDate.get(n) ?? 0,
    actual: one.isOver ? (finals.get(n) ?? 0) : null,
    fresh: Float64Array.from(fresh.amount.slice(newStarts[n], newStarts[n + 1])),
    scale: oneOf,
  }));
  return { deals, origins };
}

/** Arguments after the list of origins: breakdown, segment and filter. */
export function filterOf(
  facts: WorkspaceFacts,
  scope: Scope,
  { dim, part }: { dim?: string | undefined; part?: string | null },
): { sql: string; params: Params } {
  const keep = keepExpression(facts, scope);
  const of = (name: string, field: string) => `, ${name} := o.${identifier(fieldColumn(facts, field).field)}`;
  return {
    sql: `${dim ? of('dim', dim) : ''}${part ? of('part', part) : ''}${keep.sql ? `, keep := ${keep.sql}` : ''}`,
    params: keep.params,
  };
}

const date = (day: string) => `DATE ${literal(day)}`;

export function originList(asked: readonly AskedOrigin[]): string {
  const rows = asked.map(
    ({ period, day, known }, n) =>
      `{'n': ${n}, 'day': ${date(day)}, 'from_day': ${date(period.from)}, 'to_day': ${date(period.to)}, 'known': ${date(known)}}`,
  );
  return `[${rows.join(', ')}]`;
}

/** The periods of origins for weir.forecast_won, as known at the end of a day; numbers are kept where some are left out. */
export function wonList(
  asked: readonly (AskedOrigin | null)[],
  knownAt: (one: AskedOrigin) => string,
): string {
  const rows = asked.flatMap((one, n) =>
    one
      ? [
          `{'n': ${n}, 'from_day': ${date(one.period.from)}, 'to_day': ${date(one.period.to)}, 'known': ${date(knownAt(one))}}`,
        ]
      : [],
  );
  return rows.length > 0
    ? `[${rows.join(', ')}]`
    : "[{'n': -1, 'from_day': DATE '2199-01-01', 'to_day': DATE '2199-01-01', 'known': DATE '1900-01-01'}]";
}

type OpenColumns = { readonly [Name in keyof OpenRow]: readonly OpenRow[Name][] };

const noRows: OpenColumns = {
  n: [],
  key: [],
  life: [],
  stage_id: [],
  stage_age: [],
  age: [],
  amount: [],
  due_in: [],
  pushes: [],
  back: [],
  owner: [],
  part: [],
  won: [],
  won_amount: [],
};

function dealColumns(open: OpenColumns, { stages, parts, owners }: Codes, count: number) {
  const stageOf = new Map(stages.map(({ stageId }, i) => [stageId, i]));
  const code = (codes: Map<number, number>, value: number | null) => {
    if (value === null) return -1;
    const known = codes.get(value);
    if (known !== undefined) return known;
    codes.set(value, codes.size);
    return codes.size - 1;
  };
  const deals: OpenDeals = {
    key: Int32Array.from(open.key),
    life: Int32Array.from(open.life),
    stage: Int32Array.from(open.stage_id, (id) => stageOf.get(id) ?? 0),
    stageAge: Float64Array.from(open.stage_age),
    age: Float64Array.from(open.age, (age) => age ?? Number.NaN),
    amount: Float64Array.from(open.amount, (amount) => amount ?? Number.NaN),
    due: Uint8Array.from(open.due_in),
    pushes: Float64Array.from(open.pushes),
    back: Uint8Array.from(open.back),
    part: Int32Array.from(open.part, (value) => code(parts, value)),
    owner: Int32Array.from(open.owner, (value) => code(owners, value)),
    won: Uint8Array.from(open.won),
    wonAmount: Float64Array.from(open.won_amount, (amount) => amount ?? 0),
  };
  return { deals, starts: startsOf(open.n, count) };
}

/** First row of each number, and where the last one ends; rows are sorted by it. */
function startsOf(numbers: readonly number[], count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (const n of numbers) starts[n + 1]! += 1;
  for (let n = 0; n < count; n += 1) starts[n + 1]! += starts[n]!;
  return starts;
}
