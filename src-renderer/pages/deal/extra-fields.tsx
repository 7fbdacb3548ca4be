import type { DealResult } from '#shared/results/metrics';
import { Card } from '../../components/card';
import { useFormat } from '../../state/use-format';
import { useStatus } from '../../state/use-workspace';
import { plainNumber } from '../deals/plain-number';
import classes from './deal-page.module.css';

/** Told among the facts. */
const shownAbove = new Set(['amount_origin']);

/** Every further column of the files, as it was imported. */
export function ExtraFields({ extra }: { extra: DealResult['extra'] }) {
  const format = useFormat();
  const { data: status } = useStatus();
  const labels = new Map(status?.fields.map(({ field, label }) => [field, label]));
  const filled = Object.entries(extra).filter(
    ([field, value]) => value !== null && value !== '' && !shownAbove.has(field),
  );
  if (filled.length === 0) return null;
  const text = (value: string | number | boolean | null) => {
    if (typeof value === 'number') return plainNumber(value, format.locale);
    if (typeof value === 'boolean') return value ? 'Yes' : 'No';
    return value;
  };
  return (
    <Card title="More from your files">
      <dl className={classes.facts}>
        {filled.map(([field, value]) => (
          <div key={field} className={classes.fact}>
            <dt title={field}>{labels.get(field) ?? field}</dt>
            <dd>{text(value)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
