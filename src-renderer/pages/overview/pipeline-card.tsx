import { useCallback, useMemo } from 'react';
import type { PipelineRow } from '#shared/results/metrics';
import type { ChartContext } from '../../charts/chart-model';
import { type PipelineSelect, pipelineByStage } from '../../charts/pipeline-by-stage';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { EmptyState } from '../../components/empty-state';
import { useDrill } from '../../state/use-drill';
import { useScope } from '../../state/use-scope';

const title = 'Open pipeline by stage';

/** More stages than this are shown without those that hold no deal. */
const mostEmpty = 12;

export function PipelineCard({ rows: all, stale }: { rows: PipelineRow[]; stale: boolean }) {
  const { controls } = useScope();
  const { openDrill } = useDrill();
  const { weight } = controls;
  const rows = useMemo(() => (all.length > mostEmpty ? all.filter(({ count }) => count > 0) : all), [all]);
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
      caption={captionOf(rows, all.length, weight)}
      build={build}
      onSelect={onSelect}
      about={{ title, definition: 'pipeline', method: 'metric.overview' }}
      stale={stale}
    />
  );
}

function captionOf(rows: readonly PipelineRow[], stages: number, weight: 'count' | 'value'): string {
  const priced = rows.some(({ value }) => value !== 0);
  const beside =
    weight === 'value'
      ? 'Value of open deals; the number of deals beside it'
      : priced
        ? 'Open deals; their value beside it'
        : 'Open deals, none with an amount';
  return rows.length < stages ? `${beside}; the ${rows.length} of ${stages} stages that hold any` : beside;
}
