import { useMetric } from '../../state/use-metric';
import { useForecastScope } from './use-outlook';

/** Coverage of the period that is forecast. */
export function useCoverage() {
  return useMetric('metric.coverage', useForecastScope());
}
