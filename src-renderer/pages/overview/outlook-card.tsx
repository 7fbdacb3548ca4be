import { useCallback, useMemo } from 'react';
import { Link } from 'wouter';
import type { ForecastAnswer } from '#shared/results/forecast';
import type { ChartContext } from '../../charts/chart-model';
import type { Formatters } from '../../charts/formatters';
import { outlookBar } from '../../charts/outlook-bar';
import { CallProgress } from '../../components/call-progress';
import { Card } from '../../components/card';
import { ChartCard } from '../../components/chart-card';
import { MetricState } from '../../components/metric-state';
import { NothingClosed } from '../../components/nothing-closed';
import { ChartSkeleton } from '../../components/skeletons';
import { useStageTimes } from '../../components/stage-times-card';
import { useFormat } from '../../state/use-format';
import { useMetric } from '../../state/use-metric';
import { useScope, useScopedPath } from '../../state/use-scope';
import { wasNeverWon } from '../forecast/was-never-won';
import classes from './overview.module.css';

/** What the quarter of the as-of day comes to, against its target; asked when the rest of the page is there. */
export function OutlookCard() {
  const { scope } = useScope();
  const stages = useStageTimes();
  const params = useMemo(() => {
    const { asOf, where, pipeline } = scope;
    return {
      ...(asOf ? { asOf } : {}),
      ...(where ? { where } : {}),
      ...(pipeline ? { pipeline } : {}),
      drivers: 0,
    };
  }, [scope]);
  const query = useMetric('metric.forecast', params, { enabled: !stages.isPending });
  return (
    <MetricState
      query={query}
      skeleton={
        <Card title="Outlook of the quarter">
          <CallProgress method="metric.forecast" title="Forecasting the quarter" plain>
            <ChartSkeleton height={90} bars={1} />
          </CallProgress>
        </Card>
      }
    >
      {(answer) =>
        wasNeverWon(answer) ? (
          <Card title="Outlook of the quarter">
            <NothingClosed
              title="No deal with an amount was won yet"
              hint="An outlook adds up the amounts of deals that are won, as past ones were."
            />
          </Card>
        ) : (
          <Outlook answer={answer} stale={query.isPlaceholderData} />
        )
      }
    </MetricState>
  );
}

function Outlook({ answer, stale }: { answer: ForecastAnswer; stale: boolean }) {
  const format = useFormat();
  const scoped = useScopedPath();
  const build = useCallback((context: ChartContext) => outlookBar(answer, context), [answer]);
  return (
    <ChartCard
      title={titleOf(answer, format)}
      caption={captionOf(answer, format)}
      build={build}
      about={{ title: 'Outlook', definition: 'forecast', method: 'metric.forecast' }}
      stale={stale}
      footer={
        <Link href={scoped('/forecast')} className={classes.link}>
          Range, deals to watch and track record in Forecast
        </Link>
      }
    />
  );
}

function titleOf({ period, p10, p50, p90, wonToDate, daysLeft }: ForecastAnswer, format: Formatters): string {
  if (daysLeft === 0) return `${period} came to ${format.moneyShort(wonToDate)}`;
  return `${period} comes to about ${format.moneyShort(p50)} (${format.moneyShort(p10)}–${format.moneyShort(p90)})`;
}

function captionOf(
  { wonToDate, daysLeft, target, targetProbability }: ForecastAnswer,
  format: Formatters,
): string {
  if (daysLeft === 0)
    return target === null
      ? 'The quarter is over'
      : `The quarter is over; the target was ${format.moneyShort(target)}`;
  const won = `${format.moneyShort(wonToDate)} won, ${format.days(daysLeft)} left; band: P10–P90`;
  return target === null
    ? `${won}; no target is set`
    : `${won}; the target of ${format.moneyShort(target)} is reached in ${format.percent(targetProbability)} of cases`;
}
