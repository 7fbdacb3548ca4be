import { useMemo } from 'react';
import { Card } from '../../components/card';
import { FiguresTable } from '../../components/figures-table';
import { MetricState } from '../../components/metric-state';
import { TableSkeleton } from '../../components/skeletons';
import { useOpenVisits } from '../../components/stage-times-card';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { bottleneckTable } from './bottleneck-table';
import { slowestSentence } from './sentence';

const title = 'How long deals stay in each stage, slowest first';

/** The stages by how slow they are, each with its share of the whole time and whether it differs from the next. */
export function BottleneckCard() {
  const { scope } = useScope();
  const format = useFormat();
  const query = useMetric('metric.bottleneck', scope);
  const onSelect = useOpenVisits();
  const rows = query.data?.rows;
  const table = useMemo(() => bottleneckTable(rows ?? [], format), [rows, format]);
  const finding = slowestSentence(rows, format);
  return (
    <Card
      title={finding ?? title}
      caption="Days of one visit, slowest first; a stage opens its visits. Longer by: its median less that of the next stage"
    >
      <MetricState query={query} skeleton={<TableSkeleton rows={6} />}>
        {() => (
          <FiguresTable
            table={table}
            caption={title}
            onSelect={onSelect}
            strong={(at) => finding !== null && at === 0}
          />
        )}
      </MetricState>
    </Card>
  );
}
