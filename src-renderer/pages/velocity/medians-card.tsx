import { useCallback, useMemo } from 'react';
import type { CycleOutcome } from '#shared/results/metrics';
import type { ChartContext } from '../../charts/chart-model';
import { type DurationRow, type DurationSelect, medianAndMean } from '../../charts/median-and-mean';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { FiguresTable } from '../../components/figures-table';
import { MetricState } from '../../components/metric-state';
import { ChartSkeleton } from '../../components/skeletons';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { outcomeTable } from './cycle-table';
import { useVelocityControls } from './use-velocity-controls';

const title = 'The median beside the mean that most tools print';
const labels: Record<CycleOutcome, string> = { closed: 'To close', won: 'To win', lost: 'To loss' };

/** Time to close, to win and to loss: median with interval, naive mean, quartiles below. */
export function MediansCard() {
  const { scope } = useScope();
  const format = useFormat();
  const { openDrill } = useDrill();
  const { benchmark } = useVelocityControls();
  const closed = useMetric('metric.cycle', { ...scope, outcome: 'closed' });
  const won = useMetric('metric.cycle', { ...scope, outcome: 'won' });
  const lost = useMetric('metric.cycle', { ...scope, outcome: 'lost' });
  const rows = useMemo(
    () => [closed.data, won.data, lost.data].flatMap((data) => data?.rows.slice(0, 1) ?? []),
    [closed.data, won.data, lost.data],
  );
  const build = useCallback(
    (context: ChartContext) =>
      medianAndMean(
        rows.map((row): DurationRow => ({ ...row, key: row.outcome, label: labels[row.outcome] })),
        context,
        benchmark,
      ),
    [rows, benchmark],
  );
  const onSelect = useCallback(
    ({ key }: DurationSelect) => {
      const outcome = rows.find((row) => row.outcome === key)?.outcome;
      if (!outcome) return;
      openDrill({
        title: `${labels[outcome]}: the deals`,
        behind: { metric: 'cycle', part: outcome },
        definition: `cycle.${outcome}`,
        method: 'metric.cycle',
        params: { outcome },
      });
    },
    [openDrill, rows],
  );
  const table = useMemo(() => outcomeTable(rows, labels, format), [rows, format]);
  return (
    <MetricState
      query={closed}
      skeleton={
        <Card title={title}>
          <ChartSkeleton height={160} bars={3} />
        </Card>
      }
    >
      {(answer) => (
        <ChartCard
          title={title}
          caption="Days since creation; the naive mean leaves out deals that are still open"
          build={build}
          onSelect={onSelect}
          about={{ title: 'Time to close', definition: 'cycle.closed', method: 'metric.cycle' }}
          warnings={answer.warnings}
          stale={closed.isPlaceholderData}
          footer={<FiguresTable table={table} caption="Quartiles of the time to close, win and loss" />}
        />
      )}
    </MetricState>
  );
}
