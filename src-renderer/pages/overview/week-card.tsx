import { useMemo } from 'react';
import { Link } from 'wouter';
import { addDays } from '#shared/time/day';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { MetricState } from '../../components/metric-state';
import { MoverList } from '../../components/mover-list';
import { ChartSkeleton } from '../../components/skeletons';
import { useStageTimes } from '../../components/stage-times-card';
import type { ResolvedScope } from '../../state/scope';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope, useScopedPath } from '../../state/use-scope';
import classes from './overview.module.css';

const title = 'Changed this week';
const mostSentences = 5;

/** What moved in the seven days to the as-of day, whatever the period; asked when the rest of the page is there. */
export function WeekCard() {
  const { scope, asOf } = useScope();
  const format = useFormat();
  const scoped = useScopedPath();
  const stages = useStageTimes();
  const days = useMemo<ResolvedScope>(
    () => ({ ...scope, ...(asOf ? { from: addDays(asOf, -7), to: asOf } : {}) }),
    [scope, asOf],
  );
  const query = useMetric(
    'metric.movers',
    { ...days, limit: 1 },
    { enabled: asOf !== null && !stages.isPending },
  );
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title}>
          <ChartSkeleton height={150} bars={5} />
        </Card>
      }
    >
      {(answer) => (
        <Card title={title} caption={format.range(addDays(answer.from, 1), answer.to)}>
          {answer.rows.length === 0 ? (
            <EmptyState title="Nothing moved" hint="No deal came, closed or changed in these seven days." />
          ) : (
            <MoverList answer={{ ...answer, rows: answer.rows.slice(0, mostSentences) }} days={days} />
          )}
          <Link href={scoped('/changes')} className={`${classes.link} ${classes.below}`}>
            All moves in Changes
          </Link>
        </Card>
      )}
    </MetricState>
  );
}
