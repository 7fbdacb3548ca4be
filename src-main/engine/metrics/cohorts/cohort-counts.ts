import { type Columns, type Connection, Inline } from '#engine/query/connection';
import { type RiskRow, type RiskTable, riskTable } from '#engine/stats/risk-table';
import type { CohortGrain } from '#shared/contract/cohort-params';
import { customaryAgeStep } from '#shared/model/age-step';
import type { MetricScope } from '../answer';
import { datesCleanUps } from '../clean-ups';
import type { WorkspaceFacts } from '../facts';
import { sumOf } from '../group-by';
import { isWhole, narrowMacro } from '../narrow-macro';
import { type Run, runsOf } from '../runs';
import { type Fragment, macroArguments } from '../scope-sql';
import { isPeriodOver } from './fiscal-period';

export type CohortScope = MetricScope & {
  grain: CohortGrain;
  ageStep: number;
  /** Whether ages are read one by one, and not by steps where all of a step was observed. */
  fine?: boolean;
};

/** Deals of one cohort by the step of age in which they were won or lost: counts and amounts of each step alone. */
export type CohortCounts = {
  key: string | null;
  cohort: string;
  isOver: boolean;
  deals: number;
  value: number;
  /** Age in days of the youngest and the oldest deal, had it stayed open. */
  youngest: number;
  oldest: number;
  won: Float64Array;
  lost: Float64Array;
  wonValue: Float64Array;
  lostValue: Float64Array;
  /** Ages at outcome, by count or amount as the scope weighs. Null where amounts below zero allow no curve. */
  table: RiskTable | null;
  /** The same with losses of clean-ups as booked: who is open now will be among those that were open then. */
  bookedTable: RiskTable | null;
};

type Row = {
  key: string | null;
  cohort: string | null;
  bucket: number;
  t: number | null;
  fate: number;
  is_seen: boolean;
  n: number;
  value: number;
  youngest: number | null;
  oldest: number | null;
  /** Of what moves by clean-ups. */
  is_moved: boolean;
};

/** Ages come from ticks and may be off by a rounding. */
export const slack = 1e-9;

/** The last moment of a step of age, in days: what happens at its end belongs to the next one. */
export function endOfStep(bucket: number, ageStep: number): number {
  return (bucket + 1) * ageStep - 5e-12;
}

/**
 * The cohorts of the scope, oldest first within each key; how many deals have no usable dates, and how many came into view at
 * a later age only.
 */
export async function readCohorts(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: CohortScope,
): Promise<{ cohorts: CohortCounts[]; undated: number; late: number; statement: Fragment }> {
  const fine = scope.fine || (facts.hasLateEntries && (await hasLateEntries(connection, facts, scope)));
  const statement = countsStatement(facts, scope, fine);
  const rows = await connection.columns<Row>(statement.sql, statement.params);
  const runs = runsOf([rows.key, rows.cohort]);
  const asOf = scope.asOf ?? facts.asOf;
  const undated = runs.filter(({ from }) => rows.cohort[from] === null);
  const dated = runs.filter(({ from }) => rows.cohort[from] !== null);
  return {
    cohorts: dated.map((run) => cohortOf(rows, run, scope, asOf)),
    undated: sumOf(undated, ({ from, to }) => total(rows.n, from, to)),
    late: rows.n.reduce((sum, n, i) => (rows.fate[i] === 0 ? sum + n : sum), 0),
    statement,
  };
}

/** Then ages are needed one by one; whether they are must not depend on what is known later. */
async function hasLateEntries(
  connection: Connection,
  facts: WorkspaceFacts,
  { asOf }: CohortScope,
): Promise<boolean> {
  const { late } = await connection.one<{ late: boolean }>(
    'SELECT EXISTS (FROM weir.narrow_life_at($as_of::DATE) WHERE entry_age IS NOT NULL) AS late',
    { as_of: new Inline(asOf ?? facts.asOf) },
  );
  return late;
}

function countsStatement(facts: WorkspaceFacts, scope: CohortScope, fine: boolean): Fragment {
  const { sql, params } = macroArguments(facts, scope, { period: true });
  const options = `${sql}, ${grainArguments(facts, scope)}, step_days := ${scope.ageStep}`;
  const from = (name: string) => `FROM weir.${narrowMacro(name, facts, scope)}(${options}, fine := ${fine})`;
  const moved = `\nUNION ALL\nSELECT *, true AS is_moved ${from('cohort_risk_moved')}`;
  const counted =
    isWhole(scope) && !fine && isCustomaryStep(scope.ageStep)
      ? `FROM weir.cohort_risk_whole(${options})`
      : from('cohort_risk');
  const all = `SELECT *, false AS is_moved ${counted}${datesCleanUps(facts, scope) ? moved : ''}`;
  return { sql: `${all}\nORDER BY key, cohort, bucket, t, fate, is_seen, n`, params };
}

/** Whether what ended is counted beforehand by steps of age of this length. */
function isCustomaryStep(ageStep: number): boolean {
  return Object.values(customaryAgeStep).some((step) => step === ageStep);
}

/** Arguments of a macro that counts by months or fiscal quarters. */
export function grainArguments(facts: WorkspaceFacts, { grain }: Pick<CohortScope, 'grain'>): string {
  return `grain := '${grain}', year_start := ${facts.fiscalYearStart}`;
}

function cohortOf(rows: Columns<Row>, { from, to }: Run, scope: CohortScope, asOf: string): CohortCounts {
  const cohort = rows.cohort[from]!;
  let [deals, value, youngest, oldest] = [0, 0, Number.POSITIVE_INFINITY, 0];
  let hasMoved = false;
  for (let i = from; i < to; i++) {
    hasMoved ||= rows.is_moved[i]!;
    if (rows.fate[i] === 0) continue;
    youngest = Math.min(youngest, rows.youngest[i] ?? youngest);
    oldest = Math.max(oldest, rows.oldest[i] ?? oldest);
    deals += rows.n[i]!;
    value += rows.value[i]!;
  }
  const steps = Math.floor((oldest + slack) / scope.ageStep) + 1;
  const step = () => new Float64Array(steps);
  const counts = { won: step(), lost: step(), wonValue: step(), lostValue: step() };
  for (let i = from; i < to; i++) {
    const fate = rows.fate[i];
    if (fate !== 1 && fate !== 2) continue;
    counts[fate === 1 ? 'won' : 'lost'][rows.bucket[i]!]! += rows.n[i]!;
    counts[fate === 1 ? 'wonValue' : 'lostValue'][rows.bucket[i]!]! += rows.value[i]!;
  }
  const key = rows.key[from]!;
  const isOver = isPeriodOver(cohort, scope.grain, asOf);
  const table = tableOf(rows, { from, to }, scope);
  return {
    key,
    cohort,
    isOver,
    deals,
    value,
    youngest,
    oldest,
    ...counts,
    table,
    bookedTable: hasMoved ? tableOf(rows, { from, to }, scope, 'booked') : table,
  };
}

/** What moves by clean-ups takes away as much at one age as it adds at another, so single rows may be below zero. */
function tableOf(
  rows: Columns<Row>,
  { from, to }: Run,
  { weight, ageStep }: CohortScope,
  losses: 'dated' | 'booked' = 'dated',
): RiskTable | null {
  const weights = weight === 'value' ? rows.value : rows.n;
  const byAge = new Map<number, RiskRow & { entered: number }>();
  let late = 0;
  for (let i = from; i < to; i++) {
    if (!rows.is_seen[i] || (losses === 'booked' && rows.is_moved[i])) continue;
    const t = rows.t[i] ?? endOfStep(rows.bucket[i]!, ageStep);
    const row = byAge.get(t) ?? { t, won: 0, lost: 0, censored: 0, entered: 0 };
    row[fates[rows.fate[i]!]!] += weights[i]!;
    if (rows.fate[i] === 0) late += weights[i]!;
    byAge.set(t, row);
  }
  const found = [...byAge.values()].map(settled);
  if (found.some(({ won, lost, censored }) => won < 0 || lost < 0 || censored < 0)) return null;
  if (late === 0) return riskTable(found.map(({ entered: _, ...row }) => row));
  const all = found.reduce((sum, { won, lost, censored }) => sum + won + lost + censored, 0);
  return riskTable([{ t: 0, won: 0, lost: 0, censored: 0, entered: Math.max(0, all - late) }, ...found]);
}

const fates = ['entered', 'won', 'lost', 'censored'] as const;

/** Taking away by sums of fractions leaves roundings. */
function settled<T extends RiskRow>(row: T): T {
  return Math.abs(row.lost) < 1e-6 ? { ...row, lost: 0 } : row;
}

function total(values: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]!;
  return sum;
}
