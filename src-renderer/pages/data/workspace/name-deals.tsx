import { OpenButton } from '../../../components/open-button';
import { useDrill } from '../../../state/use-drill';
import { useFormat } from '../../../state/use-format';
import { counted } from '../words';
import classes from './findings-card.module.css';
import { wholeData } from './whole-data';

type Props = { field: string; value: string; deals: number; asOf: string };

/** A name with its deals, which it opens; one that only a joined file has stands alone. */
export function NameDeals({ field, value, deals, asOf }: Props) {
  const format = useFormat();
  const { openDrill } = useDrill();
  return (
    <span className={classes.value}>
      {deals === 0 ? (
        <span className={classes.name}>{value}</span>
      ) : (
        <OpenButton
          onClick={() =>
            openDrill({ title: value, behind: { metric: 'field', field, value }, scope: wholeData(asOf) })
          }
        >
          {value}
        </OpenButton>
      )}
      <span className={classes.count}>
        {deals === 0 ? 'in the joined file' : counted(deals, format.count(deals), 'deal')}
      </span>
    </span>
  );
}
