import type { ForecastAnswer } from '#shared/results/forecast';
import { forecastMethodNames } from '#shared/results/forecast-method-names';
import { Card } from '../../../components/card';
import { Column } from '../../../components/page';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import classes from '../forecast.module.css';
import { useForecastScope } from '../use-outlook';

/** What was said of the period on earlier days, as it was kept then; nothing before the second one. */
export function SaidCard({ answer }: { answer: ForecastAnswer }) {
  const format = useFormat();
  const scope = useForecastScope();
  const { data: kept = [] } = useMetric('outlooks.list', { ...scope, period: answer.period });
  if (kept.length === 0) return null;
  const over = answer.daysLeft === 0;
  return (
    <Column span={12}>
      <Card
        title={`What was said of ${answer.period}, as it stood`}
        caption="The first outlook that was looked at on each day, kept in the workspace; a forecast as of the same day may say something else since more history was imported"
      >
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">As of</th>
                {['Won', 'P10', 'P50', 'P90', 'Target', 'Reached', ...(over ? ['Came'] : [])].map((head) => (
                  <th key={head} scope="col" data-numeric="true">
                    {head}
                  </th>
                ))}
                <th scope="col">Method</th>
              </tr>
            </thead>
            <tbody>
              {kept.map((one) => (
                <tr key={`${one.asOf} ${one.asked}`}>
                  <td>{format.day(one.asOf)}</td>
                  {[one.wonToDate, one.p10, one.p50, one.p90, one.target].map((amount, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a row stand still
                    <td key={at} data-numeric="true">
                      {format.moneyShort(amount)}
                    </td>
                  ))}
                  <td data-numeric="true">{format.percent(one.targetProbability)}</td>
                  {over ? <td data-numeric="true">{format.moneyShort(answer.wonToDate)}</td> : null}
                  <td>{methodName(one.method)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </Column>
  );
}

function methodName(method: string): string {
  const names: Readonly<Record<string, string>> = forecastMethodNames;
  return names[method] ?? method;
}
