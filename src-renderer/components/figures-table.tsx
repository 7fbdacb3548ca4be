import type { ChartTable, TableCell } from '../charts/chart-model';
import classes from './figures-table.module.css';
import { OpenButton } from './open-button';

type FiguresTableProps<Select> = {
  table: ChartTable<Select>;
  caption: string;
  onSelect?: ((select: Select) => void) | undefined;
  /** Marks one row, e.g. the slowest stage. */
  strong?: ((row: number) => boolean) | undefined;
};

/** The figures of a chart as a table; the first cell of a row, and cells that stand for deals of their own, open what stands behind. */
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
                  <CellText
                    text={cell.text}
                    label={
                      column === 0
                        ? undefined
                        : labelOf(row.cells[0]?.text, table.columns[column]?.label, cell)
                    }
                    select={row.cellSelects?.[column] ?? (column === 0 ? row.select : null)}
                    onSelect={onSelect}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function labelOf(row: string | undefined, column: string | undefined, { text }: TableCell): string {
  return `${row ?? ''}, ${column ?? ''}: ${text}`;
}

type CellTextProps<Select> = {
  text: string;
  /** What the figure is, to people who cannot see rows and columns. */
  label: string | undefined;
  select: Select | null;
  onSelect: ((select: Select) => void) | undefined;
};

function CellText<Select>({ text, label, select, onSelect }: CellTextProps<Select>) {
  if (select === null || !onSelect) return text;
  return (
    <OpenButton title={label === undefined ? text : undefined} label={label} onClick={() => onSelect(select)}>
      {text}
    </OpenButton>
  );
}
