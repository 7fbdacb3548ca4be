import { useCallback } from 'react';
import type { ForecastAnswer } from '#shared/results/forecast';
import type { ChartContext } from '../../charts/chart-model';
import { forecastFan } from '../../charts/forecast-fan';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useForecastDrill } from './use-forecast-drill';

/** The period over its weeks, with past ones behind. */
export function FanCard({ answer, stale }: { answer: ForecastAnswer; stale: boolean }) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const drills = useForecastDrill(answer);
  const build = useCallback((context: ChartContext) => forecastFan(answer, context), [answer]);
  const past = answer.past.length;
  return (
    <ChartCard
      title={titleOf(answer, format.moneyShort)}
      caption={
        past === 0
          ? 'Won up to each week, then what may be won by each'
          : `Won up to each week, then what may be won by each; behind it ${past === 1 ? 'the period' : `the ${past} periods`} before`
      }
      build={build}
      onSelect={() => openDrill(drills.won)}
      about={drills.definition}
      stale={stale}
      footer={
        <ChartKey
          entries={[
            { mark: 'won', text: 'Won' },
            { mark: 'forecast', text: 'P50, with P25–P75 and P10–P90 around it' },
            ...(past > 0 ? [{ mark: 'line' as const, text: 'Past periods' }] : []),
          ]}
        />
      }
    />
  );
}

function titleOf(
  { p10, p50, p90, target, wonToDate, daysLeft, period }: ForecastAnswer,
  money: (n: number) => string,
) {
  if (daysLeft === 0) return `${period} came to ${money(wonToDate)}`;
  if (target === null) return `On its way to ${money(p50)}`;
  if (p10 >= target) return `The target of ${money(target)} lies below the range`;
  if (p90 < target) return `The target of ${money(target)} lies above the range`;
  return p50 >= target ? 'More likely than not above the target' : 'More likely than not below the target';
}
