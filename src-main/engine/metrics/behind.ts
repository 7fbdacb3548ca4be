import { Inline, type Params } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import type { Behind } from '#shared/contract/methods';
import type { MetricScope } from './answer';
import { behindChange, behindSlip, type Group } from './behind-changes';
import { behindConformance, behindFlow, behindLossReasons } from './behind-flow';
import { behindCohort, behindCreateAndClose } from './cohorts/behind-cohorts';
import type { WorkspaceFacts } from './facts';
import { amongConditions } from './field-quality';
import { behindActivity, behindLeads } from './leads/behind-leads';
import { behindMatch } from './match/slice';
import { narrowMacro } from './narrow-macro';
import { onePipeline } from './one-pipeline';
import { behindCoverage } from './plan/behind-coverage';
import { behindReps } from './reps/behind-reps';
import { behindRules } from './rules/behind-rules';
import { type Fragment, fieldColumn, macroArguments } from './scope-sql';
import { unknownStage } from './unknown-stage';
import { usable } from './usable';
import { trendCondition, velocityCondition } from './velocity-behind';

/**
 * The condition on a life `o` that holds for exactly the deals behind a number, computed with the same scope by the
 * same macro as the number itself.
 */
export function behindCondition(
  facts: WorkspaceFacts,
  scope: MetricScope,
  behind: Behind,
  group?: Group,
): Fragment {
  switch (behind.metric) {
    case 'funnel': {
      const rows = behindFunnel(facts, scope, behind);
      return { sql: inRows(keysOf(rows)), params: rows.params };
    }
    case 'funnel-difference': {
      const reached = funnelRows(facts, scope, 'reached', behind.stage);
      const other = funnelRows(facts, scope, behind.definition, behind.stage);
      return {
        sql: `${inRows(keysOf(reached))} AND NOT ${inRows(keysOf(other))}`,
        params: { ...reached.params, ...other.params },
      };
    }
    case 'win-rate':
      return period(scope, winRateParts[behind.part]);
    case 'cycle':
      return period(scope, `${usable} AND ${created} AND ${cycleParts[behind.part]}`);
    case 'time-in-stage': {
      const args = macroArguments(facts, { ...scope, by: undefined }, { period: true });
      const stage = stageNamed(facts, behind.stage, scope.pipeline);
      const part = { visits: 'true', left: 'left_at IS NOT NULL', open: 'left_at IS NULL' }[behind.part];
      const rows = `SELECT deal, life FROM weir.stage_visit(${args.sql}) WHERE stage_id = ${stage.stageId} AND ${part}`;
      return { sql: inRows(rows), params: args.params };
    }
    case 'coverage':
      return behindCoverage(facts, scope, behind.period);
    case 'velocity':
      return velocityCondition(facts, scope, behind);
    case 'trend':
      return trendCondition(scope, behind);
    case 'pipeline':
      return behind.stage === undefined
        ? { sql: "o.outcome = 'open'", params: {} }
        : {
            sql: "o.outcome = 'open' AND o.stage_id IN (SELECT stage_id FROM weir.stage WHERE stage = $behind_stage)",
            params: { behind_stage: behind.stage },
          };
    case 'changes':
      return behindChange(facts, scope, behind, group);
    case 'slippage':
      return behindSlip(facts, scope, behind, group);
    case 'month': {
      const moment = behind.part === 'created' ? 'o.started_at' : 'o.closed_at';
      const outcome = behind.part === 'created' ? '' : ` AND o.outcome = '${behind.part}'`;
      return {
        sql: `date_trunc('month', ${moment}) = $behind_month::DATE${outcome}`,
        params: { behind_month: behind.month },
      };
    }
    case 'cohorts':
      return behindCohort(facts, scope, behind);
    case 'create-and-close':
      return behindCreateAndClose(facts, scope, behind);
    case 'finding':
      return {
        sql: newestLife('key IN (SELECT key FROM weir.finding_deal WHERE code = $behind_code)'),
        params: { behind_code: behind.code },
      };
    case 'clean-ups':
      return { sql: inRows('SELECT key, life FROM weir.clean_up_life($as_of::DATE)'), params: {} };
    case 'field': {
      const value = `nullif(${identifier(fieldColumn(facts, behind.field).field)}::VARCHAR, '')`;
      return {
        sql: newestLife(`${amongConditions[behind.among]} AND ${value} IS NOT DISTINCT FROM $behind_value`),
        params: { behind_value: behind.value },
      };
    }
    case 'flow':
      return inLives(behindFlow(facts, scope, behind));
    case 'conformance':
      return inLives(behindConformance(facts, scope, behind));
    case 'loss-reasons':
      return inLives(behindLossReasons(facts, scope, behind));
    case 'reps':
      return inLives(behindReps(facts, scope, behind));
    case 'rules':
      return inLives(behindRules(facts, scope, behind));
    case 'leads':
      return inLives(behindLeads(facts, scope, behind));
    case 'activity':
      return behindActivity(facts, scope, behind);
    case 'match':
      return behindMatch(facts, scope, behind);
    case 'health':
    case 'stale':
    case 'action-list':
      throw new Error('What is behind rests on what is learned first: see settled in deals.ts');
  }
}

/** The lives behind a part of a funnel themselves, with their amount: nothing else has to be read to list them by it. */
export function behindFunnel(
  facts: WorkspaceFacts,
  scope: MetricScope,
  behind: Extract<Behind, { metric: 'funnel' }>,
): Fragment {
  const rows = funnelRows(facts, scope, behind.definition, behind.stage, behind.cohortField);
  return { sql: `${rows.sql} AND ${fate[behind.part]}`, params: rows.params };
}

/** Whether the condition is on nothing of a life but which one it is. */
export function isNarrowBehind(behind: Behind | undefined): boolean {
  return behind === undefined || behind.metric === 'funnel' || behind.metric === 'funnel-difference';
}

const fate = {
  entered: 'true',
  advanced: 'fate = 1',
  lost: 'fate = 2',
  open: 'fate = 4',
};
const created = 'weir.in_period(o.started_at, $from_day::DATE, $to_day::DATE)';
const createdOrUnbounded = `(${created} OR ($from_day IS NULL AND $to_day IS NULL))`;
const closed = 'weir.in_period(o.closed_at, $from_day::DATE, $to_day::DATE)';
const winRateParts = {
  created: createdOrUnbounded,
  won: `o.outcome = 'won' AND ${closed}`,
  lost: `o.outcome = 'lost' AND ${closed}`,
  closed: `o.outcome <> 'open' AND ${closed}`,
  open: `o.outcome = 'open' AND ${createdOrUnbounded}`,
};
const cycleParts = {
  n: 'true',
  won: "o.outcome = 'won'",
  lost: "o.outcome = 'lost'",
  closed: "o.outcome <> 'open'",
  open: "o.outcome = 'open'",
};

/** Deals as they are known now, whatever the day asked for: what is wrong with the data is wrong today. */
function newestLife(condition: string): string {
  return inRows(`SELECT key, life FROM weir.opportunity WHERE ${condition}`);
}

function keysOf({ sql }: Fragment): string {
  return `SELECT key, life FROM (${sql})`;
}

function inLives({ sql, params }: Fragment): Fragment {
  return { sql: inRows(sql), params };
}

function inRows(select: string): string {
  return `(o.key, o.life) IN (${select})`;
}

function period(scope: MetricScope, sql: string): Fragment {
  const params: Params = { from_day: new Inline(scope.from ?? null), to_day: new Inline(scope.to ?? null) };
  return { sql, params };
}

function funnelRows(
  facts: WorkspaceFacts,
  scope: MetricScope,
  definition: string,
  stageName: string,
  cohort: 'created' | 'entered' = 'created',
): Fragment {
  const { chosen } = onePipeline(facts, scope);
  const args = macroArguments(facts, { ...chosen, by: undefined }, { period: true });
  const { rank } = stageNamed(facts, stageName, chosen.pipeline);
  return {
    sql: `SELECT deal AS key, life, amount FROM weir.${narrowMacro('funnel_life', facts, { ...chosen, by: undefined })}(${args.sql}, definition := '${definition}', cohort := '${cohort}')
      WHERE rank = ${rank}`,
    params: args.params,
  };
}

function stageNamed(facts: WorkspaceFacts, name: string, pipeline: string | undefined) {
  const stage = facts.stages.find(
    (s) => s.stage === name && s.kind === 'open' && (pipeline === undefined || s.pipeline === pipeline),
  );
  if (stage) return stage;
  throw unknownStage(
    facts.stages.filter(({ kind }) => kind === 'open'),
    name,
  );
}
