import type { Connection } from '#engine/query/connection';
import type { CohortGrain } from '#shared/contract/cohort-params';
import type { CohortsAnswer } from '#shared/results/cohorts';
import { counted } from '#shared/results/counted';
import type { Warning } from '#shared/results/envelope';
import { answer, type MetricScope } from '../answer';
import { cleanUpWarnings } from '../clean-ups';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { sumOf } from '../group-by';
import { outcomeRisk } from '../outcome-risk';
import { cohortRows } from './cells';
import { type CohortCounts, readCohorts } from './cohort-counts';
import { createAndClose, wonByPeriod } from './create-and-close';
import { developed } from './develop';

export type CohortsScope = MetricScope & {
  grain: CohortGrain;
  ageStep?: number | undefined;
  develop?: 'won' | 'lost' | undefined;
  /** Left out or true: with what was created and won within each period. */
  closings?: boolean | undefined;
};

/**
 * Deals by the month or fiscal quarter they were created in: won and lost up to each age, with the Aalen–Johansen shares and
 * their intervals. `develop` adds what cohorts come to by chain ladder, the youngest by Cape Cod. Beside them what was
 * created and won within each month or quarter, unless `closings` is false.
 */
export async function cohorts(
  connection: Connection,
  facts: WorkspaceFacts,
  asked: CohortsScope,
): Promise<CohortsAnswer> {
  const { develop, closings = true } = asked;
  const ageStep = asked.ageStep ?? constants.ageStep[asked.grain];
  // Deal by deal an open deal's age within a step counts: by count all ages together tell it, by value those of cohorts.
  const scope = { ...asked, ageStep, fine: develop !== undefined && asked.weight === 'value' };
  const [cleanUps, won, ages, { cohorts: found, statement, ...left }] = await Promise.all([
    connection.beside((other) => cleanUpWarnings(other, facts, scope)),
    closings ? connection.beside((other) => wonByPeriod(other, facts, scope)) : null,
    develop && !scope.fine ? connection.beside((other) => outcomeRisk(other, facts, asked)) : null,
    readCohorts(connection, facts, scope),
  ]);
  const rows = cohortRows(found, scope);
  const { warnings: refused, ...development } = develop
    ? developed(found, facts, { ...scope, develop }, ages && (ages.booked ?? ages.tables))
    : { warnings: [] };
  const warnings = [...refused, ...warningsOf(found, left, scope), ...cleanUps];
  return {
    ...answer('cohorts', facts, scope, { n: sumOf(found, ({ deals }) => deals), rows, statement, warnings }),
    grain: scope.grain,
    ageStep: scope.ageStep,
    yearStart: facts.fiscalYearStart,
    createAndClose: won ? createAndClose(found, won, facts, scope) : [],
    ...development,
  };
}

function warningsOf(
  found: readonly CohortCounts[],
  { undated, late }: { undated: number; late: number },
  { weight, quiet }: MetricScope,
): Warning[] {
  if (quiet) return [];
  const thin = found.filter(({ deals }) => deals < constants.thin);
  const lost = sumOf(found, (cohort) => sumOf(cohort.lost, (n) => n));
  const lostValue = sumOf(found, (cohort) => sumOf(cohort.lostValue, (value) => value));
  return [
    ...(undated > 0 ? [undatedWarning(undated)] : []),
    ...(thin.length > 0 ? [thinWarning(thin)] : []),
    ...(late > 0 ? [lateWarning(late)] : []),
    ...(weight === 'value' && lost > 0 && lostValue === 0 ? [unpricedWarning] : []),
  ];
}

function undatedWarning(deals: number): Warning {
  const message = `${counted(deals, 'deal has', 'deals have')} no usable dates (no creation, or an end before it) and ${deals === 1 ? 'is' : 'are'} left out.`;
  return { code: 'no-start', message, details: { deals } };
}

function thinWarning(thin: readonly CohortCounts[]): Warning {
  const which = thin.length === 1 ? 'One cohort has' : `${thin.length.toLocaleString('en')} cohorts have`;
  return {
    code: 'thin',
    message: `${which} fewer than ${constants.thin} deals; mind the interval.`,
    details: { cohorts: thin.map(({ key, cohort }) => ({ key, cohort })) },
  };
}

function lateWarning(deals: number): Warning {
  return {
    code: 'late-entries',
    message: `${counted(deals, 'deal', 'deals')} came into view at a later age only. Shares count them from then on; counts of old cohorts may miss deals that had ended before.`,
    details: { deals },
  };
}

const unpricedWarning: Warning = {
  code: 'lost-unpriced',
  message: 'Lost deals have no amounts here, so shares by value run too high. Counts do not.',
};
