import type { ChartTable } from '../charts/chart-model';
import classes from './figures-table.module.css';

type FiguresTableProps<Select> = {
  table: ChartTable<Select>;
  caption: string;
  onSelect?: ((select: Select) => void) | undefined;
  /** Marks one row, e.g. the slowest stage. */
  strong?: ((row: number) => boolean) | undefined;
};

/** The figures of a chart as a table; the first cell of a row opens what stands behind it. */
export function FiguresTable<Select>({ table, caption, onSelect, strong }: FiguresTableProps<Select>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={`${caption}, as a table`}>
      <table className={classes.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.label} scope="col" data-numeric={column.numeric}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            <tr key={row.cells[0]?.text ?? at} data-strong={strong?.(at) ?? false}>
              {row.cells.map((cell, column) => (
                <td key={table.columns[column]?.label} data-numeric={table.columns[column]?.numeric}>
                  {column === 0 && row.select !== null && onSelect ? (
                    <button
                      type="button"
                      className={classes.open}
                      title={cell.text}
                      onClick={() => row.select !== null && onSelect(row.select)}
                    >
                      {cell.text}
                    </button>
                  ) : (
                    cell.text
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
