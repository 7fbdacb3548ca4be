import { useMemo } from 'react';
import type { FieldCompleteness, StatusResult } from '#shared/results/workspace';
import { Card } from '../../../components/card';
import type { GridColumn } from '../../../components/grid/grid-column';
import { VirtualGrid } from '../../../components/grid/virtual-grid';
import { useDrill } from '../../../state/use-drill';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import { Completeness } from './completeness';
import classes from './fields-card.module.css';

const mostRows = 16;

/** How full each field is: what the metrics that use it can rest on. */
export function FieldsCard({ status }: { status: StatusResult }) {
  const format = useFormat();
  const quality = useMetric('data.quality', {});
  const limits = useMemo(
    () => new Map(quality.data?.fields.map((field) => [field.field, limitsText(field.limits)])),
    [quality.data],
  );
  const columns = useMemo<GridColumn<FieldCompleteness>[]>(
    () => [
      { id: 'label', label: 'Field', width: 180, cell: (row) => row.label, title: (row) => row.field },
      {
        id: 'column',
        label: 'Column in the file',
        width: 168,
        cell: (row) =>
          row.column ?? (row.filled > 0 ? <span className={classes.quiet}>worked out</span> : ''),
      },
      {
        id: 'empty',
        label: 'Empty',
        width: 64,
        align: 'right',
        cell: (row) => format.count(status.opportunities - row.filled),
      },
      { id: 'share', label: 'Share', width: 112, cell: (row) => <Completeness share={row.share} /> },
      {
        id: 'limits',
        label: 'Needed for',
        width: 216,
        cell: (row) => limits.get(row.field) ?? '',
        title: (row) => limits.get(row.field) ?? null,
      },
    ],
    [format, limits, status.opportunities],
  );
  const fields = useMemo(() => fullestFirst(status.fields), [status.fields]);
  const { openDrill } = useDrill();
  const openEmpty = ({ field, label }: FieldCompleteness) =>
    openDrill({
      title: `Deals without ${label.toLowerCase()}`,
      behind: { metric: 'field', field, value: null },
      scope: { asOf: quality.data?.allKnownOn, where: [], weight: 'count' },
    });
  return (
    <Card
      title={fieldsTitle(fields)}
      caption="A metric that uses a field speaks for the deals that have it. Open a row for those that have not."
      flush
    >
      <VirtualGrid
        flat
        label="Fields and how full they are"
        columns={columns}
        count={fields.length}
        rowAt={(index) => fields[index]}
        onOpen={openEmpty}
        height={Math.min(fields.length, mostRows) * 32 + 36}
      />
    </Card>
  );
}

/** The figures on the pages that rest on a field, by the command that gives them. */
const figures: Record<string, string> = {
  overview: 'Value',
  funnel: 'Funnel',
  'win-rate': 'Win rate',
  cycle: 'Time to close',
};

function limitsText(commands: readonly string[]): string {
  return commands.flatMap((command) => figures[command] ?? []).join(', ');
}

function fullestFirst(fields: readonly FieldCompleteness[]): FieldCompleteness[] {
  return [...fields].sort((a, b) => b.share - a.share);
}

function fieldsTitle(fields: readonly FieldCompleteness[]): string {
  const present = fields.filter((field) => field.filled > 0);
  const thin = present.filter((field) => field.share < 0.5).length;
  if (thin > 0)
    return `${thin} of ${present.length} fields ${thin === 1 ? 'is' : 'are'} filled for less than half of the deals`;
  const absent = fields.length - present.length;
  return absent === 0
    ? 'Every field is filled'
    : `${present.length} fields are filled, ${absent} are not in the files`;
}
