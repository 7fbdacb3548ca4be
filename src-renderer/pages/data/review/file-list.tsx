import { useMemo } from 'react';
import type { FileReport } from '#shared/results/workspace';
import type { GridColumn } from '../../../components/grid/grid-column';
import { VirtualGrid } from '../../../components/grid/virtual-grid';
import { useFormat } from '../../../state/use-format';
import { kindLabels } from '../words';
import { Confidence } from './confidence';
import classes from './file-list.module.css';
import { verdictOf } from './file-verdict';
import { isPassedOver } from './review-report';

type Props = { files: readonly FileReport[]; selected: string; onSelect: (file: string) => void };

const mostRows = 9;

/** Many files as rows, such as a folder of weekly exports: what each was recognised as and what would load. */
export function FileList({ files, selected, onSelect }: Props) {
  const format = useFormat();
  const columns = useMemo<GridColumn<FileReport>[]>(
    () => [
      {
        id: 'file',
        label: 'File',
        width: 300,
        minWidth: 180,
        cell: (row) => (
          <span className={classes.file} data-selected={row.file === selected || undefined}>
            {row.file}
          </span>
        ),
        title: (row) => row.file,
      },
      {
        id: 'kind',
        label: 'Holds',
        width: 120,
        cell: (row) => (isPassedOver(row) ? 'Nothing to load' : kindLabels[row.kind]),
      },
      { id: 'system', label: 'Written by', width: 130, cell: (row) => row.systemLabel },
      {
        id: 'confidence',
        label: 'Sure',
        width: 112,
        minWidth: 108,
        cell: (row) => <Confidence share={row.confidence} />,
      },
      {
        id: 'rows',
        label: 'Rows',
        width: 90,
        align: 'right',
        cell: (row) => format.count(row.rowsRead),
      },
      {
        id: 'verdict',
        label: 'What would happen',
        width: 260,
        cell: (row) => {
          const { tone, text } = verdictOf(row, format);
          return (
            <span className={classes.verdict} data-tone={tone}>
              {text}
            </span>
          );
        },
      },
    ],
    [format, selected],
  );
  return (
    <VirtualGrid
      label="Files"
      columns={columns}
      count={files.length}
      rowAt={(index) => files[index]}
      onOpen={(row) => onSelect(row.file)}
      height={Math.min(files.length, mostRows) * 32 + 36}
    />
  );
}
