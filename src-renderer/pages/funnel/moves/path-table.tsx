import type { ReactNode } from 'react';
import classes from './path-table.module.css';

type PathTableProps = {
  /** Heading of the names. */
  first: string;
  figures: readonly string[];
  /** The rows. */
  children: ReactNode;
};

/** Names with their figures in columns. */
export function PathTable({ first, figures, children }: PathTableProps) {
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {figures.map((label) => (
              <th key={label} scope="col" data-numeric="true">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
