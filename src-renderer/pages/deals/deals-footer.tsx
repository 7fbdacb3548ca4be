import type { DealsResult } from '#shared/results/metrics';
import { useFormat } from '../../state/use-format';
import { counted } from '../data/words';
import classes from './deals-page.module.css';

/** Totals of everything that matches, not only of the rows in view. */
export function DealsFooter({ data }: { data: DealsResult | undefined }) {
  const format = useFormat();
  if (!data) return null;
  return (
    <>
      <span>
        <b className={classes.total}>{format.count(data.total)}</b> {counted(data.total, '', 'deal').trim()}
      </span>
      {data.totalValue !== 0 && (
        <span>
          <b className={classes.total}>{format.money(data.totalValue)}</b> in total
        </span>
      )}
      {data.totalValue !== 0 && (
        <span>
          <b className={classes.total}>{format.money(data.totalValue / data.total)}</b> a deal
        </span>
      )}
    </>
  );
}
