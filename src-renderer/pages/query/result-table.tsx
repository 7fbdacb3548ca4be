import { useMemo } from 'react';
import type { SqlResult } from '#shared/results/metrics';
import type { GridColumn } from '../../components/grid/grid-column';
import { VirtualGrid } from '../../components/grid/virtual-grid';
import classes from './query.module.css';

type Cells = SqlResult['rows'][number];

/** The rows of a statement as they came, any number of them. */
export function ResultTable({ result }: { result: SqlResult }) {
  const columns = useMemo(() => columnsOf(result), [result]);
  return (
    <VirtualGrid
      label="Result of the statement"
      columns={columns}
      count={result.rows.length}
      rowAt={(index) => result.rows[index]}
      empty={<span className={classes.nothing}>The statement gave no rows.</span>}
      flat
    />
  );
}

const sampled = 200;

function columnsOf({ columns, rows }: SqlResult): GridColumn<Cells>[] {
  return columns.map(({ name, type }, at) => {
    const isNumber = /INT|DECIMAL|DOUBLE|FLOAT/.test(type) && !type.endsWith('[]');
    const longest = Math.max(name.length, ...rows.slice(0, sampled).map((row) => textOf(row[at]).length));
    return {
      id: `${at}`,
      label: name,
      width: widthOf(longest),
      minWidth: widthOf(longest),
      sortable: false,
      align: isNumber ? 'right' : 'left',
      cell: (row) => (row[at] == null ? <span className={classes.null}>null</span> : textOf(row[at])),
      title: (row) => textOf(row[at]),
    };
  });
}

/** px for so many characters of data, with the cell's own margins. */
function widthOf(characters: number): number {
  return Math.round(Math.min(360, Math.max(80, characters * 7.8 + 28)));
}

function textOf(value: Cells[number] | undefined): string {
  return value == null ? '' : String(value);
}
