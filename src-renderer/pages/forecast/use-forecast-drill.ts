import { useMemo } from 'react';
import type { ForecastAnswer } from '#shared/results/forecast';
import type { DrillInput } from '../../state/drill';
import { useScope } from '../../state/use-scope';
import { useForecastScope } from './use-outlook';

/** What stands behind the numbers of a forecast: deals won in the period, open deals, and what the number means. */
export function useForecastDrill({ period, from, to, daysLeft }: ForecastAnswer) {
  const { scope } = useScope();
  const own = useForecastScope();
  return useMemo(() => {
    const { where, pipeline, asOf } = own;
    const deals = { ...scope, weight: 'value' as const };
    const inPeriod = { ...deals, from, to };
    // A pipeline on a day has no period.
    const { from: _, to: __, ...anyTime } = deals;
    const about = {
      definition: 'forecast',
      method: 'metric.forecast',
      params: { period },
      scope: { ...(asOf ? { asOf } : {}), ...(where ? { where } : {}), ...(pipeline ? { pipeline } : {}) },
    } satisfies Omit<DrillInput, 'title'>;
    return {
      won: {
        ...about,
        title: `Won in ${period}`,
        behind: { metric: 'win-rate', part: 'won' },
        scope: inPeriod,
      } satisfies DrillInput,
      due: {
        title: `Open and due in ${period}`,
        behind: { metric: 'coverage', part: 'due', period },
        definition: 'coverage',
        method: 'metric.coverage',
        params: { period },
        scope: anyTime,
      } satisfies DrillInput,
      open: (stage: string | null) =>
        ({
          ...about,
          title: stage === null ? 'Open deals' : `Open in ${stage}`,
          behind: { metric: 'pipeline', ...(stage === null ? {} : { stage }) },
          scope: anyTime,
        }) satisfies DrillInput,
      group: (field: string, key: string | null, label: string) =>
        ({
          ...about,
          title: `Open, ${label}`,
          behind: { metric: 'pipeline' },
          group: { field, value: key },
          scope: anyTime,
        }) satisfies DrillInput,
      definition: { ...about, title: `Forecast of ${period}` } satisfies DrillInput,
      isOver: daysLeft === 0,
    };
  }, [own, scope, period, from, to, daysLeft]);
}
