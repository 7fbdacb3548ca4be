import type { HealthAnswer, HealthScores } from '#shared/results/health';
import { Card } from '../../components/card';
import { useFormat } from '../../state/use-format';
import classes from './health.module.css';

const labels: Record<keyof HealthScores, string> = {
  freshness: 'Freshness',
  touches: 'Touches',
  movement: 'Movement',
  frontLoad: 'Front load',
  amount: 'With an amount',
  nextStep: 'Next steps',
};

/** Shares of the open deals that are as they should be, and what each is made of. */
export function ScoresCard({ answer }: { answer: HealthAnswer }) {
  const format = useFormat();
  return (
    <Card title="Health in six shares" caption="Each says of how many open deals it is, and what counts">
      <dl className={classes.scores}>
        {Object.entries(answer.scores).map(([name, { value, deals, of, text }]) => (
          <div key={name} className={classes.score}>
            <dt>{labels[name as keyof HealthScores]}</dt>
            <dd className={classes.share}>{format.percent(value)}</dd>
            <dd className={classes.meter} aria-hidden="true">
              <span style={{ width: `${Math.round((value ?? 0) * 100)}%` }} />
            </dd>
            <dd className={classes.basis}>
              {of === 0 ? text : `${format.count(deals)} of ${format.count(of)} ${text}`}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
