import { Inline, type Params } from '#engine/query/connection';
import type { BehindCohort, BehindCreateAndClose, CohortGrain } from '#shared/contract/cohort-params';
import type { MetricScope } from '../answer';
import { datesCleanUps } from '../clean-ups';
import type { WorkspaceFacts } from '../facts';
import type { Fragment } from '../scope-sql';

const asOf = '$as_of::DATE';
const started = 'weir.tick(o.started_at)';
const closed = 'weir.tick(o.closed_at)';
const usable = `${started} < weir.until_tick(${asOf}) AND coalesce(${closed}, weir.looked_tick(${asOf})) >= ${started}`;

/** The condition on a life `o` that holds for the deals of a cell of metric.cohorts. */
export function behindCohort(facts: WorkspaceFacts, scope: MetricScope, behind: BehindCohort): Fragment {
  const conditions = [
    usable,
    inPeriod(started),
    isIn(started, 'behind_cohort', behind, facts),
    partOf(facts, scope, behind),
  ];
  return fragment(scope, conditions, { behind_cohort: new Inline(behind.cohort) });
}

function partOf(facts: WorkspaceFacts, scope: MetricScope, behind: BehindCohort): string {
  const won = `o.outcome = 'won' AND ${byThen(behind, `${closed} - ${started}`)}`;
  const lost = `o.outcome = 'lost' AND (${byThen(behind, `${closed} - ${started}`)}${movedBefore(facts, scope, behind)})`;
  if (behind.part === 'won') return won;
  if (behind.part === 'lost') return lost;
  if (behind.part === 'open') return `NOT coalesce((${won}) OR (${lost}), false)`;
  return 'true';
}

/** Whether an age in ticks is of the step asked for or of one before. */
function byThen({ bucket, ageStep }: BehindCohort, age: string): string {
  return bucket === undefined ? 'true' : `weir.age_bucket(${age}, ${ageStep}) <= ${bucket}`;
}

/** Losses of days of clean-up are dated before they were booked. */
function movedBefore(facts: WorkspaceFacts, scope: MetricScope, behind: BehindCohort): string {
  if (behind.bucket === undefined || !datesCleanUps(facts, scope)) return '';
  return ` OR (o.key, o.life) IN (
    SELECT m.key, m.life FROM weir.clean_up_life(${asOf}) AS m
    WHERE m.dated_at >= m.started_at
      AND (
        m.observed_from IS NULL
        OR m.observed_from <= m.started_at
        OR weir.tick(m.observed_from) < weir.tick(m.dated_at)
      )
      AND ${byThen(behind, 'weir.age_step(m.started_at, m.dated_at)')}
  )`;
}

/** The same for a number of what was created and closed within a month or quarter. */
export function behindCreateAndClose(
  facts: WorkspaceFacts,
  scope: MetricScope,
  behind: BehindCreateAndClose,
): Fragment {
  const isCreated = [usable, inPeriod(started), isIn(started, 'behind_period', behind, facts)];
  const isWon = ["o.outcome = 'won'", inPeriod(closed), isIn(closed, 'behind_period', behind, facts)];
  const parts = { created: isCreated, won: isWon, 'won-inside': [...isCreated, ...isWon] };
  return fragment(scope, parts[behind.part], { behind_period: new Inline(behind.period) });
}

function isIn(
  moment: string,
  name: string,
  { grain }: { grain: CohortGrain },
  facts: WorkspaceFacts,
): string {
  return `weir.period_of(weir.month_number(${moment}), '${grain}', ${facts.fiscalYearStart}) = $${name}::DATE`;
}

function inPeriod(moment: string): string {
  return `weir.tick_in_period(${moment}, $from_day::DATE, $to_day::DATE)`;
}

function fragment(scope: MetricScope, conditions: readonly string[], more: Params): Fragment {
  const params = { from_day: new Inline(scope.from ?? null), to_day: new Inline(scope.to ?? null), ...more };
  return { sql: conditions.map((condition) => `(${condition})`).join(' AND '), params };
}
