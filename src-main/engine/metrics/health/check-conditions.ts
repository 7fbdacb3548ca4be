import { literal } from '#engine/query/sql-text';
import type { CheckCode } from '#shared/results/health';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { frontStages, lateStages } from './judged';

/** Checks that are a condition on an open deal `o` as weir.stale_deal has it. */
export type OpenCheck = Exclude<CheckCode, 'few-created' | 'unqualified-sinks' | 'low-coverage'>;

/**
 * The deals of a check; null where the data has nothing that it could be told by on the day: fields without history are known as of the
 * newest one alone.
 */
export function openCheckConditions(facts: WorkspaceFacts, asOf: string): Record<OpenCheck, string | null> {
  const { kept } = facts;
  const only = (known: boolean, sql: string) => (known ? sql : null);
  const newest = (known: boolean, sql: string) => only(known && asOf >= facts.asOf, sql);
  const late = `o.stage_id IN (${ids(lateStages(facts))})`;
  const front = `o.stage_id IN (${ids(frontStages(facts))})`;
  return {
    stale: 'o.is_stale',
    'past-due-close': only(kept.has('expected_close'), 'o.expected_close < $as_of::DATE'),
    'overdue-next-step': newest(kept.has('next_step_date'), 'o.next_step_date < $as_of::DATE'),
    'late-load': late,
    'pile-up': 'true',
    'thin-front': front,
    'unqualified-old': `o.stage_id IN (${ids(firstStages(facts))}) AND o.age_days > ${constants.unqualifiedDays}`,
    'no-next-step': newest(
      kept.has('next_step') || kept.has('next_step_date'),
      'NOT o.has_next_step AND o.next_step_date IS NULL',
    ),
    // A lead need not have one yet.
    'no-amount': 'o.amount IS NULL AND o.rank > 1',
    'no-owner': facts.hasBlankOwners ? "coalesce(trim(o.owner::VARCHAR), '') = ''" : 'o.owner IS NULL',
    'closed-probability': newest(kept.has('probability'), '(o.probability <= 0 OR o.probability >= 1)'),
    'early-commit': newest(kept.has('forecast_category'), `o.is_committed AND ${front}`),
    'close-before-created': only(kept.has('expected_close'), 'o.expected_close < o.started_at::DATE'),
    'late-without-date': only(kept.has('expected_close'), `o.expected_close IS NULL AND ${late}`),
  };
}

/** Deals of a check that is of other deals than open ones: a condition on a life `o`. */
export const lifeChecks = {
  'few-created': 'o.started_at >= $as_of::DATE - 27 AND o.started_at < weir.until($as_of::DATE)',
  'unqualified-sinks':
    "o.outcome = 'lost' AND o.closed_at >= $as_of::DATE - 27 AND o.closed_at < weir.until($as_of::DATE) AND weir.is_unqualified(o.loss_reason)",
} as const;

/** A stage by its name, in the pipeline where one is chosen. */
export function ofStage(facts: WorkspaceFacts, stage: string, pipeline: string | undefined): string {
  const own = facts.stages.filter(
    (known) => known.stage === stage && (pipeline === undefined || known.pipeline === pipeline),
  );
  return `o.stage_id IN (${ids(own.map(({ stageId }) => stageId))})`;
}

function firstStages({ stages }: WorkspaceFacts): number[] {
  return stages.filter(({ kind, rank }) => kind === 'open' && rank === 1).map(({ stageId }) => stageId);
}

/** No stage has the id 0 where there is none. */
function ids(list: readonly number[]): string {
  return list.length > 0 ? list.map(literal).join(', ') : '0';
}

/** Whether the data have fields that only the newest day is known of, and it is an earlier one. */
export function missesNewest({ kept, asOf: newest }: WorkspaceFacts, asOf: string): boolean {
  const fields = ['next_step', 'next_step_date', 'probability', 'forecast_category'] as const;
  return asOf < newest && fields.some((field) => kept.has(field));
}
