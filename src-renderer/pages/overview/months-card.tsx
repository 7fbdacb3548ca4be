import { useCallback, useMemo } from 'react';
import type { MonthRow } from '#shared/results/metrics';
import type { ChartContext } from '../../charts/chart-model';
import { type MonthSelect, months } from '../../charts/months';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { EmptyState } from '../../components/empty-state';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useScope } from '../../state/use-scope';

const mostMonths = 24;
const title = 'Created, won and lost by month';

export function MonthsCard({ rows, stale }: { rows: MonthRow[]; stale: boolean }) {
  const { controls } = useScope();
  const format = useFormat();
  const { openDrill } = useDrill();
  const { weight } = controls;
  const shown = useMemo(() => rows.slice(-mostMonths), [rows]);
  const build = useCallback((context: ChartContext) => months(shown, weight, context), [shown, weight]);
  const onSelect = useCallback(
    ({ month, part }: MonthSelect) =>
      openDrill({
        title: `${part[0]?.toUpperCase()}${part.slice(1)} in ${format.month(month)}`,
        behind: { metric: 'month', month, part },
        definition: 'months',
        method: 'metric.overview',
      }),
    [openDrill, format],
  );
  if (shown.length === 0) {
    return (
      <Card title={title}>
        <EmptyState title="No deal was created or closed in this period" hint="Choose a wider period." />
      </Card>
    );
  }
  const partial = shown.at(-1)?.partial ? 'the hatched month is not over' : null;
  const cut = rows.length > mostMonths ? `the last ${mostMonths} months` : null;
  return (
    <ChartCard
      title={title}
      caption={['All three on one scale', cut, partial].filter((part) => part !== null).join('; ')}
      build={build}
      onSelect={onSelect}
      about={{ title, definition: 'months', method: 'metric.overview' }}
      stale={stale}
    />
  );
}
