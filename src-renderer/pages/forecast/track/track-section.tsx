import { SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { BacktestAnswer, BacktestMethod, ForecastAnswer } from '#shared/results/forecast';
import { forecastMethodNames, methodInSentence } from '#shared/results/forecast-method-names';
import { backtestErrors, backtestPeers } from '../../../charts/backtest-errors';
import { backtestIntervals, isHit } from '../../../charts/backtest-intervals';
import { calibration } from '../../../charts/calibration';
import type { ChartContext } from '../../../charts/chart-model';
import type { Formatters } from '../../../charts/formatters';
import { CallProgress } from '../../../components/call-progress';
import { Card } from '../../../components/card';
import { ChartCard } from '../../../components/chart-card';
import { ChartKey } from '../../../components/chart-key';
import { EmptyState } from '../../../components/empty-state';
import { ImportLink } from '../../../components/import-link';
import { MetricState } from '../../../components/metric-state';
import { Column, Columns } from '../../../components/page';
import { ChartSkeleton } from '../../../components/skeletons';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import { MethodCard } from '../method-card';
import { useForecastScope } from '../use-outlook';
import { SaidCard } from './said-card';

/** How often the forecast was right: every past period forecast again with what was known in its weeks. */
export function TrackSection({ answer }: { answer: ForecastAnswer }) {
  const { asOf, where, pipeline } = useForecastScope();
  const grain = answer.grain === 'month' ? 'month' : 'quarter';
  const query = useMetric('metric.backtest', {
    ...(asOf ? { asOf } : {}),
    ...(where ? { where } : {}),
    ...(pipeline ? { pipeline } : {}),
    grain,
  });
  return (
    <>
      <CallProgress method="metric.backtest" title="Forecasting past periods again" />
      <MetricState
        query={query}
        skeleton={
          <Columns>
            <Column span={12}>
              <Card title="Forecasting past periods again, with what was known then">
                <ChartSkeleton height={380} bars={12} />
              </Card>
            </Column>
          </Columns>
        }
      >
        {(found) =>
          found.tested === 0 ? (
            <Columns>
              <Column span={12}>
                <Card>
                  <EmptyState
                    title="Nothing to look back on yet"
                    hint={`${found.periods === 1 ? `One ${grain} is` : `${found.periods} ${grain}s are`} over; a backtest needs more of them with wins. An export that goes further back has them.`}
                    action={<ImportLink />}
                  />
                </Card>
              </Column>
              <Column span={12}>
                <MethodCard answer={answer} />
              </Column>
            </Columns>
          ) : (
            <Track backtest={found} answer={answer} />
          )
        }
      </MetricState>
    </>
  );
}

function Track({ backtest, answer }: { backtest: BacktestAnswer; answer: ForecastAnswer }) {
  const known = useMemo(() => [...new Set(backtest.rows.map(({ method }) => method))], [backtest]);
  const [chosen, setChosen] = useState<BacktestMethod | null>(null);
  const method = chosen ?? (known.includes('auto') ? 'auto' : backtest.winner);
  const withInterval = known.filter((name) =>
    backtest.rows.some((row) => row.method === name && row.p10 !== null),
  );
  return (
    <Columns>
      <Column span={12}>
        <IntervalsCard
          backtest={backtest}
          method={method}
          toolbar={
            <SegmentedControl
              size="xs"
              aria-label="Method"
              data={withInterval.map((name) => ({ value: name, label: forecastMethodNames[name] }))}
              value={method}
              onChange={(next) => setChosen(known.find((name) => name === next) ?? null)}
            />
          }
        />
      </Column>
      <Column span={7}>
        <ErrorsCard backtest={backtest} method={method} />
      </Column>
      <Column span={5}>
        <CalibrationCard backtest={backtest} method={method} />
      </Column>
      <SaidCard answer={answer} />
      <Column span={12}>
        <MethodCard answer={answer} />
      </Column>
    </Columns>
  );
}

type PartProps = { backtest: BacktestAnswer; method: BacktestMethod };

function IntervalsCard({ backtest, method, toolbar }: PartProps & { toolbar: React.ReactNode }) {
  const format = useFormat();
  const rows = useMemo(() => backtest.rows.filter((row) => row.method === method), [backtest, method]);
  const build = useCallback((context: ChartContext) => backtestIntervals(rows, context), [rows]);
  const hits = rows.map(isHit).filter((hit) => hit !== null);
  const inside = hits.filter(Boolean).length;
  const whole = backtest.summary.find((row) => row.method === method && row.week === null);
  const range =
    whole?.coverageLow != null && whole.coverageHigh !== null
      ? `; ${format.count(hits.length)} intervals that are right show ${format.percentRange(whole.coverageLow, whole.coverageHigh)}`
      : '';
  return (
    <ChartCard
      title={
        hits.length === 0
          ? 'This method gives no interval'
          : `${format.count(inside)} of ${format.count(hits.length)} past outcomes lie in the 80% interval`
      }
      caption={`Each bar is P10–P90 as it was forecast in that week, the dot what came; misses are orange diamonds${range}`}
      build={build}
      about={{ title: 'Backtest', definition: 'forecast', method: 'metric.forecast' }}
      toolbar={toolbar}
      warnings={backtest.warnings}
    />
  );
}

function ErrorsCard({ backtest, method }: PartProps) {
  const format = useFormat();
  const build = useCallback(
    (context: ChartContext) => backtestErrors(backtest.summary, method, context),
    [backtest, method],
  );
  return (
    <ChartCard
      title={errorTitle(backtest, method, format)}
      caption="Mean error as a share of what was won, by the week in which it was forecast"
      build={build}
      footer={
        <ChartKey
          entries={[
            { mark: 'forecast-dot', text: forecastMethodNames[method] },
            ...backtestPeers(backtest.summary, method).map((peer) => ({
              mark: peer.mark,
              text: forecastMethodNames[peer.method],
            })),
            { mark: 'naive', text: 'Floor: the error that even a perfect forecast makes' },
          ]}
        />
      }
    />
  );
}

function errorTitle({ summary }: BacktestAnswer, method: BacktestMethod, format: Formatters): string {
  const whole = summary.find((row) => row.method === method && row.week === null);
  if (!whole || whole.wape === null) return 'Errors by week';
  const error = `The mean error is ${format.percent(whole.wape)}`;
  const floor = whole.floor === null ? '' : `, the floor ${format.percent(whole.floor)}`;
  const peer =
    whole.relativeToHistory === null
      ? ''
      : `: ${format.fixed(whole.relativeToHistory, 2)} of that of past means`;
  return `${error}${floor}${peer}`;
}

function CalibrationCard({ backtest, method }: PartProps) {
  const format = useFormat();
  const scores =
    backtest.deals.find((row) => row.method === method && row.week === null) ??
    backtest.deals.find((row) => row.week === null);
  const bins = scores?.bins ?? [];
  const build = useCallback((context: ChartContext) => calibration(bins, context), [bins]);
  if (!scores || bins.length === 0) {
    return (
      <Card title="Chances of single deals">
        <EmptyState
          title="No chances to check"
          hint="The methods that the data carry give no chances to single deals."
        />
      </Card>
    );
  }
  const slope = scores.calibrationSlope;
  return (
    <ChartCard
      title={
        slope === null
          ? 'Chances of single deals'
          : Math.abs(slope - 1) <= 0.1
            ? 'Chances of single deals hold'
            : slope < 1
              ? 'Chances of single deals are too sure'
              : 'Chances of single deals are too cautious'
      }
      caption={`Share won against the chance given, ${format.count(scores.n)} deals by ${methodInSentence(scores.method)}; slope ${format.fixed(slope, 2)}, Brier ${format.fixed(scores.brier, 3)} where the share won alone has ${format.fixed(scores.baseBrier, 3)}`}
      build={build}
    />
  );
}
