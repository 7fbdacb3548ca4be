import { useMemo } from 'react';
import { type ChangeBucket, type ChangeRow, changeBuckets } from '#shared/results/changes';
import { bucketLabels } from '../../charts/bucket-labels';
import { type ChartTable, numberCell, textCell } from '../../charts/chart-model';
import type { Formatters } from '../../charts/formatters';
import { BreakdownSelect } from '../../components/breakdown-select';
import { Card } from '../../components/card';
import { FiguresTable } from '../../components/figures-table';
import { MetricState } from '../../components/metric-state';
import { ChartSkeleton } from '../../components/skeletons';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useChangeControls } from './use-change-controls';

const title = 'The same by group';
const most = 50;

type Select = { key: string | null };

/** Amounts of each bucket by owner or another field; the groups that moved most first. */
export function GroupsCard() {
  const format = useFormat();
  const { days, by, setBy } = useChangeControls();
  const { openDrill } = useDrill();
  const changes = useMetric('metric.changes', { ...days, by });
  const table = useMemo(() => tableOf(changes.data?.rows ?? [], format), [changes.data, format]);
  return (
    <MetricState
      query={changes}
      skeleton={
        <Card title={title}>
          <ChartSkeleton height={240} bars={6} />
        </Card>
      }
    >
      {() => (
        <Card
          title={title}
          caption={`Amounts that came and went; ${table.rows.length === most ? `the ${most} groups that moved most` : 'the groups that moved most first'}`}
          actions={<BreakdownSelect value={by} onChange={setBy} />}
        >
          <FiguresTable
            table={table}
            caption={title}
            onSelect={({ key }: Select) =>
              openDrill({
                title: `${key ?? '(empty)'}: open at end`,
                behind: { metric: 'changes', bucket: 'end' },
                group: { field: by, value: key },
                scope: days,
                definition: 'changes',
                method: 'metric.changes',
              })
            }
          />
        </Card>
      )}
    </MetricState>
  );
}

function tableOf(rows: readonly ChangeRow[], format: Formatters): ChartTable<Select> {
  const used = changeBuckets.filter((bucket) => rows.some((row) => row.bucket === bucket && row.count > 0));
  const keys = [...new Set(rows.map(({ key }) => key))];
  const amount = (key: string | null, bucket: ChangeBucket) =>
    rows.find((row) => row.key === key && row.bucket === bucket)?.amount ?? 0;
  const moved = new Map(
    keys.map((key) => [
      key,
      used.reduce(
        (sum, bucket) => (bucket === 'start' || bucket === 'end' ? sum : sum + Math.abs(amount(key, bucket))),
        0,
      ),
    ]),
  );
  const shown = [...keys].sort((a, b) => (moved.get(b) ?? 0) - (moved.get(a) ?? 0)).slice(0, most);
  return {
    columns: [
      { label: 'Group', numeric: false },
      ...used.map((bucket) => ({ label: bucketLabels[bucket], numeric: true })),
    ],
    rows: shown.map((key) => ({
      select: { key },
      cells: [
        textCell(key ?? '(empty)'),
        ...used.map((bucket) => numberCell(amount(key, bucket), format.moneyShort)),
      ],
    })),
  };
}
