import { useMetric } from '../../state/use-metric';
import { useForecastScope } from './use-outlook';

/** Calls on a period, made looking from the as-of day or before. */
export function useJudgements(period: string) {
  const { asOf } = useForecastScope();
  return useMetric('judgements.list', { period, ...(asOf ? { asOf } : {}) });
}
