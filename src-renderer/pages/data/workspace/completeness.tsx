import { useFormat } from '../../../state/use-format';
import classes from './completeness.module.css';

/** A share as a bar over its whole, with the figure behind it. */
export function Completeness({ share }: { share: number }) {
  const format = useFormat();
  return (
    <span className={classes.completeness}>
      <span className={classes.track} aria-hidden>
        <span className={classes.bar} style={{ width: `${share * 100}%` }} />
      </span>
      <span className={classes.figure}>{format.percent(share)}</span>
    </span>
  );
}
