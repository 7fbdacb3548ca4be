import { useState } from 'react';
import type { HealthAnswer, HealthCheck, HealthPastAnswer } from '#shared/results/health';
import { AlertList } from '../../components/alert-list';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { WarningList } from '../../components/warning-list';
import { useDrill } from '../../state/use-drill';
import { useMetric } from '../../state/use-metric';
import classes from './health.module.css';
import { useHealthControls } from './use-health-controls';

/** `outdated`: the answer is of the question before, while the present one is asked. */
type AlertsCardProps = { answer: HealthAnswer; outdated: boolean };

/** What is beyond its limit, the most urgent first; what is within comes on demand. */
export function AlertsCard({ answer, outdated }: AlertsCardProps) {
  const { day, limits } = useHealthControls();
  const { openDrill } = useDrill();
  const [all, setAll] = useState(false);
  const past = useMetric('metric.healthPast', { ...day, ...limits });
  const pastData = past.isPlaceholderData && !outdated ? undefined : past.data;
  const withPast = (check: HealthCheck): HealthCheck => ({
    ...check,
    // Where it cannot be told the rest stands without it.
    history: check.history ?? (past.isError ? [] : pastOf(check, pastData)),
  });
  const alerts = answer.alerts.map(withPast);
  const fine = answer.rows.filter(({ severity }) => severity === null).map(withPast);
  const open = (check: HealthCheck) =>
    openDrill({
      title: check.title,
      behind: {
        metric: 'health',
        code: check.code,
        ...limits,
        ...(check.stage === null ? {} : { stage: check.stage }),
      },
      scope: day,
      definition: check.code === 'stale' ? 'stale' : 'health',
      method: 'metric.health',
      params: limits,
    });
  return (
    <Card
      title={alerts.length === 0 ? 'Nothing is beyond its limit' : 'What needs attention'}
      caption="Each with its past, every four weeks over a year; the dashed line is the limit"
    >
      {alerts.length === 0 ? (
        <EmptyState
          title={`All ${fine.length} checks are within their limits`}
          hint="They are listed below."
        />
      ) : (
        <AlertList checks={alerts} onOpen={open} />
      )}
      {fine.length > 0 ? (
        <button type="button" className={classes.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Hide what is within its limits' : `Show ${fine.length} within their limits`}
        </button>
      ) : null}
      {all ? <AlertList checks={fine} onOpen={open} /> : null}
      <WarningList warnings={answer.warnings} />
    </Card>
  );
}

function pastOf({ code }: HealthCheck, past: HealthPastAnswer | undefined): HealthCheck['history'] {
  return past?.rows.find((row) => row.code === code)?.history ?? null;
}
