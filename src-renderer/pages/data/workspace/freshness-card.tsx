import type { SourceFreshness } from '#shared/results/quality';
import { daysBetween } from '#shared/time/day';
import { Card } from '../../../components/card';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import { counted, kindLabels, systemLabel } from '../words';
import classes from './freshness-card.module.css';

/** How new each kind of file is, and the export that would say more. */
export function FreshnessCard() {
  const { data } = useMetric('data.quality', {});
  const format = useFormat();
  if (!data || data.sources.length === 0) return null;
  return (
    <Card title="How new the files are" caption="By the latest day in them, up to the as-of day of the data.">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Files</th>
            <th scope="col">Newest day</th>
          </tr>
        </thead>
        <tbody>
          {data.sources.map((source) => (
            <SourceRow key={`${source.kind} ${source.system}`} source={source} asOf={data.asOf} />
          ))}
        </tbody>
      </table>
      {data.raise && (
        <p className={classes.raise}>
          {data.repeatVisits
            ? `${counted(data.repeatVisits, format.count(data.repeatVisits), 'deal')} came back to a stage, which the dates do not show. `
            : ''}
          {data.raise}
        </p>
      )}
    </Card>
  );
}

function SourceRow({ source, asOf }: { source: SourceFreshness; asOf: string }) {
  const format = useFormat();
  const behind = source.newest === null ? null : Math.max(0, daysBetween(source.newest, asOf));
  return (
    <tr>
      <th scope="row">
        {kindLabels[source.kind]}
        <span className={classes.system}>
          {systemLabel(source.system)}, {counted(source.rows, format.count(source.rows), 'row')}
        </span>
      </th>
      <td>
        {source.newest === null ? 'No dates' : format.day(source.newest)}
        <span className={classes.system}>{behindText(behind, format.count)}</span>
      </td>
    </tr>
  );
}

function behindText(days: number | null, count: (n: number) => string): string {
  if (days === null) return '';
  return days === 0 ? 'Up to date' : `${counted(days, count(days), 'day')} behind`;
}
