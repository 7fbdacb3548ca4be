import { useMemo } from 'react';
import type { FileReport } from '#shared/results/workspace';
import type { GridColumn } from '../../../components/grid/grid-column';
import { VirtualGrid } from '../../../components/grid/virtual-grid';

type Row = FileReport['preview'][number];

const characterWidth = 8.2;

/** The first rows of a file as they stand in it. */
export function PreviewTable({ file }: { file: FileReport }) {
  const columns = useMemo(
    () =>
      file.columns.map((column, at): GridColumn<Row> => {
        const width = widthOf([column.column, ...file.preview.map((row) => row[at] ?? '')]);
        const numeric = column.type === 'amount' || column.type === 'number';
        return {
          id: `${at}`,
          label: column.column,
          width,
          minWidth: Math.min(width, 160),
          align: numeric ? 'right' : 'left',
          cell: (row) => row[at] ?? '',
          title: (row) => row[at] ?? null,
        };
      }),
    [file],
  );
  return (
    <VirtualGrid
      flat
      label={`First rows of ${file.file}`}
      columns={columns}
      count={file.preview.length}
      rowAt={(index) => file.preview[index]}
      height={Math.min(file.preview.length, 14) * 32 + 36}
      resetKey={file.file}
    />
  );
}

function widthOf(texts: string[]): number {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  return Math.round(Math.min(320, Math.max(72, longest * characterWidth + 28)));
}
