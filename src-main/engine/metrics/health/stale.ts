import type { Connection, Row } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type { Warning } from '#shared/results/envelope';
import type { OpenDealRow, StaleAnswer, StalePoint, StaleReason, StaleStage } from '#shared/results/health';
import { staleReasons } from '#shared/results/health';
import { answer } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { sumOf, toCents } from '../group-by';
import { missesNewest } from './check-conditions';
import { judgedDeals, lateStages, learnJudging, touchLimits } from './judged';
import type { Learned } from './learned';
import type { StageLimit } from './stay-limits';

type Scope = MethodParams<'metric.stale'>;

/**
 * Open deals that are stale on the day: too long in their stage, too long without a touch, or with win odds that are surely below
 * half of those at the beginning; unless a next step lies ahead. The largest amounts come first.
 */
export async function stale(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
): Promise<StaleAnswer> {
  const asOf = scope.asOf ?? facts.asOf;
  const known = await learnJudging(connection, facts, asOf, scope);
  const deals = judgedDeals(facts, scope, scope);
  const parts = await connection.all<Part>(partsSql(deals.sql, scope), deals.params);
  const ofPart = (part: Part['part']) => parts.filter((row) => row.part === part);
  const stages = stagesOf(facts, ofPart('stage'), known, scope);
  const rows = await rowsOf(connection, facts, scope, ofPart('row'));
  const statement = { sql: `FROM ${deals.sql}\nWHERE is_stale\nORDER BY amount DESC`, params: deals.params };
  return {
    ...answer('stale', facts, scope, {
      n: sumOf(stages, ({ deals: count }) => count),
      rows,
      statement,
      warnings: warningsOf(facts, asOf, known, scope),
    }),
    limit: scope.limit,
    learnedOn: known.learnedOn,
    createdBefore: known.createdBefore,
    stages,
    limits: limitsOf(facts, known.chosen, scope.limit),
    points: ofPart('point').map((row) => pointOf(facts, row)),
    total: sumOf(stages, (stage) => stage.stale),
    staleAmount: toCents(sumOf(stages, ({ staleAmount }) => staleAmount)),
    staleExpected: toCents(sumOf(stages, ({ staleExpected }) => staleExpected)),
  };
}

/** One reading of the open deals: figures by stage, the first stale rows, and points evenly chosen for the strips. */
function partsSql(deals: string, { rows, points }: { rows: number; points: number }): string {
  return `WITH deal AS MATERIALIZED (
    SELECT key, life, stage_id, amount, days_in_stage, odds, expected_value, no_move, no_touch, low_odds, snoozed, is_stale, is_warned
    FROM ${deals}
  ),
  listed AS (
    SELECT key, life, row_number() OVER (ORDER BY amount DESC NULLS LAST, key, life) AS place
    FROM deal
    WHERE is_stale
    ORDER BY place
    LIMIT ${rows}
  ),
  drawn AS MATERIALIZED (
    FROM deal WHERE days_in_stage IS NOT NULL ORDER BY hash(key), life LIMIT ${points}
  )
  SELECT
    'stage' AS part,
    stage_id,
    sum(n)::DOUBLE AS deals,
    coalesce(sum(amount), 0)::DOUBLE AS amount,
    coalesce(sum(expected), 0)::DOUBLE AS expected,
    coalesce(sum(n) FILTER (is_stale), 0)::DOUBLE AS stale,
    coalesce(sum(amount) FILTER (is_stale), 0)::DOUBLE AS stale_amount,
    coalesce(sum(expected) FILTER (is_stale), 0)::DOUBLE AS stale_expected,
    coalesce(sum(n) FILTER (is_warned), 0)::DOUBLE AS warned,
    coalesce(sum(n) FILTER (snoozed), 0)::DOUBLE AS snoozed,
    coalesce(sum(n) FILTER (is_stale AND no_move), 0)::DOUBLE AS no_move,
    coalesce(sum(n) FILTER (is_stale AND no_touch), 0)::DOUBLE AS no_touch,
    coalesce(sum(n) FILTER (is_stale AND low_odds), 0)::DOUBLE AS low_odds
  FROM (
    SELECT
      stage_id, is_stale, is_warned, snoozed, no_move, no_touch, low_odds,
      count(*) AS n, sum(amount) AS amount, sum(expected_value) AS expected
    FROM deal
    GROUP BY ALL
  )
  GROUP BY stage_id
  UNION ALL BY NAME
  SELECT 'row' AS part, place, key, life FROM listed
  UNION ALL BY NAME
  SELECT 'point' AS part, n.id, n.name, ${pointColumns}
  FROM drawn AS d
  JOIN weir.drawn_name AS n ON n.key = d.key
  UNION ALL BY NAME
  -- With less than that to draw from, others are drawn, too.
  SELECT 'point' AS part, o.id, o.name, ${pointColumns}
  FROM (FROM drawn ANTI JOIN weir.drawn_name USING (key)) AS d
  JOIN weir.opportunity AS o ON o.key = d.key
  ORDER BY part, place, stage_id, id`;
}

const pointColumns = 'd.life, d.stage_id, d.days_in_stage, d.amount::DOUBLE AS amount, d.odds, d.is_stale';

type Part = Row & { part: 'stage' | 'row' | 'point'; stage_id: number };

/** The deals themselves, in their order; only they are read in full. */
async function rowsOf(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
  found: readonly Part[],
): Promise<OpenDealRow[]> {
  if (found.length === 0) return [];
  const keys = `o.key IN (${found.map(({ key }) => key).join(', ')})`;
  const { sql, params } = judgedDeals(facts, { ...scope, where: [], pipeline: undefined }, scope, {
    and: keys,
    words: true,
  });
  const rows = await connection.all(`SELECT o.key, ${openDealColumns} FROM ${sql} AS o`, params);
  const ofKey = new Map(rows.map((row) => [`${row.key} ${row.life}`, row]));
  return found.flatMap(({ key, life }) => {
    const row = ofKey.get(`${key} ${life}`);
    return row ? [openDealRow(row, facts.hasTouches)] : [];
  });
}

/** What an OpenDealRow is made of, from a row `o` of weir.stale_deal. */
export const openDealColumns = `o.id, o.life, o.name, o.account, o.owner, o.stage, o.amount::DOUBLE AS amount, o.started_at::DATE AS created,
  o.expected_close, o.next_step, o.next_step_date, o.touched, o.age_days, o.days_in_stage, o.untouched_days, o.limit_of_stage, o.touch_limit,
  o.no_move, o.no_touch, o.low_odds, o.snoozed, o.odds, o.odds_high, o.chance, o.expected_value::DOUBLE AS expected_value`;

/** `touches`: whether anything is known of touches. */
export function openDealRow(row: Row, touches: boolean): OpenDealRow {
  const text = (name: string) => (row[name] === null ? null : String(row[name]));
  const number = (name: string) => (row[name] === null ? null : Number(row[name]));
  const flags: Record<StaleReason, boolean> = {
    'no-move': row.no_move === true,
    'no-touch': row.no_touch === true,
    'low-odds': row.low_odds === true,
  };
  const expected = number('expected_value');
  return {
    id: String(row.id),
    life: Number(row.life),
    name: text('name'),
    account: text('account'),
    owner: text('owner'),
    stage: String(row.stage),
    amount: number('amount'),
    created: text('created'),
    expectedClose: text('expected_close'),
    nextStep: text('next_step'),
    nextStepDate: text('next_step_date'),
    lastTouch: text('touched'),
    ageDays: number('age_days'),
    daysInStage: number('days_in_stage'),
    daysSinceTouch: touches ? number('untouched_days') : null,
    limit: number('limit_of_stage'),
    touchLimit: number('touch_limit'),
    reasons: staleReasons.filter((reason) => flags[reason]),
    snoozed: row.snoozed === true,
    winOdds: number('odds'),
    winOddsHigh: number('odds_high'),
    winChance: number('chance'),
    expectedValue: expected === null ? null : toCents(expected),
  };
}

function stagesOf(
  facts: WorkspaceFacts,
  counted: readonly Part[],
  { chosen }: { chosen: readonly StageLimit[] },
  { limit, touch, pipeline }: Scope,
): StaleStage[] {
  const late = new Set(lateStages(facts));
  const touches = touchLimits(facts, touch);
  const open = facts.stages.filter(
    (stage) => stage.kind === 'open' && (pipeline === undefined || stage.pipeline === pipeline),
  );
  return open.map((stage) => {
    const row = counted.find(({ stage_id }) => stage_id === stage.stageId);
    const of = (name: string) => Number(row?.[name] ?? 0);
    const own = chosen.find(({ stageId, segment }) => stageId === stage.stageId && segment === null);
    const isLate = late.has(stage.stageId);
    return {
      stage: stage.stage,
      pipeline: stage.pipeline,
      rank: stage.rank,
      late: isLate,
      touchLimit: touches === null ? null : isLate ? touches.late : touches.early,
      deals: of('deals'),
      amount: toCents(of('amount')),
      stale: of('stale'),
      staleAmount: toCents(of('stale_amount')),
      warned: of('warned'),
      snoozed: of('snoozed'),
      expected: toCents(of('expected')),
      staleExpected: toCents(of('stale_expected')),
      noMove: of('no_move'),
      noTouch: of('no_touch'),
      lowOdds: of('low_odds'),
      n: own?.n ?? 0,
      warnDays: typeof limit === 'number' ? limit : (own?.warn ?? null),
      staleDays: typeof limit === 'number' ? limit : (own?.stale ?? null),
    };
  });
}

function limitsOf(facts: WorkspaceFacts, limits: readonly StageLimit[], limit: Scope['limit']) {
  if (typeof limit === 'number') return [];
  const stages = new Map(facts.stages.map((stage) => [stage.stageId, stage]));
  return limits.flatMap(({ stageId, segment, n, warn, stale: days }) => {
    const stage = stages.get(stageId);
    if (!stage) return [];
    return [{ stage: stage.stage, pipeline: stage.pipeline, segment, n, warnDays: warn, staleDays: days }];
  });
}

function pointOf({ stages }: WorkspaceFacts, row: Part): StalePoint {
  const stage = stages.find(({ stageId }) => stageId === row.stage_id);
  return {
    id: String(row.id),
    life: Number(row.life),
    name: row.name === null ? null : String(row.name),
    stage: stage?.stage ?? '',
    pipeline: stage?.pipeline ?? '',
    days: Number(row.days_in_stage),
    amount: row.amount === null ? null : Number(row.amount),
    winOdds: row.odds === null ? null : Number(row.odds),
    stale: row.is_stale === true,
  };
}

function warningsOf(facts: WorkspaceFacts, asOf: string, known: Learned, scope: Scope): Warning[] {
  return [
    ...(typeof scope.limit === 'number' ? [] : known.warnings),
    ...touchWarnings(facts),
    ...pastWarnings(facts, asOf),
  ];
}

/** Says so where nothing is known of when somebody worked on deals. */
export function touchWarnings(facts: WorkspaceFacts): Warning[] {
  if (facts.hasTouches) return [];
  const message =
    'No activities were imported and the list of deals has no last activity, so no deal counts as untouched. An export of calls, e-mails, meetings and tasks would tell.';
  return [{ code: 'no-activities', message }];
}

/** Says so where something is not known because it has no history. */
export function pastWarnings(facts: WorkspaceFacts, asOf: string): Warning[] {
  return missesNewest(facts, asOf) ? [stepsUnknown] : [];
}

const stepsUnknown: Warning = {
  code: 'no-past-steps',
  message:
    'Next steps, probabilities and forecast categories have no history: on an earlier day than the newest nothing is known of them, and no deal is snoozed.',
};
