import { useCallback } from 'react';
import type { PipelineRow } from '#shared/results/metrics';
import type { ChartContext } from '../../charts/chart-model';
import { type PipelineSelect, pipelineByStage } from '../../charts/pipeline-by-stage';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { EmptyState } from '../../components/empty-state';
import { useDrill } from '../../state/use-drill';
import { useScope } from '../../state/use-scope';

const title = 'Open pipeline by stage';

export function PipelineCard({ rows, stale }: { rows: PipelineRow[]; stale: boolean }) {
  const { controls } = useScope();
  const { openDrill } = useDrill();
  const { weight } = controls;
  const build = useCallback(
    (context: ChartContext) => pipelineByStage(rows, weight, context),
    [rows, weight],
  );
  const onSelect = useCallback(
    ({ stage }: PipelineSelect) =>
      openDrill({
        title: `Open in ${stage}`,
        behind: { metric: 'pipeline', stage },
        definition: 'pipeline',
        method: 'metric.overview',
      }),
    [openDrill],
  );
  if (rows.every((row) => row.count === 0)) {
    return (
      <Card title={title}>
        <EmptyState
          title="No deal is open on this day"
          hint="Step the as-of day back with [ to see earlier ones."
        />
      </Card>
    );
  }
  return (
    <ChartCard
      title={title}
      caption={
        weight === 'value'
          ? 'Value of open deals; the number of deals beside it'
          : 'Open deals; their value beside it'
      }
      build={build}
      onSelect={onSelect}
      about={{ title, definition: 'pipeline', method: 'metric.overview' }}
      stale={stale}
    />
  );
}
