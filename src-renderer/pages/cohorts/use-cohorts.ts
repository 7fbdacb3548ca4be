import { useMemo } from 'react';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { useCohortControls } from './use-cohort-controls';

/** The one question that most of the page is drawn from; what was won within periods is asked after it. */
export function useCohorts() {
  const { scope } = useScope();
  const { grain, measure } = useCohortControls();
  const params = useMemo(
    () => ({
      grain: grain ?? ('quarter' as const),
      develop: measure === 'lost' ? ('lost' as const) : ('won' as const),
    }),
    [grain, measure],
  );
  const query = useMetric(
    'metric.cohorts',
    { ...scope, ...params, closings: false },
    { enabled: grain !== null },
  );
  return { query, params };
}
