import { useMemo } from 'react';
import { Link } from 'wouter';
import type { HealthCheck } from '#shared/results/health';
import { AlertList } from '../../components/alert-list';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { MetricState } from '../../components/metric-state';
import { ChartSkeleton } from '../../components/skeletons';
import { useStageTimes } from '../../components/stage-times-card';
import type { ResolvedScope } from '../../state/scope';
import { useDrill } from '../../state/use-drill';
import { useMetric } from '../../state/use-metric';
import { useScope, useScopedPath } from '../../state/use-scope';
import classes from './overview.module.css';

const title = 'Needs attention';
const most = 5;

/** The most urgent checks of the Health page, on the as-of day whatever the period; asked when the rest of the page is there. */
export function AttentionCard() {
  const { scope } = useScope();
  const { openDrill } = useDrill();
  const scoped = useScopedPath();
  const stages = useStageTimes();
  const day = useMemo<ResolvedScope>(() => {
    const { from: _from, to: _to, ...rest } = scope;
    return rest;
  }, [scope]);
  const query = useMetric('metric.health', { ...day, past: 'later' }, { enabled: !stages.isPending });
  const open = ({ code, stage, title: name }: HealthCheck) =>
    openDrill({
      title: name,
      behind: { metric: 'health', code, ...(stage === null ? {} : { stage }) },
      scope: day,
      definition: code === 'stale' ? 'stale' : 'health',
      method: 'metric.health',
    });
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title={title}>
          <ChartSkeleton height={150} bars={5} />
        </Card>
      }
    >
      {({ alerts }) => (
        <Card
          title={alerts.length > 0 ? `${title} (${alerts.length})` : title}
          caption="The most urgent first"
        >
          {alerts.length === 0 ? (
            <EmptyState title="Every check is within its limits" hint="The page Health lists them." />
          ) : (
            <AlertList checks={alerts.slice(0, most)} onOpen={open} short />
          )}
          <Link href={scoped('/pipeline-health')} className={`${classes.link} ${classes.below}`}>
            All checks and lists in Health
          </Link>
        </Card>
      )}
    </MetricState>
  );
}
