import { Button, Slider } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { ForecastAnswer } from '#shared/results/forecast';
import type { WhatIfAnswer } from '#shared/results/outlook';
import { Chart } from '../../../charts/chart';
import type { ChartContext } from '../../../charts/chart-model';
import { forecastDots } from '../../../charts/forecast-dots';
import { Card } from '../../../components/card';
import { ErrorState } from '../../../components/error-state';
import { Figure } from '../../../components/figure';
import { WarningList } from '../../../components/warning-list';
import { useFormat } from '../../../state/use-format';
import classes from '../forecast.module.css';
import { signed } from '../key-figures';
import { DealChanges } from './deal-changes';
import { noChange, type Tried, useWhatIf } from './use-what-if';

type Factor = 'conversion' | 'cycle' | 'size' | 'volume';

const factors = [
  { name: 'conversion', label: 'Odds of winning' },
  { name: 'cycle', label: 'Time deals take' },
  { name: 'size', label: 'Deal size' },
  { name: 'volume', label: 'New deals' },
] as const satisfies readonly { name: Factor; label: string }[];

/** Drags the inputs of the forecast; the distribution follows. */
export function WhatIfCard({ answer }: { answer: ForecastAnswer }) {
  const [tried, setTried] = useState<Tried>(noChange);
  const { data, error } = useWhatIf(answer, tried);
  const change = useCallback((patch: Partial<Tried>) => setTried((now) => ({ ...now, ...patch })), []);
  const changed = tried !== noChange;
  const format = useFormat();
  const by = data ? data.after.p50 - data.before.p50 : 0;
  return (
    <Card
      title={changed && data ? `With these changes P50 moves by ${signed(by, format)}` : 'What if'}
      caption="Drag a factor, leave a deal out, move its close date, give it a chance or add one; the same random numbers are used, so only the change shows"
      actions={
        changed ? (
          <Button size="compact-xs" variant="default" onClick={() => setTried(noChange)}>
            Reset
          </Button>
        ) : null
      }
    >
      <div className={classes.sliders}>
        {factors.map(({ name, label }) => (
          <FactorSlider
            key={name}
            label={label}
            value={tried[name]}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
      </div>
      <DealChanges answer={answer} tried={tried} change={change} />
      {error ? <ErrorState error={error} /> : null}
      {data ? <Outcome data={data} answer={answer} /> : null}
      <WarningList warnings={data?.warnings ?? []} />
    </Card>
  );
}

type FactorSliderProps = { label: string; value: number; onChange: (value: number) => void };

/** A factor on a scale of its logarithm: half and twice as much lie equally far from the middle. */
function FactorSlider({ label, value, onChange }: FactorSliderProps) {
  const format = useFormat();
  const place = Math.log2(value);
  return (
    <div className={classes.slider}>
      <span>{label}</span>
      <span>× {format.fixed(value, 2)}</span>
      <Slider
        size="sm"
        thumbLabel={label}
        min={-1}
        max={1}
        step={0.02}
        value={place}
        onChange={(next) => onChange(Math.abs(next) < 0.011 ? 1 : Math.round(2 ** next * 100) / 100)}
        label={null}
        marks={[{ value: 0 }]}
      />
    </div>
  );
}

/** What the change does is added to the outlook itself, which is drawn with more numbers than can follow a slider. */
function Outcome({ data, answer }: { data: WhatIfAnswer; answer: ForecastAnswer }) {
  const format = useFormat();
  const { dots, target } = data;
  const moved = (name: 'mean' | 'p10' | 'p50' | 'p90') => answer[name] + data.after[name] - data.before[name];
  const chance = answer.targetProbability;
  const chanceMoved =
    chance === null || data.after.targetProbability === null || data.before.targetProbability === null
      ? null
      : Math.min(1, Math.max(0, chance + data.after.targetProbability - data.before.targetProbability));
  const build = useCallback(
    (context: ChartContext) => forecastDots({ dots, target }, context),
    [dots, target],
  );
  return (
    <div className={classes.beside}>
      <div className={classes.outcome} aria-live="polite">
        <Figure
          label="P50"
          value={format.moneyShort(moved('p50'))}
          interval={`${format.moneyShort(moved('p10'))}–${format.moneyShort(moved('p90'))}`}
          basis={`now ${format.moneyShort(answer.p50)} (${format.moneyShort(answer.p10)}–${format.moneyShort(answer.p90)})`}
        />
        <Figure
          label="Change of the mean"
          value={signed(data.after.mean - data.before.mean, format)}
          basis={`mean ${format.moneyShort(moved('mean'))}`}
        />
        {target === null ? null : (
          <Figure
            label="Reaches the target"
            value={format.percent(chanceMoved)}
            basis={`now ${format.percent(chance)}`}
          />
        )}
      </div>
      <Chart build={build} format={format} label="Twenty equally likely outcomes with these changes" />
    </div>
  );
}
