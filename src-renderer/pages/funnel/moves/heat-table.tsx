import type { CSSProperties } from 'react';
import classes from './heat-table.module.css';

/** A cell of a heat table; `label` says what it is to people who cannot see rows and columns. */
export type HeatCell = { text: string; value: number; colour: string; label: string; open: () => void };

type HeatTableProps = {
  caption: string;
  corner: string;
  columns: readonly string[];
  rows: readonly { name: string; cells: readonly (HeatCell | null)[]; total: string }[];
  /** Heading of the sums of the rows. */
  total: string;
};

/** Counts in rows and columns, the larger the deeper the tint; each opens its deals. */
export function HeatTable({ caption, corner, columns, rows, total }: HeatTableProps) {
  const most = Math.max(1, ...rows.flatMap(({ cells }) => cells.map((cell) => cell?.value ?? 0)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={caption}>
      <table className={classes.matrix}>
        <caption className="visually-hidden">{caption}</caption>
        <thead className={classes.heads}>
          <tr>
            <th scope="col" className={classes.corner}>
              {corner}
            </th>
            {columns.map((name) => (
              <th key={name} scope="col" className={classes.column} title={name}>
                <span>{name}</span>
              </th>
            ))}
            <th scope="col">{total}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row" title={row.name}>
                {row.name}
              </th>
              {row.cells.map((cell, at) => (
                <td key={columns[at]}>{cell ? <Cell cell={cell} most={most} /> : null}</td>
              ))}
              <td className={classes.total}>{row.total}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ cell, most }: { cell: HeatCell; most: number }) {
  // Square roots, so that rare moves are seen beside the usual ones.
  const heat = { '--heat': Math.sqrt(cell.value / most), '--cell': cell.colour } as CSSProperties;
  return (
    <button type="button" className={classes.cell} style={heat} aria-label={cell.label} onClick={cell.open}>
      {cell.text}
    </button>
  );
}
