import { Link } from 'wouter';
import type { TimeInStageRow } from '#shared/results/metrics';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { Figure } from '../../components/figure';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useScopedPath } from '../../state/use-scope';
import classes from './overview.module.css';

const title = 'Slowest step';

/** The stage with the longest median visit, with the figure most tools print beside it. */
export function BottleneckCard({ slowest }: { slowest: TimeInStageRow | null }) {
  const format = useFormat();
  const scoped = useScopedPath();
  const { openDrill } = useDrill();
  if (!slowest) {
    return (
      <Card title={title}>
        <EmptyState
          title="Time in stage cannot be measured yet"
          hint="It needs dates of stage changes: import a stage history export, or a second export of the same list."
        />
      </Card>
    );
  }
  const open = (part: 'visits' | 'open') => () =>
    openDrill({
      title: part === 'open' ? `Now in ${slowest.stage}` : `Visits to ${slowest.stage}`,
      behind: { metric: 'time-in-stage', stage: slowest.stage, part },
      definition: 'time-in-stage',
      method: 'metric.timeInStage',
    });
  return (
    <Card
      title={`${slowest.stage} is the slowest step`}
      caption="Length of a visit to the stage, visits still going on counted as unfinished"
      footer={
        <Link href={scoped('/velocity')} className={classes.link}>
          Time in every stage
        </Link>
      }
    >
      <div className={classes.figures}>
        <Figure
          label="Median"
          value={format.number(slowest.median)}
          unit="days"
          interval={
            slowest.low === null || slowest.high === null
              ? undefined
              : `${format.number(slowest.low)}–${format.number(slowest.high)}`
          }
          naive={slowest.naiveMean === null ? undefined : `naive mean ${format.days(slowest.naiveMean)}`}
          onOpen={open('visits')}
        />
        <Figure
          label="One in five takes longer than"
          value={format.number(slowest.p80)}
          unit={slowest.p80 === null ? undefined : 'days'}
          basis={slowest.p90 === null ? undefined : `one in ten ${format.days(slowest.p90)}`}
        />
        <Figure
          label="There now"
          tone="open"
          value={format.count(slowest.open)}
          unit="deals"
          basis={`${format.count(slowest.visits)} visits in all`}
          onOpen={open('open')}
        />
      </div>
    </Card>
  );
}
