import { useMemo } from 'react';
import { slowestStage } from '../../charts/time-in-stage';
import { Card } from '../../components/card';
import { FiguresTable } from '../../components/figures-table';
import { MetricState } from '../../components/metric-state';
import { TableSkeleton } from '../../components/skeletons';
import { stageTimesTitle, useOpenVisits, useStageTimes } from '../../components/stage-times-card';
import { useFormat } from '../../state/use-format';
import { stageTimesTable } from './stage-times-table';

/** Time in stage as figures, beside the chart. */
export function StageFiguresCard() {
  const format = useFormat();
  const query = useStageTimes();
  const onSelect = useOpenVisits();
  const rows = query.data?.rows;
  const table = useMemo(() => stageTimesTable(rows ?? [], format), [rows, format]);
  return (
    <Card title={stageTimesTitle} caption="Days; a stage opens its visits, now counts those still going on">
      <MetricState query={query} skeleton={<TableSkeleton rows={6} />}>
        {(answer) => {
          const slowest = slowestStage(answer.rows);
          return (
            <FiguresTable
              table={table}
              caption={stageTimesTitle}
              onSelect={onSelect}
              strong={(at) => answer.rows[at]?.stage === slowest?.stage}
            />
          );
        }}
      </MetricState>
    </Card>
  );
}
