import { useFormat } from '../../../state/use-format';
import classes from './confidence.module.css';

/** How sure a reading is, as a short bar with the figure beside it. */
export function Confidence({ share }: { share: number }) {
  const format = useFormat();
  return (
    <span className={classes.confidence} data-low={share < 0.7 || undefined}>
      <span className={classes.track} aria-hidden>
        <span className={classes.bar} style={{ width: `${share * 100}%` }} />
      </span>
      {format.percent(share)}
    </span>
  );
}
