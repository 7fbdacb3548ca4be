import { Inline, type Params } from '#engine/query/connection';
import type { TrendBehind, VelocityBehind } from '#shared/contract/velocity-params';
import { addDays } from '#shared/time/day';
import type { MetricScope } from './answer';
import { constants } from './constants';
import type { WorkspaceFacts } from './facts';
import type { Fragment } from './scope-sql';
import { usable } from './usable';

const age = 'weir.days(o.started_at, weir.looked_at($as_of::DATE))';

/** Whether a deal that is open on the day has an age that curves can use. */
const isAged = `(weir.looked_at($as_of::DATE) >= o.started_at
  AND (o.observed_from IS NULL OR o.observed_from < weir.looked_at($as_of::DATE)))`;

/** The condition on a life `o` that holds for the deals behind a factor of the velocity. */
export function velocityCondition(
  facts: WorkspaceFacts,
  scope: MetricScope,
  { part, days }: VelocityBehind,
): Fragment {
  const isDormant = `(${age} > coalesce($behind_days, 'infinity'::DOUBLE))`;
  const open: Params = { behind_days: days };
  switch (part) {
    case 'open':
      return { sql: `o.outcome = 'open' AND ${isAged} AND NOT ${isDormant}`, params: open };
    case 'dormant':
      return { sql: `o.outcome = 'open' AND ${isAged} AND ${isDormant}`, params: open };
    case 'undated':
      return { sql: `o.outcome = 'open' AND NOT coalesce(${isAged}, false)`, params: {} };
    case 'won':
      return wonBetween(scope.from ?? null, scope.to ?? null);
    case 'realised': {
      const asOf = scope.asOf ?? facts.asOf;
      return wonBetween(addDays(asOf, 1 - constants.trailingDays), asOf);
    }
  }
}

/** The same for one period of the trend. */
export function trendCondition(scope: MetricScope, { grain, first, part }: TrendBehind): Fragment {
  const begins = part === 'created' || part === 'open';
  const moment = begins ? 'o.started_at' : 'o.closed_at';
  const outcomes = {
    created: 'true',
    open: "o.outcome = 'open'",
    closed: "o.outcome <> 'open'",
    won: "o.outcome = 'won'",
  };
  return {
    sql: `${outcomes[part]} AND ${usable}
      AND date_trunc('${grain}', ${moment}) = $behind_first::DATE
      AND weir.in_period(${moment}, $from_day::DATE, $to_day::DATE)`,
    params: { behind_first: first, ...periodParams(scope.from ?? null, scope.to ?? null) },
  };
}

function wonBetween(from: string | null, to: string | null): Fragment {
  return {
    sql: "o.outcome = 'won' AND weir.in_period(o.closed_at, $from_day::DATE, $to_day::DATE)",
    params: periodParams(from, to),
  };
}

function periodParams(from: string | null, to: string | null): Params {
  return { from_day: new Inline(from), to_day: new Inline(to) };
}
