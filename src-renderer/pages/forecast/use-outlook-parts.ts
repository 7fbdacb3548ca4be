import { useMetric } from '../../state/use-metric';
import { useForecastScope } from './use-outlook';

/** Open deals by category and by when they are due. */
export function useOutlookParts() {
  return useMetric('metric.outlookParts', useForecastScope());
}
