import type { DealsResult } from '#shared/results/metrics';
import { useMetric } from '../../state/use-metric';
import type { DealQuery } from './deal-query';

/** The largest amount of the list, which a full bar stands for. Asked for only where the list does not begin with it. */
export function useLargestAmount(query: DealQuery, head: DealsResult | undefined): number {
  const first = query.sort === 'amount' && query.descending === true;
  const top = useMetric(
    'deals.list',
    { ...query, columns: [], sort: 'amount', descending: true, limit: 1 },
    { enabled: !first },
  );
  return (first ? head : top.data)?.rows[0]?.amount ?? 0;
}
