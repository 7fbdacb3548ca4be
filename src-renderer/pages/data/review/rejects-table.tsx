import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { FileReport, Reject } from '#shared/results/workspace';
import { EmptyState } from '../../../components/empty-state';
import type { GridColumn } from '../../../components/grid/grid-column';
import { VirtualGrid } from '../../../components/grid/virtual-grid';
import { useFormat } from '../../../state/use-format';
import { downloadText } from '../download-text';
import { rejectsCsv } from '../rejects-csv';
import classes from './rejects-table.module.css';

/** Every row that is not loaded: where it stands, what is wrong with it. */
export function RejectsTable({ file }: { file: FileReport }) {
  const format = useFormat();
  const columns = useMemo<GridColumn<Reject>[]>(
    () => [
      { id: 'line', label: 'Line', width: 70, align: 'right', cell: (row) => format.count(row.line) },
      { id: 'column', label: 'Column', width: 180, cell: (row) => row.column ?? '' },
      {
        id: 'value',
        label: 'Value',
        width: 220,
        cell: (row) => <code className={classes.value}>{row.value ?? ''}</code>,
        title: (row) => row.value,
      },
      { id: 'reason', label: 'Reason', width: 360, cell: (row) => row.reason, title: (row) => row.reason },
    ],
    [format],
  );
  if (file.rowsRejected === 0) {
    return (
      <EmptyState title="Every row can be read" hint="Rows that cannot be loaded would be listed here." />
    );
  }
  const listed = file.rejects.length;
  return (
    <VirtualGrid
      flat
      label={`Rejected rows of ${file.file}`}
      columns={columns}
      count={listed}
      rowAt={(index) => file.rejects[index]}
      height={Math.min(listed, 12) * 32 + 72}
      resetKey={file.file}
      footer={
        <>
          <span>
            {listed < file.rowsRejected
              ? `First ${format.count(listed)} of ${format.count(file.rowsRejected)} rejected rows`
              : `${format.count(listed)} rejected ${listed === 1 ? 'row' : 'rows'}`}
          </span>
          {file.rejectsFile && (
            <span className={classes.path} title={file.rejectsFile}>
              {file.rejectsFile}
            </span>
          )}
          <Button
            ml="auto"
            size="compact-xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
            onClick={() => downloadText(`${file.file}.rejects.csv`, rejectsCsv(file.rejects), 'text/csv')}
          >
            Download the list
          </Button>
        </>
      }
    />
  );
}
