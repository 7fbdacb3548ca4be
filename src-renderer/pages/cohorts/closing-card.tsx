import { useCallback, useMemo } from 'react';
import type { CohortsAnswer } from '#shared/results/cohorts';
import type { ChartContext } from '../../charts/chart-model';
import type { Weight } from '../../charts/cohort-cells';
import { cohortLabel } from '../../charts/cohort-labels';
import { type CreateAndCloseSelect, createAndClose } from '../../charts/create-and-close';
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

const shown = 18;
const partTitles = { created: 'Created in', 'won-inside': 'Created and won in', won: 'Won in' } as const;

type ClosingCardProps = {
  weight: Weight;
  params: { grain: 'month' | 'quarter'; develop: 'won' | 'lost' };
};

/** How much of what is won in a period was created in it, which a forecast at its start cannot see. */
export function ClosingCard({ weight, params }: ClosingCardProps) {
  const { scope } = useScope();
  const query = useMetric('metric.cohorts', { ...scope, grain: params.grain });
  const title = `Created and won in the same ${params.grain}`;
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title}>
          <ChartSkeleton height={300} bars={8} />
        </Card>
      }
    >
      {(answer) => <Closings {...{ title, answer, weight, params }} stale={query.isPlaceholderData} />}
    </MetricState>
  );
}

type ClosingsProps = ClosingCardProps & { title: string; answer: CohortsAnswer; stale: boolean };

function Closings({ title, answer, weight, params, stale }: ClosingsProps) {
  const { openDrill } = useDrill();
  const format = useFormat();
  const rows = useMemo(() => shownPeriods(answer), [answer]);
  const build = useCallback(
    (context: ChartContext) => createAndClose(rows, weight, answer, context),
    [rows, weight, answer],
  );
  const onSelect = useCallback(
    ({ period, part }: CreateAndCloseSelect) =>
      openDrill({
        title: `${partTitles[part]} ${cohortLabel(period, answer, format)}`,
        behind: { metric: 'create-and-close', grain: answer.grain, period, part },
        definition: 'create-and-close',
        method: 'metric.cohorts',
        params,
      }),
    [openDrill, answer, params, format],
  );
  if (rows.every(({ won }) => won === 0)) {
    return (
      <Card title={title}>
        <EmptyState title="Nothing won yet" hint="The share appears with the first deals won." />
      </Card>
    );
  }
  return (
    <ChartCard
      title={title}
      caption={`Share of the ${weight === 'value' ? 'value' : 'deals'} won in each ${params.grain} that came from deals created in it${rows.length < answer.createAndClose.length ? `; the newest ${rows.length}` : ''}`}
      build={build}
      onSelect={onSelect}
      about={{ title, definition: 'create-and-close', method: 'metric.cohorts', params }}
      stale={stale}
      footer={
        <ChartKey
          entries={[
            { mark: 'won', text: weight === 'value' ? 'Share of value' : 'Share of deals' },
            ...(weight === 'count' ? [{ mark: 'interval' as const, text: '95% interval' }] : []),
          ]}
        />
      }
    />
  );
}

/** The newest periods. In the first of the data nothing can have been won that was created before: it is left out. */
function shownPeriods({ createAndClose }: CohortsAnswer) {
  return (createAndClose.length > 3 ? createAndClose.slice(1) : createAndClose).slice(-shown);
}
