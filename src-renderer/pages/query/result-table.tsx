import { useMemo } from 'react';
import type { SqlResult } from '#shared/results/metrics';
import type { Formatters } from '../../charts/formatters';
import { columnKinds } from '../../charts/quick-columns';
import { columnWriter } from '../../charts/write-value';
import type { GridColumn } from '../../components/grid/grid-column';
import { VirtualGrid } from '../../components/grid/virtual-grid';
import { useFormat } from '../../state/use-format';
import classes from './query.module.css';

type Cells = SqlResult['rows'][number];

/** The rows of a statement in their order, any number of them. */
export function ResultTable({ result }: { result: SqlResult }) {
  const format = useFormat();
  const columns = useMemo(() => columnsOf(result, format), [result, format]);
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

function columnsOf(result: SqlResult, format: Formatters): GridColumn<Cells>[] {
  const kinds = columnKinds(result);
  return result.columns.map(({ name }, at) => {
    const writeValue = columnWriter(result, at, format);
    const write = (row: Cells) =>
      kinds[at] === 'time' ? writeValue(row[at]).replace('T', ' ') : writeValue(row[at]);
    const texts = [name, ...result.rows.slice(0, sampled).map(write)];
    const longest = Math.max(...texts.map(widthOf));
    return {
      id: `${at}`,
      label: name,
      width: longest,
      minWidth: longest,
      sortable: false,
      align: kinds[at] === 'number' ? 'right' : 'left',
      cell: (row) => (row[at] == null ? <span className={classes.null}>null</span> : write(row)),
      title: (row) => (row[at] == null ? null : String(row[at])),
    };
  });
}

/** px of a text of data with the cell's own margins, within limits; capitals and digits are wider than other letters. */
function widthOf(text: string): number {
  const wide = text.match(/[A-Z0-9]/g)?.length ?? 0;
  return Math.round(Math.min(360, Math.max(80, wide * 8.9 + (text.length - wide) * 7.2 + 28)));
}
