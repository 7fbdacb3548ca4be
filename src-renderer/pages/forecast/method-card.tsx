import type { ForecastAnswer } from '#shared/results/forecast';
import { forecastMethodNames, methodInSentence } from '#shared/results/forecast-method-names';
import { Card } from '../../components/card';
import { WarningList } from '../../components/warning-list';
import { useFormat } from '../../state/use-format';
import classes from './forecast.module.css';

const historyWords: Readonly<Record<ForecastAnswer['history'], string>> = {
  full: 'a full history of stages',
  snapshots: 'lists of several days',
  dates: 'dates of creation and closing',
  closed: 'closed deals alone',
  none: 'too little history to learn from',
};

/** By which method, from which evidence, what it cannot say, and how it and simpler ones did at this week before. */
export function MethodCard({ answer }: { answer: ForecastAnswer }) {
  const format = useFormat();
  const { method, history, reasons, trackRecord, baselines, learnedFrom } = answer;
  const value = (name: string) => baselines.find((one) => one.method === name)?.value ?? null;
  const covered = trackRecord.some(({ coverage80 }) => coverage80 !== null);
  const records = [...trackRecord].sort((a, b) => (a.wape ?? 9) - (b.wape ?? 9));
  return (
    <Card
      title={`By ${methodInSentence(method)}${history === 'none' ? ': ' : ', from '}${historyWords[history]}`}
      caption={
        records.length > 0
          ? `How each method did at this week of the ${format.count(Math.max(...records.map(({ periods }) => periods)))} periods before, with what was known then`
          : `Learned from ${format.count(learnedFrom)} past periods`
      }
    >
      {records.length > 0 ? (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Method</th>
                {['Says now', 'Mean error', 'Bias', ...(covered ? ['Inside 80%'] : []), 'Periods'].map(
                  (head) => (
                    <th key={head} scope="col" data-numeric="true">
                      {head}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {records.map((row) => (
                <tr key={row.method}>
                  <td style={row.method === method ? { fontWeight: 600 } : undefined}>
                    {forecastMethodNames[row.method]}
                    {row.method === method ? ' (in use)' : ''}
                  </td>
                  <td data-numeric="true">{format.moneyShort(value(row.method))}</td>
                  <td data-numeric="true">{format.percent(row.wape)}</td>
                  <td data-numeric="true">{format.percent(row.bias)}</td>
                  {covered ? <td data-numeric="true">{format.percent(row.coverage80)}</td> : null}
                  <td data-numeric="true">{format.count(row.periods)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {reasons.map((reason) => (
        <p key={reason.code} className={classes.note}>
          {reason.message}
          {reason.lost ? ` What is lost: ${reason.lost}.` : ''}
          {reason.export ? ` What would help: ${reason.export}.` : ''}
        </p>
      ))}
      <WarningList warnings={answer.warnings} />
    </Card>
  );
}
