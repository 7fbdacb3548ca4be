import { useMemo } from 'react';
import type { FieldCompleteness, StatusResult } from '#shared/results/workspace';
import { Card } from '../../../components/card';
import type { GridColumn } from '../../../components/grid/grid-column';
import { VirtualGrid } from '../../../components/grid/virtual-grid';
import { useFormat } from '../../../state/use-format';
import { Completeness } from './completeness';

const mostRows = 16;

/** How full each field is: what the metrics that use it can rest on. */
export function FieldsCard({ status }: { status: StatusResult }) {
  const format = useFormat();
  const columns = useMemo<GridColumn<FieldCompleteness>[]>(
    () => [
      { id: 'label', label: 'Field', width: 190, cell: (row) => row.label, title: (row) => row.field },
      { id: 'column', label: 'Column in the file', width: 190, cell: (row) => row.column ?? '' },
      { id: 'kind', label: 'Kind', width: 110, cell: (row) => (row.extra ? 'Extra' : 'Standard') },
      { id: 'filled', label: 'Filled', width: 100, align: 'right', cell: (row) => format.count(row.filled) },
      { id: 'share', label: 'Share', width: 170, cell: (row) => <Completeness share={row.share} /> },
    ],
    [format],
  );
  const empty = status.fields.filter((field) => field.share < 0.5).length;
  return (
    <Card
      title={
        empty === 0
          ? 'Every field is filled for most deals'
          : `${empty} of ${status.fields.length} fields are filled for less than half of the deals`
      }
      caption="A metric that uses a field speaks for the deals that have it."
      flush
    >
      <VirtualGrid
        flat
        label="Fields and how full they are"
        columns={columns}
        count={status.fields.length}
        rowAt={(index) => status.fields[index]}
        height={Math.min(status.fields.length, mostRows) * 32 + 36}
      />
    </Card>
  );
}
