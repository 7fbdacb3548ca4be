import { useMemo } from 'react';
import type { SlippageRow } from '#shared/results/changes';
import { type ChartTable, numberCell, textCell } from '../../charts/chart-model';
import type { Formatters } from '../../charts/formatters';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { FiguresTable } from '../../components/figures-table';
import { MetricState } from '../../components/metric-state';
import { ChartSkeleton } from '../../components/skeletons';
import { WarningList } from '../../components/warning-list';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useChangeControls } from './use-change-controls';

const title = 'What became of the deals that were due';

type Part = 'won' | 'lost' | 'slipped' | 'still-due' | 'pulled-forward' | 'pushed';
type Select = { part: Part; label: string };

/** Won, lost, slipped and still due of the deals with a close date between the days, and pushed dates. */
export function SlippageCard() {
  const format = useFormat();
  const { days } = useChangeControls();
  const { openDrill } = useDrill();
  const slippage = useMetric('metric.slippage', days);
  const row = slippage.data?.rows[0];
  const table = useMemo(() => row && tableOf(row, format), [row, format]);
  return (
    <MetricState
      query={slippage}
      skeleton={
        <Card title={title}>
          <ChartSkeleton height={240} bars={5} />
        </Card>
      }
    >
      {(answer) => (
        <Card title={title} caption={row ? captionOf(row, format) : undefined}>
          {row && table && row.due + row.pushes + row.pulledForward > 0 ? (
            <FiguresTable
              table={table}
              caption={title}
              onSelect={({ part, label }: Select) =>
                openDrill({
                  title: label,
                  behind: { metric: 'slippage', part },
                  scope: days,
                  definition: 'slippage',
                  method: 'metric.slippage',
                })
              }
            />
          ) : (
            <EmptyState
              title="No open deal was due between the days"
              hint="Slippage needs a close date on open deals; choose a longer period, or map the close date on the Data page."
            />
          )}
          <WarningList warnings={answer.warnings} />
        </Card>
      )}
    </MetricState>
  );
}

function captionOf(row: SlippageRow, format: Formatters): string | undefined {
  if (row.slipRate === null) return undefined;
  const interval = format.percentRange(row.low, row.high);
  const value = row.slipValueRate === null ? '' : `; by value ${format.percent(row.slipValueRate)}`;
  return `${format.percent(row.slipRate)} of ${format.count(row.due)} slipped (${interval})${value}`;
}

function tableOf(row: SlippageRow, format: Formatters): ChartTable<Select> {
  const line = (part: Part, label: string, count: number, value: number | null, of: number) => ({
    select: { part, label },
    cells: [
      textCell(label),
      numberCell(count, format.count),
      numberCell(of > 0 ? count / of : null, format.percent),
      numberCell(value, format.money),
    ],
  });
  return {
    columns: [
      { label: 'Deals that were due', numeric: false },
      { label: 'Deals', numeric: true },
      { label: 'Share', numeric: true },
      { label: 'Amount', numeric: true },
    ],
    rows: [
      line('won', 'Won', row.won, row.wonValue, row.due),
      line('lost', 'Lost', row.lost, row.lostValue, row.due),
      line('slipped', 'Slipped: open with a later date', row.slipped, row.slippedValue, row.due),
      line('still-due', 'Still due', row.stillDue, row.stillDueValue, row.due),
      line('pulled-forward', 'Besides: pulled forward', row.pulledForward, row.pulledForwardValue, 0),
      line('pushed', pushedLabel(row, format), row.pushedDeals, null, 0),
    ],
  };
}

function pushedLabel(row: SlippageRow, format: Formatters): string {
  if (row.medianPushDays === null) return 'Besides: date pushed';
  return `Besides: date pushed, ${format.days(row.medianPushDays)} at the median`;
}
