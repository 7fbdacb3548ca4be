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
    | 'dashed'
    | 'dashes'
    | 'strong'
    | 'won-line'
    | 'lost-line'
    | 'open-dot'
    | 'forecast-dot'
    | 'triangle'
    | 'square'
    | 'diamond'
    | 'pale';
  text: ReactNode;
  /** Another colour than the mark has. */
  fill?: string;
};

/** Says what the marks of a chart mean, in the order they are met. */
export function ChartKey({ entries }: { entries: readonly KeyEntry[] }) {
  return (
    <ul className={classes.key}>
      {entries.map(({ mark, text, fill }) => (
        <li key={`${mark} ${fill ?? ''}`} className={classes.entry}>
          <span
            className={classes.mark}
            data-mark={mark}
            style={fill ? { background: fill } : undefined}
            aria-hidden="true"
          />
          {text}
        </li>
      ))}
    </ul>
  );
}
