import { useCallback, useMemo } from 'react';
import type { MetricAnswer } from '#shared/results/envelope';
import type { TimeInStageRow } from '#shared/results/metrics';
import type { ChartContext } from '../../charts/chart-model';
import { type StageTimeSelect, timeInStage } from '../../charts/time-in-stage';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { EmptyState } from '../../components/empty-state';
import { FiguresTable } from '../../components/figures-table';
import { MetricState } from '../../components/metric-state';
import { Column, Columns } from '../../components/page';
import { ChartSkeleton } from '../../components/skeletons';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { slowestStage } from './sentence';
import { stageTimesTable } from './stage-times-table';

const plainTitle = 'Time in each stage';

/** How long visits to each stage last, as a chart and as figures; the slowest is named. */
export function StageTimesCard() {
  const { scope } = useScope();
  const query = useMetric('metric.timeInStage', scope);
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={plainTitle}>
          <ChartSkeleton height={240} bars={5} />
        </Card>
      }
    >
      {(answer) => <StageTimes answer={answer} stale={query.isPlaceholderData} />}
    </MetricState>
  );
}

function StageTimes({ answer, stale }: { answer: MetricAnswer<TimeInStageRow>; stale: boolean }) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const { rows } = answer;
  const slowest = useMemo(() => slowestStage(rows), [rows]);
  const build = useCallback(
    (context: ChartContext) => timeInStage(rows, slowest?.stage ?? null, context),
    [rows, slowest],
  );
  const onSelect = useCallback(
    ({ stage }: StageTimeSelect) =>
      openDrill({
        title: `Visits to ${stage}`,
        behind: { metric: 'time-in-stage', stage, part: 'visits' },
        definition: 'time-in-stage',
        method: 'metric.timeInStage',
      }),
    [openDrill],
  );
  const table = useMemo(() => stageTimesTable(rows, format), [rows, format]);
  if (rows.every((row) => row.visits === 0)) {
    return (
      <Card title={plainTitle}>
        <EmptyState
          title="Time in stage cannot be measured yet"
          hint="It needs dates of stage changes: import a stage history export, or a second export of the same list."
        />
      </Card>
    );
  }
  return (
    <Columns>
      <Column span={7}>
        <ChartCard
          title={slowest ? `${slowest.stage} is the slowest step` : plainTitle}
          caption="Days of one visit to the stage; visits still going on count as unfinished"
          build={build}
          onSelect={onSelect}
          about={{ title: plainTitle, definition: 'time-in-stage', method: 'metric.timeInStage' }}
          warnings={answer.warnings}
          stale={stale}
          footer={
            <ChartKey
              entries={[
                { mark: 'bar', text: 'Median' },
                { mark: 'line', text: 'To P80 (thick) and P90 (thin)' },
                { mark: 'naive', text: 'Naive mean of visits that ended' },
              ]}
            />
          }
        />
      </Column>
      <Column span={5}>
        <Card title={plainTitle} caption="Days; click a stage for its deals">
          <FiguresTable
            table={table}
            caption={plainTitle}
            onSelect={onSelect}
            strong={(at) => rows[at]?.stage === slowest?.stage}
          />
        </Card>
      </Column>
    </Columns>
  );
}
