import type { Behind } from '#shared/contract/methods';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { narrowMacro } from '../narrow-macro';
import { onePipeline } from '../one-pipeline';
import type { Fragment } from '../scope-sql';
import { repArguments } from './rep-reading';
import { openStage } from './reps';

const parts = {
  all: 'NOT ramping',
  'went-on': 'NOT ramping AND went_on = 1',
  not: 'NOT ramping AND went_on = 0',
  several: 'NOT ramping AND several',
  ramp: 'ramping',
};

/** Lives that a rep's figures count, by the owner they are counted for. */
export function behindReps(
  facts: WorkspaceFacts,
  scope: MetricScope,
  behind: Extract<Behind, { metric: 'reps' }>,
): Fragment {
  const { chosen } = onePipeline(facts, scope);
  const rank = behind.stage === null ? 0 : openStage(facts, behind.stage, chosen.pipeline).rank;
  const within = Array.from({ length: rank + 1 }, () => behind.within);
  const { sql, params } = repArguments(facts, chosen, { within, rampDays: behind.rampDays });
  const owner = behind.owner === undefined ? '' : ' AND owner IS NOT DISTINCT FROM $behind_owner';
  const rows = `SELECT key, life FROM weir.${narrowMacro('rep_deal', facts, chosen)}(${sql})
    WHERE rank = ${rank} AND ${parts[behind.part]}${owner}`;
  return {
    sql: rows,
    params: { ...params, ...(behind.owner === undefined ? {} : { behind_owner: behind.owner }) },
  };
}
