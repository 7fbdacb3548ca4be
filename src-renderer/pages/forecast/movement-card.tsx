import { Link } from 'wouter';
import type { MovedDeal, MovementAnswer, MovementReason } from '#shared/results/outlook';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { WarningList } from '../../components/warning-list';
import { useFormat } from '../../state/use-format';
import { useScopedPath } from '../../state/use-scope';
import classes from './forecast.module.css';
import { signed } from './key-figures';
import { reasonWords } from './reason-words';

const shownDeals = 1;

/** Why the outlook is another one than a week ago; the reasons add up. */
export function MovementCard({ answer, ofPeriod = false }: { answer: MovementAnswer; ofPeriod?: boolean }) {
  const format = useFormat();
  const by = answer.after.mean - answer.before.mean;
  const rows = answer.rows.filter(({ deals, amount }) => deals > 0 || amount !== 0);
  if (rows.length === 0) {
    return (
      <Card title="What moved the outlook">
        <EmptyState title="Nothing moved" hint="Choose an earlier day to compare with." />
      </Card>
    );
  }
  return (
    <Card
      title={`The ${ofPeriod ? `forecast of ${answer.period}` : 'mean'} went from ${format.moneyShort(answer.before.mean)} to ${format.moneyShort(answer.after.mean)}`}
      caption={`${format.day(answer.from)} to ${format.day(answer.to)}; each deal has one reason, and ${answer.identityHolds ? 'the reasons add up to the cent' : 'the reasons do not add up: report this'}`}
    >
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col" data-numeric="true">
                Deals
              </th>
              <th scope="col" data-numeric="true">
                Mean
              </th>
              <th scope="col">Most by</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ reason, deals, amount }) => (
              <tr key={reason}>
                <td>{reasonWords[reason].title}</td>
                <td data-numeric="true">{deals > 0 ? format.count(deals) : '–'}</td>
                <td data-numeric="true">{signed(amount, format)}</td>
                <td>
                  <Named deals={answer.deals} reason={reason} />
                </td>
              </tr>
            ))}
            <tr data-total="true">
              <td>Change of the mean</td>
              <td />
              <td data-numeric="true">{signed(by, format)}</td>
              <td />
            </tr>
          </tbody>
        </table>
      </div>
      <WarningList warnings={answer.warnings} />
    </Card>
  );
}

/** The deals that a reason moved most. */
function Named({ deals, reason }: { deals: readonly MovedDeal[]; reason: MovementReason }) {
  const scoped = useScopedPath();
  const format = useFormat();
  const named = deals.filter((deal) => deal.reason === reason).slice(0, shownDeals);
  return (
    <span className={classes.facts}>
      {named.map((deal, at) => (
        <span key={deal.id}>
          {at > 0 ? ', ' : ''}
          <Link href={scoped(`/deals/${encodeURIComponent(deal.id)}`)} className={classes.open}>
            {deal.name ?? deal.id}
          </Link>{' '}
          {signed(deal.after - deal.before, format)}
        </span>
      ))}
    </span>
  );
}
