import { useCallback, useMemo } from 'react';
import type { LeadsAnswer } from '#shared/results/leads';
import type { ChartContext } from '../../charts/chart-model';
import { dotInterval, emptyKey, type GroupSelect } from '../../charts/dot-interval';
import { ChartCard } from '../../components/chart-card';
import { useDrill } from '../../state/use-drill';

const minimum = 20;
const most = 20;

/** Which groups of leads become customers, with intervals; a row opens its customers. */
export function RateCard({ answer, label, stale }: { answer: LeadsAnswer; label: string; stale: boolean }) {
  const { openDrill } = useDrill();
  const { rows, total, by } = answer;
  const rates = useMemo(
    () => rows.slice(0, most).map(({ key, customerRate }) => ({ key, ...customerRate })),
    [rows],
  );
  const overall = total.customerRate.rate;
  const build = useCallback(
    (context: ChartContext) =>
      dotInterval(rates, { overall, minimum, unit: 'leads', measure: 'To customer', field: label }, context),
    [rates, overall, label],
  );
  const onSelect = useCallback(
    ({ key }: GroupSelect) =>
      openDrill({
        title: `${key ?? emptyKey}: customers from leads`,
        behind: { metric: 'leads', by, key, step: 'customer' },
        definition: 'leads',
        method: 'metric.leads',
        params: { by },
      }),
    [openDrill, by],
  );
  return (
    <ChartCard
      title="Leads that became customers"
      caption="So far, with 95% intervals; the dashed line is the share of all"
      build={build}
      onSelect={onSelect}
      about={{ title: 'Leads', definition: 'leads', method: 'metric.leads', params: { by } }}
      stale={stale}
    />
  );
}
