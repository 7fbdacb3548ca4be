import type { ForecastAnswer } from '#shared/results/forecast';
import type { GapAnswer } from '#shared/results/outlook';
import type { Formatters } from '../../../charts/formatters';
import { Card } from '../../../components/card';
import { useFormat } from '../../../state/use-format';
import classes from '../forecast.module.css';
import { useGap } from './use-gap';

/** How much has to be created by when, given how long deals take to be won. */
export function LeadTimeCard({ answer }: { answer: ForecastAnswer }) {
  const format = useFormat();
  const { data: gap } = useGap(answer.target);
  if (!gap || gap.steps.length === 0) {
    return (
      <Card title="New pipeline, and by when">
        <p className={classes.note}>The period is over, or no deal has been won yet.</p>
      </Card>
    );
  }
  const missing = (gap.gap ?? 0) > 0;
  return (
    <Card
      title={titleOf(gap, format)}
      caption={`From how long deals took from creation to being won; a win is worth ${format.moneyShort(gap.averageWon)}, a new deal ${format.moneyShort(gap.averageCreated)}`}
    >
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Created on</th>
              {['Days left', 'Won in time', ...(missing ? ['Deals', 'Value'] : [])].map((head) => (
                <th key={head} scope="col" data-numeric="true">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {gap.steps.map((step) => (
              <tr key={step.day}>
                <td>{format.day(step.day)}</td>
                <td data-numeric="true">{format.count(step.daysLeft)}</td>
                <td data-numeric="true">{format.percent(step.share, 1)}</td>
                {missing ? (
                  <>
                    <td data-numeric="true">{step.deals === null ? 'too late' : format.count(step.deals)}</td>
                    <td data-numeric="true">{format.moneyShort(step.value)}</td>
                  </>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function titleOf({ gap, steps, leadTime, lastDay }: GapAnswer, format: Formatters): string {
  const first = steps[0];
  const lead = leadTime === null ? '' : `half of the wins take ${format.days(Math.round(leadTime))} or more`;
  if (gap === null || !first) return lead === '' ? 'New pipeline, and by when' : `From creation, ${lead}`;
  if (gap <= 0) return lead === '' ? 'Nothing is missing' : `Nothing is missing; ${lead}`;
  if (first.deals === null) return `New deals come too late: ${lead}`;
  return lastDay !== null && lastDay < first.day
    ? `${format.moneyShort(first.value)} of new pipeline today would close the gap; ${lead}`
    : `${format.moneyShort(first.value)} of new pipeline today closes the gap; after ${format.day(lastDay)} most wins come too late`;
}
