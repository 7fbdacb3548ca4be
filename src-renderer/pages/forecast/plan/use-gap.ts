import { useMetric } from '../../../state/use-metric';
import { useForecastScope } from '../use-outlook';

/** What is missing to the target. */
export function useGap(target: number | null) {
  const scope = useForecastScope();
  return useMetric('metric.gap', { ...scope, ...(target === null ? {} : { target }) });
}
