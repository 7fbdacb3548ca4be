import type { DealResult } from '#shared/results/metrics';
import { Card } from '../../components/card';
import { useFormat } from '../../state/use-format';
import classes from './deal-page.module.css';

/** Every further column of the files, as it was imported. */
export function ExtraFields({ extra }: { extra: DealResult['extra'] }) {
  const format = useFormat();
  const filled = Object.entries(extra).filter(([, value]) => value !== null && value !== '');
  if (filled.length === 0) return null;
  const text = (value: string | number | boolean | null) => {
    if (typeof value === 'number') return format.number(value);
    if (typeof value === 'boolean') return value ? 'Yes' : 'No';
    return value;
  };
  return (
    <Card title="More from your files">
      <dl className={classes.facts}>
        {filled.map(([label, value]) => (
          <div key={label} className={classes.fact}>
            <dt>{label}</dt>
            <dd>{text(value)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
