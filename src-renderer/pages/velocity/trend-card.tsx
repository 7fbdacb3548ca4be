import { SegmentedControl } from '@mantine/core';
import { useCallback } from 'react';
import type { MetricAnswer } from '#shared/results/envelope';
import type { TrendRow } from '#shared/results/velocity';
import type { ChartContext } from '../../charts/chart-model';
import { periodName, type TrendGrain, type TrendSelect, trend } from '../../charts/trend';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { EmptyState } from '../../components/empty-state';
import { MetricState } from '../../components/metric-state';
import { ChartSkeleton } from '../../components/skeletons';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { trendSentence } from './sentence';
import { useVelocityControls } from './use-velocity-controls';

const title = 'By the time deals were created';
const parts: Record<TrendSelect['part'], string> = {
  created: 'created',
  open: 'still open',
  closed: 'closed',
  won: 'won',
};

const closedKey = [
  { mark: 'dot', text: 'Created in the period, with 95% interval; hollow where it is not whole' },
  { mark: 'ring', text: 'Naive: closed in the period' },
] as const;
const openKey = { mark: 'undecided', text: 'Still open' } as const;

/** Days to close and to win and the share won over time, each beside what most tools print. */
export function TrendCard() {
  const { scope } = useScope();
  const { grain } = useVelocityControls();
  const query = useMetric('metric.trend', { ...scope, grain });
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title}>
          <ChartSkeleton height={352} />
        </Card>
      }
    >
      {(answer) => <Trend answer={answer} grain={grain} stale={query.isPlaceholderData} />}
    </MetricState>
  );
}

type TrendProps = { answer: MetricAnswer<TrendRow>; grain: TrendGrain; stale: boolean };

function Trend({ answer, grain, stale }: TrendProps) {
  const format = useFormat();
  const { setGrain } = useVelocityControls();
  const { openDrill } = useDrill();
  const { rows } = answer;
  const build = useCallback((context: ChartContext) => trend(rows, grain, context), [rows, grain]);
  const onSelect = useCallback(
    ({ period, part }: TrendSelect) =>
      openDrill({
        title: `${periodName(period, grain, { format })}, ${parts[part]}`,
        behind: { metric: 'trend', grain, first: period, part },
        definition: 'trend',
        method: 'metric.trend',
        params: { grain },
      }),
    [openDrill, grain, format],
  );
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label="Length of a period"
      data={[
        { value: 'quarter', label: 'Quarters' },
        { value: 'month', label: 'Months' },
      ]}
      value={grain}
      onChange={setGrain}
    />
  );
  if (rows.length === 0) {
    return (
      <Card title={title} toolbar={choice}>
        <EmptyState title="No deal with a date of creation" hint="Widen the period or remove a filter." />
      </Card>
    );
  }
  return (
    <ChartCard
      title={trendSentence(rows, grain, format) ?? title}
      caption="By creation, open deals counted as unfinished; rings are plain figures of the deals closed in the period, which leave out what is still open"
      build={build}
      onSelect={onSelect}
      about={{ title: 'Trend', definition: 'trend', method: 'metric.trend', params: { grain } }}
      // What clean-ups move is said by the medians of the same page.
      warnings={answer.warnings.filter(({ code }) => !code.startsWith('clean-ups'))}
      toolbar={choice}
      stale={stale}
      footer={<ChartKey entries={[...(rows.some(({ closed }) => closed > 0) ? closedKey : []), openKey]} />}
    />
  );
}
