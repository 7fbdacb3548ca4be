import type { ReactNode } from 'react';
import classes from './chart-key.module.css';

export type KeyEntry = {
  mark:
    | 'further'
    | 'back'
    | 'undecided'
    | 'lost'
    | 'loss'
    | 'won'
    | 'open'
    | 'forecast'
    | 'expected'
    | 'interval'
    | 'naive'
    | 'dot'
    | 'ring'
    | 'bar'
    | 'line'
    | 'dashed';
  text: ReactNode;
};

/** Says what the marks of a chart mean, in the order they are met. */
export function ChartKey({ entries }: { entries: readonly KeyEntry[] }) {
  return (
    <ul className={classes.key}>
      {entries.map(({ mark, text }) => (
        <li key={mark} className={classes.entry}>
          <span className={classes.mark} data-mark={mark} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}
