import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import type { Fragment } from '../scope-sql';
import { askedPeriod } from './asked-period';

/** Deals that are open and due in the period, as weir.due_by_day counts them on the as-of day. */
export function behindCoverage(
  facts: WorkspaceFacts,
  scope: MetricScope,
  period: string | undefined,
): Fragment {
  const asOf = scope.asOf ?? facts.asOf;
  const { from, to } = askedPeriod(facts, period, asOf);
  return {
    sql: `o.outcome = 'open' AND o.expected_close BETWEEN $due_from::DATE AND $due_to::DATE
      AND (o.evidence IN ('log', 'snapshots') OR o.settled_at < weir.until($due_as_of::DATE))`,
    params: { due_from: from, due_to: to, due_as_of: asOf },
  };
}
