import type { ForecastAnswer } from '#shared/results/forecast';
import type { HorizonRow } from '#shared/results/outlook';
import { Card } from '../../components/card';
import { Column } from '../../components/page';
import { useFormat } from '../../state/use-format';
import classes from './forecast.module.css';
import { useOutlookParts } from './use-outlook-parts';

const names: Readonly<Record<string, string>> = {
  overdue: 'Overdue',
  '30': 'Within 30 days',
  '60': '31–60 days',
  '90': '61–90 days',
  '180': '91–180 days',
  '365': 'Up to a year',
  '730': 'Up to two years',
  '1825': 'Up to five years',
  later: 'Later',
  undated: 'No date',
};

/** Open deals by when they are due. */
export function HorizonCard({ answer }: { answer: ForecastAnswer }) {
  const { data: parts } = useOutlookParts();
  const format = useFormat();
  if (!parts || parts.n === 0 || answer.daysLeft === 0) return null;
  const rows = parts.horizon.filter(({ deals }) => deals > 0);
  // Of deals without close dates there is nothing to say but that.
  if (rows.every(({ bucket }) => bucket === 'undated')) return null;
  const most = Math.max(1, ...rows.map(({ amount }) => amount));
  return (
    <Column span={6}>
      <Card
        title={titleOf(rows, format.moneyShort)}
        caption="Open deals by the close date they have now; expected is what they bring in this period"
      >
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Due</th>
                <th scope="col" data-numeric="true">
                  Deals
                </th>
                <th scope="col" data-numeric="true">
                  Amount
                </th>
                <th scope="col" data-numeric="true">
                  Expected in {parts.period}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.bucket}>
                  <td>{names[row.bucket] ?? row.bucket}</td>
                  <td data-numeric="true">{format.count(row.deals)}</td>
                  <td data-numeric="true">
                    {format.moneyShort(row.amount)}
                    <div
                      className={classes.bar}
                      style={{ width: `${Math.max(3, (row.amount / most) * 100)}%` }}
                      aria-hidden="true"
                    />
                  </td>
                  <td data-numeric="true">{format.moneyShort(row.expected)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </Column>
  );
}

function titleOf(rows: readonly HorizonRow[], money: (n: number) => string): string {
  const overdue = rows.find(({ bucket }) => bucket === 'overdue');
  const soon = rows.filter(({ bucket }) => ['30', '60', '90'].includes(bucket));
  const amount = soon.reduce((sum, row) => sum + row.amount, 0);
  const late = overdue ? `, ${money(overdue.amount)} is overdue` : '';
  return `${money(amount)} is due within 90 days${late}`;
}
