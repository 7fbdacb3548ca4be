import { SegmentedControl } from '@mantine/core';
import { useCallback } from 'react';
import type { LeadsAnswer } from '#shared/results/leads';
import type { ChartContext } from '../../charts/chart-model';
import { emptyKey } from '../../charts/dot-interval';
import { type LeadSelect, leadFunnel } from '../../charts/lead-funnel';
import { ChartCard } from '../../components/chart-card';
import { useDrill } from '../../state/use-drill';

export const leadFields = [
  { value: 'channel', label: 'Channel' },
  { value: 'source', label: 'Source' },
  { value: 'owner', label: 'Owner' },
];

/** The field that leads are broken down by, as it is shown. */
export function fieldName(by: string): string {
  return leadFields.find(({ value }) => value === by)?.label ?? 'Channel';
}

type Props = { answer: LeadsAnswer; onBy: (by: string | null) => void; stale: boolean };

/** Most groups that the chart shows; the table has as many. */
const shown = 20;

/** From lead to customer by channel, source or owner; opportunities and customers open their deals. */
export function FunnelCard({ answer, onBy, stale }: Props) {
  const { openDrill } = useDrill();
  const { rows, by, warnings, carries } = answer;
  const label = fieldName(by);
  const build = useCallback(
    (context: ChartContext) => leadFunnel(rows.slice(0, shown), { field: label, carries }, context),
    [rows, label, carries],
  );
  const onSelect = useCallback(
    ({ key, step }: LeadSelect) =>
      openDrill({
        title: `${key ?? emptyKey}: ${step === 'customer' ? 'customers' : 'opportunities'} from leads`,
        behind: { metric: 'leads', by, key, step },
        definition: 'leads',
        method: 'metric.leads',
        params: { by },
      }),
    [openDrill, by],
  );
  return (
    <ChartCard
      title={`From lead to customer, by ${label.toLowerCase()}`}
      caption={`What got further got there too; opportunities and customers open their deals, the table has rates, cost and return${rows.length > shown ? `; the ${shown} largest of ${rows.length}` : ''}`}
      build={build}
      onSelect={onSelect}
      about={{ title: 'Leads', definition: 'leads', method: 'metric.leads', params: { by } }}
      toolbar={
        <SegmentedControl
          size="xs"
          aria-label="Break leads down by"
          data={leadFields}
          value={by}
          onChange={(next) => onBy(next === 'channel' ? null : next)}
        />
      }
      warnings={warnings}
      stale={stale}
    />
  );
}
