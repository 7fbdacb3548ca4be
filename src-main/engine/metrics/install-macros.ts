import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Connection } from '#engine/query/connection';
import { filled } from '#engine/query/filled';
import { customaryAgeStep } from '#shared/model/age-step';
import { changeMacros } from './change-macros';
import { cohortMovedMacros } from './cohorts/moved-macros';
import { healthMacros, historyPlaceMacros } from './health/health-macros';
import { lifeQuery } from './life-query';
import { openMacros } from './recent/open-macros';
import { repMacros } from './reps/rep-macros';
import activitySql from './sql/activity.sql?raw';
import byMonthSql from './sql/by-month.sql?raw';
import cleanUpSql from './sql/clean-up.sql?raw';
import cleanUpNarrowSql from './sql/clean-up-narrow.sql?raw';
import clockSql from './sql/clock.sql?raw';
import closedRiskSql from './sql/closed-risk.sql?raw';
import cohortSql from './sql/cohort.sql?raw';
import cohortAgeSql from './sql/cohort-age.sql?raw';
import cohortRiskSql from './sql/cohort-risk.sql?raw';
import cohortTriangleSql from './sql/cohort-triangle.sql?raw';
import compareSql from './sql/compare.sql?raw';
import coverageSql from './sql/coverage.sql?raw';
import dealSql from './sql/deal.sql?raw';
import dealWorkSql from './sql/deal-work.sql?raw';
import findingSql from './sql/finding.sql?raw';
import flowSql from './sql/flow.sql?raw';
import flowCountSql from './sql/flow-count.sql?raw';
import followUpSql from './sql/follow-up.sql?raw';
import forecastSql from './sql/forecast.sql?raw';
import funnelSql from './sql/funnel.sql?raw';
import funnelLifeSql from './sql/funnel-life.sql?raw';
import healthHistorySql from './sql/health-history.sql?raw';
import judgementSql from './sql/judgement.sql?raw';
import leadSql from './sql/lead.sql?raw';
import leadCountSql from './sql/lead-count.sql?raw';
import lookedAtSql from './sql/looked-at.sql?raw';
import lossReasonSql from './sql/loss-reason.sql?raw';
import lostLifeSql from './sql/lost-life.sql?raw';
import narrowSql from './sql/narrow.sql?raw';
import openCategorySql from './sql/open-category.sql?raw';
import outcomeRiskSql from './sql/outcome-risk.sql?raw';
import outlookReasonSql from './sql/outlook-reason.sql?raw';
import pathSql from './sql/path.sql?raw';
import pathAtSql from './sql/path-at.sql?raw';
import pathCountSql from './sql/path-count.sql?raw';
import periodFlowSql from './sql/period-flow.sql?raw';
import pipelineSql from './sql/pipeline.sql?raw';
import reworkSql from './sql/rework.sql?raw';
import reworkDaysSql from './sql/rework-days.sql?raw';
import ruleSql from './sql/rule.sql?raw';
import stageRiskNarrowSql from './sql/stage-risk-narrow.sql?raw';
import targetSql from './sql/target.sql?raw';
import timeInStageSql from './sql/time-in-stage.sql?raw';
import velocitySql from './sql/velocity.sql?raw';
import wholeSql from './sql/whole.sql?raw';
import winRateSql from './sql/win-rate.sql?raw';
import { dayTickSql, dayTicks, firstTick, momentSql, tickLength, tickSql } from './tick';

export const macroOptionsSchema = z.object({
  /** day: the data has dates only; instant: it has times. */
  clock: z.enum(['day', 'instant']),
  /** Count ages in quarters of a day instead of exactly. */
  coarse: z.boolean(),
  /** Day of the last change in the data. */
  latest: z.string(),
});
export type MacroOptions = z.infer<typeof macroOptionsSchema>;

/**
 * Puts the metric macros into the workspace, where any DuckDB client finds them. Returns what tells them from others:
 * where `installed`, which an earlier call returned, is the same, they are there already. DuckDB binds every macro that
 * is made with all those it calls, which takes longer than deriving the tables of a small file.
 */
export async function installMacros(
  connection: Connection,
  { clock, coarse, latest }: MacroOptions,
  installed?: string,
): Promise<string> {
  const looked = dayTickSql(coarse, clock === 'day' ? 'as_of::DATE' : '(as_of::DATE + 1)');
  await connection.exec(filled(lookedAtSql, { clock, latest, looked_tick: looked }));
  const digest = macroDigest(coarse);
  if (digest !== installed) for (const sql of lastingMacros(coarse)) await connection.exec(sql);
  return digest;
}

/** What tells the macros of this version from those of others. */
export function macroDigest(coarse: boolean): string {
  const macros = [lookedAtSql, ...lastingMacros(coarse)];
  return createHash('sha256').update(macros.join('\0')).digest('hex');
}

/** All that do not change with what is imported, each after those it calls. */
export function lastingMacros(coarse: boolean): string[] {
  const clockMacros = filled(clockSql, {
    tick: tickSql(coarse),
    moment: momentSql(coarse),
    tick_length: tickLength(coarse),
    ticks_a_day: dayTicks(coarse),
    until_tick: dayTickSql(coarse, '(as_of::DATE + 1)'),
    from_tick: dayTickSql(coarse, 'from_day::DATE'),
    after_tick: dayTickSql(coarse, '(to_day::DATE + 1)'),
    first_tick: firstTick(coarse),
    stretch_length: 28 * dayTicks(coarse),
  });
  const dealMacros = filled(dealSql, { life: lifeQuery('weir.lives', 'as_of') });
  const cleanUps = filled(cleanUpSql, { life: lifeQuery('weir.clean_up_deal', 'as_of') });
  return [
    clockMacros,
    cohortAgeSql,
    narrowSql,
    historyPlaceMacros,
    pathAtSql,
    dealMacros,
    lostLifeSql,
    ...inBothWidths.flatMap((sql) => {
      const start = sql === outcomeRiskSql ? 'coalesce(start_at, o.started_at)::TIMESTAMP' : 'o.started_at';
      return [variant(sql, { ...wide, start }), variant(sql, { ...narrow, start })];
    }),
    ...[narrow, lasting].map((parts) => variant(stageRiskNarrowSql, { ...parts, start: '' })),
    variant(winRateSql, { ...booked, start: 'o.started_at' }),
    ...[outcomeRiskSql, closedRiskSql, healthHistorySql, reworkSql].map((sql) =>
      variant(sql, { ...lasting, start: '' }),
    ),
    filled(wholeSql, { month_step: customaryAgeStep.month }),
    ...cohortRisks.map((parts) => filled(cohortRiskSql, parts)),
    ...flowCounts.map((parts) => filled(flowCountSql, parts)),
    ...pathCounts.map((parts) => filled(pathCountSql, parts)),
    ...[...pathCounts, countedPaths('_lasting')].map((parts) => filled(reworkDaysSql, parts)),
    cleanUps,
    ...cleanUpWidths.map((parts) => filled(cleanUpNarrowSql, parts)),
    ...[funnelSql, timeInStageSql, pipelineSql, findingSql],
    ...changeMacros,
    ...cohortMovedMacros,
    followUpSql,
    ...[
      { ...wide, is_open: "o.outcome = 'open'", customer: accountOrKey, start: 'o.started_at' },
      { ...narrow, is_open: 'o.fate = 3', customer: 'o.customer', start: '' },
    ].map((parts) => variant(ruleSql, parts)),
    activitySql,
    leadSql,
    ...leadCounts.map((parts) => filled(leadCountSql, parts)),
    variant(dealWorkSql, { ...wide, start: 'o.started_at' }),
    ...[narrow, lasting].map((parts) => variant(dealWorkSql, { ...parts, start: '' })),
    cohortTriangleSql,
    ...repMacros,
    forecastSql,
    ...healthMacros,
    ...openMacros,
    targetSql,
    coverageSql,
    judgementSql,
    outlookReasonSql,
    periodFlowSql,
    openCategorySql,
  ];
}

/** As weir.narrow_life has it. */
const accountOrKey = 'CASE WHEN o.account IS NULL THEN o.key::UBIGINT ELSE hash(o.account) END';

const inBothWidths = [
  winRateSql,
  outcomeRiskSql,
  byMonthSql,
  funnelLifeSql,
  velocitySql,
  closedRiskSql,
  flowSql,
  pathSql,
  reworkSql,
  lossReasonSql,
  compareSql,
  cohortSql,
  healthHistorySql,
];

const cleanUpWidths = [
  { narrow: '_narrow', move: 'clean_up_move_at(as_of)', step: 'clean_up_step_at(as_of)' },
  { narrow: '_lasting', move: 'clean_up_move', step: 'clean_up_step' },
];

/** What a life did twice is known beforehand, but not what it did twice within a period. */
const inPeriod = (width: string) => ({
  name: width,
  parameters: "as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true",
  arguments: 'as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep',
  again: 'CASE WHEN from_day IS NULL THEN c.again ELSE coalesce(a.n, 0) END',
  join_again: `LEFT JOIN weir.flow_again${width}(as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep) AS a
    ON a.key IS NOT DISTINCT FROM c.key AND a.from_id = c.from_id AND a.to_id IS NOT DISTINCT FROM c.to_id`,
});
const countedPaths = (width: string) => ({
  width,
  parameters: "as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true",
  arguments: 'as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep',
});
const pathCounts = [
  countedPaths(''),
  countedPaths('_narrow'),
  { width: '_whole', parameters: 'as_of', arguments: 'as_of' },
];
const placedCohorts = (width: string) => ({
  width,
  parameters:
    "as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true, grain := 'quarter', step_days := 91.31, fine := false",
  arguments:
    'as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep, grain := grain, step_days := step_days, fine := fine',
});
const cohortRisks = [
  { ...placedCohorts(''), key: 'weir.key_of(key)' },
  { ...placedCohorts('_narrow'), key: 'weir.word_of(key)' },
  {
    width: '_whole',
    key: 'weir.word_of(key)',
    parameters: "as_of, grain := 'quarter', step_days := 91.31",
    arguments: 'as_of, grain := grain, step_days := step_days',
  },
];
const leadCounts = [
  {
    whole: '',
    parameters: 'as_of, from_day := NULL, to_day := NULL, keep := true',
    arguments: 'as_of, from_day := from_day, to_day := to_day, keep := keep',
  },
  { whole: '_whole', parameters: 'as_of', arguments: 'as_of' },
];
const flowCounts = [
  inPeriod(''),
  inPeriod('_narrow'),
  { name: '_whole', parameters: 'as_of', arguments: 'as_of', again: 'c.again', join_again: '' },
];

/**
 * The same macro over all fields of a deal, or as NAME_narrow over those that the narrow tables carry: `life` is what it
 * reads, `counted` the columns of weir.narrow_life in it, `steps` those of weir.reach; `paths` adds the path of each life,
 * `lost` has what is known of a loss. Parts may hold others.
 */
type Variant = {
  narrow: string;
  key: string;
  paths: string;
  lost: string;
  life: string;
  reach: string;
  counted: string;
  steps: string;
  settled_since: string;
  /** The month it started in, counted from the year 0. */
  month: string;
  /** Whether anything of a life can lie in the period. */
  since: string;
};

/** `start` is where the clock of a deal starts. */
function variant(sql: string, parts: Variant & { start: string }): string {
  let text = sql;
  while (text.includes('{{')) text = filled(text, parts);
  return text;
}

const narrow: Variant = {
  narrow: '_narrow',
  // As it is: words of a list are read some times faster than text.
  key: 'weir.word_of(key)',
  paths: `SELECT o.key AS deal, o.life, dim AS key, {{counted}}, xor(o.path, coalesce(a.path_after, 0)) AS path,
        (o.visits - coalesce(a.visits_after, 0))::USMALLINT AS visits
    FROM weir.narrow_life_at(as_of) AS o
    LEFT JOIN weir.path_after(as_of) AS a ON a.key = o.key AND a.life = o.life
    WHERE keep AND o.visits > coalesce(a.visits_after, 0)`,
  lost: `SELECT o.key AS deal, o.life, dim AS key, o.amount, o.loss_reason AS reason, o.lost_from AS stage_id
    FROM weir.lost_life_at(as_of) AS o
    WHERE keep AND weir.tick_in_period(o.closed, from_day, to_day)`,
  life: 'narrow_life_at',
  reach: 'reach_at',
  counted: 'o.fate, o.started, o.closed, o.age, o.entry_age, o.amount',
  steps: `SELECT o.key AS deal, dim AS key, o.* EXCLUDE (key)
    FROM weir.{{reach}}(as_of) AS o
    WHERE keep`,
  month: 'o.started_month',
  settled_since: '(from_day IS NULL OR o.settled >= weir.tick(from_day::DATE::TIMESTAMP))',
  // Some were closed before they were created.
  since: '(from_day IS NULL OR greatest(o.settled, o.started) >= weir.tick(from_day::DATE::TIMESTAMP))',
};

/** Where neither amount nor owner is asked for: NAME_lasting. */
const lasting: Variant = {
  ...narrow,
  narrow: '_lasting',
  life: 'lasting_life_at',
  reach: 'lasting_reach_at',
  counted: 'o.fate, o.started, o.closed, o.age, o.entry_age',
};

const ended = 'coalesce(o.closed_at, weir.looked_at(as_of))';
const wide: Variant = {
  narrow: '',
  key: 'weir.key_of(key)',
  paths: `SELECT d.*, p.path, p.visits
    FROM (SELECT o.key AS deal, o.life, dim AS key, {{counted}} FROM weir.life(as_of) AS o WHERE keep) AS d
    JOIN weir.path_at(as_of) AS p ON p.key = d.deal AND p.life = d.life`,
  lost: `SELECT d.*, n.loss_reason AS reason, n.lost_from AS stage_id
    FROM (
        SELECT o.key AS deal, o.life, dim AS key, o.amount
        FROM weir.life(as_of) AS o
        WHERE keep AND o.outcome = 'lost' AND weir.in_period(o.closed_at, from_day, to_day)
    ) AS d
    JOIN weir.lost_life_at(as_of) AS n ON n.key = d.deal AND n.life = d.life`,
  life: 'life',
  reach: 'reach_at',
  counted: `CASE o.outcome WHEN 'won' THEN 1::UTINYINT WHEN 'lost' THEN 2::UTINYINT ELSE 3::UTINYINT END AS fate,
        weir.tick({{start}}) AS started,
        weir.tick(o.closed_at) AS closed,
        CASE WHEN ${ended} < {{start}} OR o.observed_from >= ${ended} THEN -1 ELSE weir.age_step({{start}}, ${ended}) END AS age,
        CASE WHEN o.observed_from > {{start}} THEN weir.age_step({{start}}, o.observed_from) END AS entry_age,
        o.amount`,
  steps: `SELECT d.deal, d.life, d.key, r.* EXCLUDE (key, life)
    FROM (SELECT key AS deal, life, dim AS key FROM weir.life(as_of) AS o WHERE keep) AS d
    JOIN weir.reach_at(as_of) AS r ON r.key = d.deal AND r.life = d.life`,
  month: 'year({{start}}) * 12 + month({{start}}) - 1',
  settled_since: 'true',
  since: 'true',
};

/** Closings on the close date of the CRM where the log shows them later: NAME_booked. */
const booked: Variant = {
  ...wide,
  narrow: '_booked',
  counted: wide.counted.replace(
    'weir.tick(o.closed_at) AS closed',
    `weir.tick(
          CASE WHEN o.evidence = 'log' AND o.expected_close < o.closed_at::DATE THEN o.expected_close::TIMESTAMP ELSE o.closed_at END
        ) AS closed`,
  ),
};
