import { type ReactNode, useCallback, useMemo } from 'react';
import type { MetricAnswer } from '#shared/results/envelope';
import type { TimeInStageRow } from '#shared/results/metrics';
import type { ChartContext } from '../charts/chart-model';
import {
  enoughVisits,
  type StageTimeSelect,
  slowestStage,
  stuckStage,
  timeInStage,
} from '../charts/time-in-stage';
import { useDrill } from '../state/use-drill';
import { useMetric } from '../state/use-metric';
import { useScope } from '../state/use-scope';
import { Card } from './card';
import { ChartCard } from './chart-card';
import { ChartKey } from './chart-key';
import { EmptyState } from './empty-state';
import { ImportLink } from './import-link';
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
  /** Leaves what clean-ups move to another card of the page. */
  withoutCleanUps?: boolean;
  /** Only the most visited so many stages. */
  most?: number;
  /** Instead of the finding, where the page says it with more evidence. */
  title?: string;
};

/** How long visits to each stage last; the slowest is named in the title. */
export function StageTimesCard({
  footer,
  quiet = false,
  withoutCleanUps = false,
  most,
  title,
}: StageTimesCardProps) {
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
          answer={{
            ...answer,
            warnings: answer.warnings.filter(
              ({ code }) => !quiet && !(withoutCleanUps && code.startsWith('clean-ups')),
            ),
          }}
          stale={query.isPlaceholderData}
          footer={footer}
          most={most}
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
  most: number | undefined;
  title: string | undefined;
};

function StageTimes({ answer, stale, footer, most, title }: StageTimesProps) {
  const all = answer.rows;
  const rows = useMemo(() => mostVisited(all, most), [all, most]);
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
          action={<ImportLink />}
        />
      </Card>
    );
  }
  return (
    <ChartCard
      title={title ?? finding(rows)}
      caption={`Days of one visit to the stage; visits still going on count as unfinished${rows.length < all.length ? `; the ${rows.length} most visited of ${all.length} stages` : ''}`}
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
              ...(rows.some(({ visits, median }) => visits < enoughVisits && median !== null)
                ? [{ mark: 'pale' as const, text: `Under ${enoughVisits} visits` }]
                : []),
            ]}
          />
          {footer}
        </>
      }
    />
  );
}

function finding(rows: readonly TimeInStageRow[]): string {
  const stuck = stuckStage(rows);
  if (stuck) return `Fewer than half of the visits to ${stuck.stage} have ended`;
  const slowest = slowestStage(rows);
  return slowest ? `${slowest.stage} is the slowest step` : stageTimesTitle;
}

/** The stages with most visits, in their order. */
function mostVisited(rows: readonly TimeInStageRow[], most = rows.length): readonly TimeInStageRow[] {
  if (rows.length <= most) return rows;
  const kept = new Set([...rows].sort((a, b) => b.visits - a.visits).slice(0, most));
  return rows.filter((row) => kept.has(row));
}
