import { useCallback, useMemo } from 'react';
import type { MetricAnswer } from '#shared/results/envelope';
import type { TimeInStageRow } from '#shared/results/metrics';
import type { ChartContext } from '../../charts/chart-model';
import { type CurveSelect, mostCurves, survivalCurves } from '../../charts/survival-curves';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { EmptyState } from '../../components/empty-state';
import { MetricState } from '../../components/metric-state';
import { ChartSkeleton } from '../../components/skeletons';
import { useOpenVisits } from '../../components/stage-times-card';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';

const title = 'Share of visits still going on, by stage';

/** One curve a stage: how many visits last longer than so many days. */
export function StageCurvesCard() {
  const { scope } = useScope();
  const query = useMetric('metric.timeInStage', { ...scope, curve: true });
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title}>
          <ChartSkeleton height={340} />
        </Card>
      }
    >
      {(answer) => <StageCurves answer={answer} stale={query.isPlaceholderData} />}
    </MetricState>
  );
}

function StageCurves({ answer, stale }: { answer: MetricAnswer<TimeInStageRow>; stale: boolean }) {
  const { rows } = answer;
  const openVisits = useOpenVisits();
  const shown = useMemo(() => mostVisited(rows), [rows]);
  const build = useCallback(
    (context: ChartContext) => survivalCurves(shown.map(curveOf), (point) => point.survival, context),
    [shown],
  );
  const onSelect = useCallback(
    ({ key }: CurveSelect) => {
      const row = rows.find(({ stage }) => stage === key);
      if (row) openVisits({ stage: row.stage, visits: row.visits });
    },
    [rows, openVisits],
  );
  if (shown.length === 0) {
    return (
      <Card title={title}>
        <EmptyState
          title="Time in stage cannot be measured yet"
          hint="It needs dates of stage changes: import a stage history export, or a second export of the same list."
        />
      </Card>
    );
  }
  const some =
    rows.length > shown.length ? `; the ${shown.length} most visited of ${rows.length} stages` : '';
  return (
    <ChartCard
      title={title}
      caption={`By days since coming into the stage${some}; at the dashed line half have left; below, how many are under observation`}
      build={build}
      onSelect={onSelect}
      about={{
        title,
        definition: 'time-in-stage',
        method: 'metric.timeInStage',
        params: { curve: true },
      }}
      stale={stale}
    />
  );
}

/** The stages with most visits, in their order. */
function mostVisited(rows: readonly TimeInStageRow[]): TimeInStageRow[] {
  const visited = rows.filter((row) => (row.curve?.length ?? 0) > 0);
  const kept = [...visited].sort((a, b) => b.visits - a.visits).slice(0, mostCurves);
  return visited.filter((row) => kept.includes(row));
}

function curveOf(row: TimeInStageRow) {
  const curve = row.curve ?? [];
  return {
    key: row.stage,
    label: row.stage,
    n: row.visits,
    median: row.median,
    end: curve.at(-1)?.t ?? null,
    curve,
  };
}
