import type { ReactNode } from 'react';
import classes from './figure.module.css';

type FigureProps = {
  label: string;
  /** The formatted value; the unit stands small and muted behind it. */
  value: ReactNode;
  unit?: string | undefined;
  /** Interval, formatted: "34–42 %". */
  interval?: string | undefined;
  /** Number of deals behind it, in words: "4,238 of 6,711 closed". */
  basis?: ReactNode;
  /** The figure that most tools print, where it differs: "naive 39 %". */
  naive?: ReactNode;
  /** Colour of a small mark before the label, when the figure is about one outcome. */
  tone?: 'won' | 'lost' | 'open' | undefined;
  /** Opens what stands behind the number. */
  onOpen?: (() => void) | undefined;
};

/** A key figure. With `onOpen` the value is a button that opens the deals behind it. */
export function Figure({ label, value, unit, interval, basis, naive, tone, onOpen }: FigureProps) {
  const number = (
    <>
      <span className={classes.value}>{value}</span>
      {unit ? <span className={classes.unit}>{unit}</span> : null}
    </>
  );
  return (
    <div className={classes.figure}>
      <div className={classes.label}>
        {tone ? <span className={classes.mark} data-tone={tone} aria-hidden="true" /> : null}
        {label}
      </div>
      <div className={classes.line}>
        {onOpen ? (
          <button type="button" className={classes.open} onClick={onOpen} title="Show the deals behind it">
            {number}
          </button>
        ) : (
          <span>{number}</span>
        )}
        {interval ? <span className={classes.interval}>{interval}</span> : null}
      </div>
      {basis ? <div className={classes.basis}>{basis}</div> : null}
      {naive ? <div className={classes.naive}>{naive}</div> : null}
    </div>
  );
}
