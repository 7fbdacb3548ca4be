import type { CoverageRow } from '#shared/results/coverage';
import type { ForecastAnswer } from '#shared/results/forecast';
import type { MovementAnswer } from '#shared/results/outlook';
import { times } from '../../charts/coverage-weeks';
import type { Formatters } from '../../charts/formatters';
import { Figure } from '../../components/figure';
import { FigureRow } from '../../components/figure-row';
import { useDrill } from '../../state/use-drill';
import { useFormat } from '../../state/use-format';
import { useForecastDrill } from './use-forecast-drill';

type KeyFiguresProps = {
  answer: ForecastAnswer;
  movement: MovementAnswer | undefined;
  coverage: CoverageRow | undefined;
};

/** Won, outlook with its range, target with its chance, coverage, and the change since last week. */
export function KeyFigures({ answer, movement, coverage }: KeyFiguresProps) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const drills = useForecastDrill(answer);
  const { wonToDate, p10, p50, p90, target, targetProbability, components, daysLeft, week, weeks } = answer;
  const wonDeals = components.find(({ component }) => component === 'won')?.deals ?? 0;
  const isOver = daysLeft === 0;
  return (
    <FigureRow>
      <Figure
        label="Won to date"
        tone="won"
        value={format.moneyShort(wonToDate)}
        basis={`${format.count(wonDeals)} ${wonDeals === 1 ? 'deal' : 'deals'}`}
        naive={
          isOver ? 'the period is over' : week === 0 ? 'the period has not begun' : `week ${week} of ${weeks}`
        }
        onOpen={() => openDrill(drills.won)}
      />
      <Figure
        label={isOver ? 'Came to' : 'Outlook, P50'}
        value={format.moneyShort(p50)}
        interval={p90 > p10 ? `${format.moneyShort(p10)}–${format.moneyShort(p90)}` : undefined}
        basis={p90 > p10 ? 'P10–P90: eight of ten cases' : undefined}
        naive={`mean ${format.moneyShort(answer.mean)}`}
        onOpen={() => openDrill(drills.definition)}
      />
      <Figure
        label="Target"
        value={format.moneyShort(target)}
        basis={
          target === null
            ? 'none is set: the part Plan sets one'
            : isOver
              ? `${format.percent(target > 0 ? wonToDate / target : null)} reached`
              : `reached in ${format.percent(targetProbability)} of cases`
        }
        naive={target === null || isOver ? undefined : toGo(target - wonToDate, format)}
      />
      <Figure
        label="Coverage"
        value={coverage?.coverage == null ? '–' : times(coverage.coverage, { format })}
        interval={coverage?.needed == null ? undefined : `${times(coverage.needed, { format })} needed`}
        basis={
          coverage && coverage.dueDeals > 0
            ? `${format.moneyShort(coverage.due)} due in ${format.count(coverage.dueDeals)} deals`
            : coverage?.target != null
              ? 'no close dates are known to be in it'
              : undefined
        }
        naive={
          coverage?.neededWithRest == null
            ? undefined
            : `${times(coverage.neededWithRest, { format })} needed with what is not due yet`
        }
        onOpen={() => openDrill(drills.due)}
      />
      <Figure
        label="Since last week"
        value={movement ? signed(movement.after.mean - movement.before.mean, format) : '–'}
        basis={
          movement
            ? `mean ${format.moneyShort(movement.before.mean)} on ${format.day(movement.from)}`
            : undefined
        }
        naive={
          movement && movement.before.method !== movement.after.method
            ? 'another method was best then'
            : undefined
        }
      />
    </FigureRow>
  );
}

function toGo(amount: number, format: Formatters): string {
  return amount > 0 ? `${format.moneyShort(amount)} to go` : `${format.moneyShort(-amount)} above it`;
}

/** With its sign, so that a change reads as one. */
export function signed(amount: number, format: Formatters): string {
  const text = format.moneyShort(amount);
  return amount > 0 ? `+${text}` : text;
}
