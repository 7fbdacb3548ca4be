import type { Connection } from '#engine/query/connection';
import { addDays } from '#shared/time/day';
import type { MetricScope } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { isWhole, lastingMacro } from '../narrow-macro';
import { keepExpression, macroArguments } from '../scope-sql';
import type { LimitChoice } from './judged';
import { limitsSql, type StageLimit } from './stay-limits';

/** How many days the past of a check has, four weeks apart, the as-of day last. */
const points = 13;
const daysApart = 28;

/** Counts on each of the days, by stage where a stage is told. */
export type History = {
  days: string[];
  /** Open deals, and deals closed out of the stage in the four weeks up to the day. */
  open: Map<number, number[]>;
  closings: Map<number, number[]>;
  /** In the four weeks up to the day; the first day has none. */
  created: number[];
  unqualified: { deals: number[]; days: number[] };
  /** The day that the first deal began; days before have no meaning. */
  firstDay: string | null;
};

/** Deals out of order on each of the days, which no limit is learned from; empty where the data has no past of them. */
export type UpkeepHistory = { days: string[]; stale: number[]; unqualified: number[]; pastDue: number[] };

type StandingRow = { stage_id: number; place: number; change: number; closings: number };
type LifeRow = { what: 'created' | 'unqualified'; place: number; n: number; days: number };
type UpkeepRow = { late_by: number; old_by: number; left_by: number; n: number };
type DueRow = { due_by: number; gone_by: number; n: number };

/** The past of what checks compare with. Deals of a filter are those that it keeps on the as-of day. */
export async function readHistory(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
): Promise<History> {
  const asOf = scope.asOf ?? facts.asOf;
  const plain = plainScope(scope);
  const { sql, params } = macroArguments(facts, plain, { period: false });
  const macro = (name: string) => (isWhole(plain) ? `${name}_whole` : lastingMacro(name, facts, plain));
  const since = addDays(asOf, 1 - (points - 1) * daysApart);
  const [standingRows, lifeRows, first] = await Promise.all([
    connection.beside((other) =>
      other.all<StandingRow>(`FROM weir.${macro('standing_history')}(${sql})`, params),
    ),
    connection.all<LifeRow>(
      `FROM weir.${macro('life_history')}(${sql}, from_day := DATE '${since}')`,
      params,
    ),
    connection.one<{ day: string | null }>(
      'SELECT weir.moment_of(min(started))::DATE AS day FROM weir.narrow_life',
    ),
  ]);
  return {
    days: daysUpTo(asOf),
    ...byStage(standingRows),
    created: ofWhat(lifeRows, 'created', 'n'),
    unqualified: {
      deals: ofWhat(lifeRows, 'unqualified', 'n'),
      days: ofWhat(lifeRows, 'unqualified', 'days'),
    },
    firstDay: first.day,
  };
}

/** The past of what nobody should have to be told: deals beyond the limits of today, old ones in a first stage, and with a close date in the past. */
export async function readUpkeep(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope & LimitChoice,
  chosen: readonly StageLimit[],
): Promise<UpkeepHistory> {
  const plain = plainScope(scope);
  const { sql, params } = macroArguments(facts, plain, { period: false });
  const fixed = typeof scope.limit === 'number' ? `, limit_days := ${scope.limit}` : '';
  const keep = keepExpression(facts, plain);
  const [upkeepRows, dueRows] = await Promise.all([
    connection.beside((other) =>
      other.all<UpkeepRow>(
        `FROM weir.${lastingMacro('upkeep_history', facts, plain)}(
          ${sql}, limits := ${limitsSql(chosen)}${fixed}, least_days := ${leastOf(chosen)}, old_days := ${constants.unqualifiedDays}
        )`,
        params,
      ),
    ),
    facts.kept.has('expected_close')
      ? connection.all<DueRow>(
          `FROM weir.past_due_history${keep.sql ? '_kept' : ''}($as_of::DATE${keep.sql ? `, ${keep.sql}` : ''})`,
          params,
        )
      : [],
  ]);
  return {
    days: daysUpTo(scope.asOf ?? facts.asOf),
    stale: spread(upkeepRows.map(({ late_by, left_by, n }) => [late_by, left_by, n])),
    unqualified: spread(upkeepRows.map(({ old_by, left_by, n }) => [old_by, left_by, n])),
    pastDue: spread(dueRows.map(({ due_by, gone_by, n }) => [due_by, gone_by, n])),
  };
}

function leastOf(limits: readonly StageLimit[]): number {
  return limits.length > 0 ? Math.floor(Math.min(...limits.map(({ stale }) => stale))) : 0;
}

function plainScope(scope: MetricScope): MetricScope {
  return { ...scope, by: undefined, from: undefined, to: undefined };
}

function daysUpTo(asOf: string): string[] {
  return Array.from({ length: points }, (_, i) => addDays(asOf, (i + 1 - points) * daysApart));
}

function byStage(rows: readonly StandingRow[]): Pick<History, 'open' | 'closings'> {
  const open = new Map<number, number[]>();
  const closings = new Map<number, number[]>();
  for (const { stage_id: stage, place, change, closings: closed } of rows) {
    for (let i = place; i < points; i++) of(open, stage)[i]! += change;
    of(closings, stage)[place]! += closed;
  }
  return { open, closings };
}

function of(counts: Map<number, number[]>, stage: number): number[] {
  const own = counts.get(stage) ?? Array.from({ length: points }, () => 0);
  counts.set(stage, own);
  return own;
}

function spread(rows: readonly (readonly [from: number, to: number, n: number])[]): number[] {
  const counts = Array.from({ length: points }, () => 0);
  for (const [from, to, n] of rows) for (let i = from; i < Math.min(to, points); i++) counts[i]! += n;
  return counts;
}

function ofWhat(rows: readonly LifeRow[], what: LifeRow['what'], column: 'n' | 'days'): number[] {
  const counts = Array.from({ length: points }, () => 0);
  for (const row of rows) if (row.what === what && row.place < points) counts[row.place]! += row[column];
  return counts;
}

/** The counts of some stages added up day by day. */
export function sumOfStages(counts: ReadonlyMap<number, number[]>, stages?: readonly number[]): number[] {
  const sum = Array.from({ length: points }, () => 0);
  for (const [stage, own] of counts) {
    if (stages === undefined || stages.includes(stage)) for (let i = 0; i < points; i++) sum[i]! += own[i]!;
  }
  return sum;
}
