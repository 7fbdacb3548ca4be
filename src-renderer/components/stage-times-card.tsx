import { type ReactNode, useCallback, useMemo } from 'react';
import type { MetricAnswer } from '#shared/results/envelope';
import type { TimeInStageRow } from '#shared/results/metrics';
import type { ChartContext } from '../charts/chart-model';
import { type StageTimeSelect, slowestStage, timeInStage } from '../charts/time-in-stage';
import { useDrill } from '../state/use-drill';
import { useMetric } from '../state/use-metric';
import { useScope } from '../state/use-scope';
import { Card } from './card';
import { ChartCard } from './chart-card';
import { ChartKey } from './chart-key';
import { EmptyState } from './empty-state';
import { MetricState } from './metric-state';
import { ChartSkeleton } from './skeletons';

export const stageTimesTitle = 'Time in each stage';

/** Time in stage under the page's controls, asked once however many parts of a page show it. */
export function useStageTimes() {
  const { scope } = useScope();
  return useMetric('metric.timeInStage', scope);
}

/** Opens the visits to a stage. */
export function useOpenVisits(): (select: StageTimeSelect) => void {
  const { openDrill } = useDrill();
  return useCallback(
    ({ stage, visits }: StageTimeSelect) =>
      openDrill({
        title: `Visits to ${stage}`,
        behind: { metric: 'time-in-stage', stage, part: 'visits' },
        visits,
        definition: 'time-in-stage',
        method: 'metric.timeInStage',
      }),
    [openDrill],
  );
}

type StageTimesCardProps = {
  footer?: ReactNode;
  /** Leaves the warnings to another card of the page. */
  quiet?: boolean;
  /** Instead of the finding, where the page says it with more evidence. */
  title?: string;
};

/** How long visits to each stage last; the slowest is named in the title. */
export function StageTimesCard({ footer, quiet = false, title }: StageTimesCardProps) {
  const query = useStageTimes();
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={stageTimesTitle}>
          <ChartSkeleton height={240} bars={5} />
        </Card>
      }
    >
      {(answer) => (
        <StageTimes
          answer={quiet ? { ...answer, warnings: [] } : answer}
          stale={query.isPlaceholderData}
          footer={footer}
          title={title}
        />
      )}
    </MetricState>
  );
}

type StageTimesProps = {
  answer: MetricAnswer<TimeInStageRow>;
  stale: boolean;
  footer?: ReactNode;
  title: string | undefined;
};

function StageTimes({ answer, stale, footer, title }: StageTimesProps) {
  const { rows } = answer;
  const onSelect = useOpenVisits();
  const slowest = useMemo(() => slowestStage(rows), [rows]);
  const build = useCallback(
    (context: ChartContext) => timeInStage(rows, slowest?.stage ?? null, context),
    [rows, slowest],
  );
  if (rows.every((row) => row.visits === 0)) {
    return (
      <Card title={stageTimesTitle}>
        <EmptyState
          title="Time in stage cannot be measured yet"
          hint="It needs dates of stage changes: import a stage history export, or a second export of the same list."
        />
      </Card>
    );
  }
  return (
    <ChartCard
      title={title ?? (slowest ? `${slowest.stage} is the slowest step` : stageTimesTitle)}
      caption="Days of one visit to the stage; visits still going on count as unfinished"
      build={build}
      onSelect={onSelect}
      about={{ title: stageTimesTitle, definition: 'time-in-stage', method: 'metric.timeInStage' }}
      warnings={answer.warnings}
      stale={stale}
      footer={
        <>
          <ChartKey
            entries={[
              { mark: 'bar', text: 'Median' },
              { mark: 'line', text: 'To P80 (thick), P90 (thin)' },
              { mark: 'naive', text: 'Naive mean' },
            ]}
          />
          {footer}
        </>
      }
    />
  );
}
