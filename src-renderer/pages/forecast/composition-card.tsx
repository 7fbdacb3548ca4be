import { useCallback } from 'react';
import type { ForecastAnswer } from '#shared/results/forecast';
import type { ChartContext } from '../../charts/chart-model';
import { type CompositionSelect, forecastComposition } from '../../charts/forecast-composition';
import { ChartCard } from '../../components/chart-card';
import { ChartKey } from '../../components/chart-key';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useForecastDrill } from './use-forecast-drill';

/** What the outlook is made of. */
export function CompositionCard({ answer, stale }: { answer: ForecastAnswer; stale: boolean }) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const drills = useForecastDrill(answer);
  const build = useCallback((context: ChartContext) => forecastComposition(answer, context), [answer]);
  const onSelect = useCallback(
    ({ component, stage }: CompositionSelect) =>
      openDrill(component === 'won' ? drills.won : drills.open(stage)),
    [openDrill, drills],
  );
  const share = (kind: 'won' | 'new') => {
    const part = answer.components
      .filter(({ component }) => component === kind)
      .reduce((sum, { mean }) => sum + mean, 0);
    return answer.mean > 0 ? part / answer.mean : null;
  };
  return (
    <ChartCard
      title={
        answer.daysLeft === 0
          ? 'All of it is won'
          : `${format.percent(share('won'))} is won, ${format.percent(share('new'))} comes from deals that are not there yet`
      }
      caption="The mean, part by part: what open deals bring on average by the end of the period, not their amounts"
      build={build}
      onSelect={onSelect}
      about={drills.definition}
      stale={stale}
      footer={
        <ChartKey
          entries={[
            { mark: 'won', text: 'Won' },
            { mark: 'forecast', text: 'Open, by stage' },
            { mark: 'expected', text: 'Not yet created' },
            { mark: 'interval', text: 'P10–P90' },
          ]}
        />
      }
    />
  );
}
