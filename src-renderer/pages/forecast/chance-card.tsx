import { useCallback } from 'react';
import { Link } from 'wouter';
import type { ForecastAnswer } from '#shared/results/forecast';
import type { ChartContext } from '../../charts/chart-model';
import { forecastDots } from '../../charts/forecast-dots';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { EmptyState } from '../../components/empty-state';
import { useFormat } from '../../state/use-format';
import { useScopedPath } from '../../state/use-scope';
import classes from './forecast.module.css';
import { useForecastDrill } from './use-forecast-drill';

/** The chance of the target, as twenty equally likely outcomes. */
export function ChanceCard({ answer, stale }: { answer: ForecastAnswer; stale: boolean }) {
  const format = useFormat();
  const scoped = useScopedPath();
  const drills = useForecastDrill(answer);
  const { dots, target, targetProbability, daysLeft } = answer;
  const build = useCallback(
    (context: ChartContext) => forecastDots({ dots, target }, context),
    [dots, target],
  );
  if (daysLeft === 0 || dots.length === 0) {
    return (
      <Card title="Chance of the target">
        <EmptyState title="Nothing is open any more" hint="The period is over; what it came to is known." />
      </Card>
    );
  }
  const over = target === null ? 0 : dots.filter((dot) => dot >= target).length;
  const title =
    target === null
      ? `${dots.length} equally likely outcomes`
      : `${over} of ${dots.length} equally likely outcomes reach the target`;
  return (
    <ChartCard
      title={title}
      caption={
        target === null
          ? 'Each dot is one outcome in twenty'
          : `Each dot is one outcome in twenty; the chance is ${format.percent(targetProbability, 1)}`
      }
      build={build}
      about={drills.definition}
      stale={stale}
      footer={
        <>
          <Levels answer={answer} />
          {target === null ? (
            <Link
              href={`${scoped('/forecast')}${scoped('/forecast').includes('?') ? '&' : '?'}part=plan`}
              className={classes.link}
            >
              Set a target
            </Link>
          ) : null}
        </>
      }
    />
  );
}

/** The distribution in words: what is reached in how many cases. */
function Levels({ answer }: { answer: ForecastAnswer }) {
  const format = useFormat();
  const { p10, p25, p50, p75, p90 } = answer;
  const rows = [
    ['9 of 10', p10],
    ['3 of 4', p25],
    ['1 of 2', p50],
    ['1 of 4', p75],
    ['1 of 10', p90],
  ] as const;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">In so many cases</th>
          <th scope="col" data-numeric="true">
            At least
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([cases, amount]) => (
          <tr key={cases}>
            <td>{cases}</td>
            <td data-numeric="true">{format.moneyShort(amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
