import type { ForecastAnswer } from '#shared/results/forecast';
import { useMetric } from '../../state/use-metric';
import { useForecastScope } from './use-outlook';

/** Why the outlook is another one than a week ago; asked when the outlook itself is there. */
export function useMovement(answer: ForecastAnswer | undefined) {
  const scope = useForecastScope();
  return useMetric(
    'metric.movement',
    { ...scope, ...(answer ? { period: answer.period } : {}) },
    { enabled: answer !== undefined && answer.daysLeft > 0, keepPrevious: false },
  );
}

export type MovementQuery = ReturnType<typeof useMovement>;
