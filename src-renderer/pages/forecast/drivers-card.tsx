import { Link } from 'wouter';
import type { ForecastAnswer, ForecastDriver } from '#shared/results/forecast';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { useFormat } from '../../state/use-format';
import { useScopedPath } from '../../state/use-scope';
import classes from './forecast.module.css';

/** The deals that move the outlook most, each with its chance and what hangs on it. */
export function DriversCard({ answer }: { answer: ForecastAnswer }) {
  const { drivers } = answer;
  const format = useFormat();
  if (drivers.length === 0) {
    return (
      <Card title="Deals to watch">
        <EmptyState
          title="No single deal moves it"
          hint={
            answer.daysLeft === 0
              ? 'The period is over.'
              : 'The method in use gives no chances to single deals, or no deal is open.'
          }
        />
      </Card>
    );
  }
  const most = Math.max(...drivers.map(({ swing }) => swing));
  const share = drivers.reduce((sum, { varianceShare }) => sum + varianceShare, 0);
  return (
    <Card
      title={titleOf(drivers.length, share, format.percent)}
      caption="Chance of being won by the end of the period; the range of the whole outlook moves from the first P10 to the second with the deal"
    >
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Deal</th>
              <th scope="col" data-numeric="true">
                Amount
              </th>
              <th scope="col" data-numeric="true">
                Chance
              </th>
              <th scope="col" data-numeric="true">
                P10 if lost / won
              </th>
            </tr>
          </thead>
          <tbody>
            {drivers.map((driver) => (
              <DriverRow key={`${driver.key} ${driver.life}`} driver={driver} share={driver.swing / most} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

/** Where the outlook rests on many deals alike, watching some of them says little. */
function titleOf(count: number, share: number, percent: (share: number) => string): string {
  if (share < 0.1)
    return `Deals to watch: none stands out, the ${count} largest carry ${percent(share)} of what is open`;
  return `Deals to watch: ${count === 1 ? 'one carries' : `these ${count} carry`} ${percent(share)} of what single deals leave open`;
}

function DriverRow({ driver, share }: { driver: ForecastDriver; share: number }) {
  const format = useFormat();
  const scoped = useScopedPath();
  const { id, name, owner, stage, amount, expectedClose, probability, p10IfLost, p10IfWon, daysInStage } =
    driver;
  const facts = [
    stage,
    owner,
    expectedClose ? `due ${format.day(expectedClose)}` : null,
    daysInStage === null ? null : `${format.days(Math.round(daysInStage))} in stage`,
  ].filter((fact) => fact !== null);
  return (
    <tr>
      <td>
        <Link href={scoped(`/deals/${encodeURIComponent(id)}`)} className={classes.link}>
          {name ?? id}
        </Link>
        <div className={classes.facts}>{facts.join(' · ')}</div>
      </td>
      <td data-numeric="true">
        {format.moneyShort(amount)}
        <div className={classes.bar} style={{ width: `${Math.max(4, share * 100)}%` }} aria-hidden="true" />
      </td>
      <td data-numeric="true">{format.percent(probability)}</td>
      <td data-numeric="true">
        {p10IfLost === null || p10IfWon === null
          ? '–'
          : `${format.moneyShort(p10IfLost)} / ${format.moneyShort(p10IfWon)}`}
      </td>
    </tr>
  );
}
