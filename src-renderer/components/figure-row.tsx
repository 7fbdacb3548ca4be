import type { ReactNode } from 'react';
import classes from './figure-row.module.css';

/** Key figures side by side, parted by hairlines. */
export function FigureRow({ children }: { children: ReactNode }) {
  return <section className={classes.row}>{children}</section>;
}
