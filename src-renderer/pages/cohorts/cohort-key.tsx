import type { CohortMeasure } from '../../charts/cohort-cells';
import classes from './cohort-key.module.css';

type CohortKeyProps = {
  measure: CohortMeasure;
  /** Whether cells that were not seen in full are projected. */
  projected: boolean;
};

/** Says what the tint and the hatching of the cells mean. */
export function CohortKey({ measure, projected }: CohortKeyProps) {
  return (
    <ul className={classes.key} data-measure={measure}>
      <li className={classes.entry}>
        <span className={classes.scale} aria-hidden="true" />
        {measure === 'rate' ? 'Lower to higher' : 'Fewer to more'}, seen in full
      </li>
      <li className={classes.entry}>
        <span className={classes.cell} aria-hidden="true" />
        {projected
          ? 'Not seen in full: expected, with its band on hover and in the table'
          : 'Not seen in full: so far'}
      </li>
    </ul>
  );
}
