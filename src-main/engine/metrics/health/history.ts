import type { Connection } from '#engine/query/connection';
import { addDays } from '#shared/time/day';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { lastingMacro } from '../narrow-macro';
import { keepExpression, macroArguments } from '../scope-sql';
import { limitsSql, type StageLimit } from './stay-limits';

/** How many days the past of a check has, four weeks apart, the as-of day last. */
const points = 13;
const daysApart = 28;

/** Counts on each of the days, by stage where a stage is told. */
export type History = {
  days: string[];
  /** Open deals, those beyond their limit, and deals closed out of the stage in the four weeks up to the day. */
  open: Map<number, number[]>;
  stale: Map<number, number[]>;
  closings: Map<number, number[]>;
  pastDue: number[];
  /** In the four weeks up to the day; the first day has none. */
  created: number[];
  unqualified: { deals: number[]; days: number[] };
  /** The day that the first deal began; days before have no meaning. */
  firstDay: string | null;
};

type StayRow = {
  stage_id: number;
  came_by: number;
  left_by: number;
  late_by: number;
  ends: boolean;
  n: number;
};
type LifeRow = { what: 'created' | 'unqualified'; place: number; n: number; days: number };
type DueRow = { due_by: number; gone_by: number; n: number };

/** The past of what checks count. Deals of a filter are those that it keeps on the as-of day. */
export async function readHistory(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
  limits: { chosen: readonly StageLimit[]; days: number | null },
): Promise<History> {
  const asOf = scope.asOf ?? facts.asOf;
  const plain = { ...scope, by: undefined, from: undefined, to: undefined };
  const { sql, params } = macroArguments(facts, plain, { period: false });
  const fixed = limits.days === null ? '' : `, limit_days := ${limits.days}`;
  const stays = connection.all<StayRow>(
    `FROM weir.${lastingMacro('stay_history', facts, plain)}(${sql}, limits := ${limitsSql(limits.chosen)}${fixed})`,
    params,
  );
  const since = addDays(asOf, 1 - (points - 1) * daysApart);
  const lives = connection.all<LifeRow>(
    `FROM weir.${lastingMacro('life_history', facts, plain)}(${sql}, from_day := DATE '${since}')`,
    params,
  );
  const keep = keepExpression(facts, plain);
  const [stayRows, lifeRows, dueRows, first] = await Promise.all([
    stays,
    lives,
    facts.kept.has('expected_close')
      ? connection.beside((other) =>
          other.all<DueRow>(
            `FROM weir.past_due_history${keep.sql ? '_kept' : ''}($as_of::DATE${keep.sql ? `, ${keep.sql}` : ''})`,
            params,
          ),
        )
      : [],
    connection.one<{ day: string | null }>(
      'SELECT weir.moment_of(min(started))::DATE AS day FROM weir.narrow_life',
    ),
  ]);
  return {
    days: Array.from({ length: points }, (_, i) => addDays(asOf, (i + 1 - points) * daysApart)),
    ...byStage(stayRows),
    pastDue: spread(dueRows.map(({ due_by, gone_by, n }) => [due_by, gone_by, n])),
    created: ofWhat(lifeRows, 'created', 'n'),
    unqualified: {
      deals: ofWhat(lifeRows, 'unqualified', 'n'),
      days: ofWhat(lifeRows, 'unqualified', 'days'),
    },
    firstDay: first.day,
  };
}

function byStage(rows: readonly StayRow[]): Pick<History, 'open' | 'stale' | 'closings'> {
  const open = new Map<number, number[]>();
  const stale = new Map<number, number[]>();
  const closings = new Map<number, number[]>();
  for (const { stage_id: stage, came_by, left_by, late_by, ends, n } of rows) {
    add(open, stage, came_by, left_by, n);
    add(stale, stage, Math.max(came_by, late_by), left_by, n);
    // What left before the end of a day and after the one before left in the weeks between.
    if (ends && left_by > 0 && left_by < points) add(closings, stage, left_by, left_by + 1, n);
  }
  return { open, stale, closings };
}

function add(counts: Map<number, number[]>, stage: number, from: number, to: number, n: number): void {
  const own = counts.get(stage) ?? Array.from({ length: points }, () => 0);
  counts.set(stage, own);
  for (let i = from; i < Math.min(to, points); i++) own[i]! += n;
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
