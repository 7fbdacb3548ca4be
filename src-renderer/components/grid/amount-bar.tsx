import classes from './amount-bar.module.css';

type Props = { text: string; value: number | null; largest: number };

/** A number with a bar behind it that is as long as the number is large. */
export function AmountBar({ text, value, largest }: Props) {
  const share = value === null || largest <= 0 ? 0 : Math.max(0, Math.min(1, value / largest));
  return (
    <span className={classes.cell}>
      <span className={classes.track} aria-hidden>
        {share > 0 ? <span className={classes.bar} style={{ width: `${share * 100}%` }} /> : null}
      </span>
      <span className={classes.value}>{text}</span>
    </span>
  );
}
