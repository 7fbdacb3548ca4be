import type { CohortGrain } from '#shared/contract/cohort-params';
import { daysBetween } from '#shared/time/day';
import { type CohortMeasure, cohortMeasures } from '../../charts/cohort-cells';
import { useAddressValue, useScope } from '../../state/use-scope';
import { useStatus } from '../../state/use-workspace';

/** Months are shown of this many days and less, quarters of more. */
const daysByMonth = 550;

/** The controls that only cohorts have; in the address. `grain` is null until it is known how long the data goes back. */
export function useCohortControls() {
  const { scope, asOf } = useScope();
  const { data: status } = useStatus();
  const [grain, setGrain] = useAddressValue('grain');
  const [measure, setMeasure] = useAddressValue('measure');
  const [cohort, setCohort] = useAddressValue('cohort');
  const [by, setBy] = useAddressValue('by');
  const from = scope.from ?? status?.firstDay;
  const to = scope.to ?? asOf;
  const usual: CohortGrain | null = !status
    ? null
    : from && to && daysBetween(from, to) > daysByMonth
      ? 'quarter'
      : 'month';
  return {
    grain: grain === 'month' || grain === 'quarter' ? grain : usual,
    setGrain: (next: string) => setGrain(next),
    measure: cohortMeasures.find((known) => known === measure) ?? ('won' satisfies CohortMeasure),
    setMeasure: (next: string) => setMeasure(next === 'won' ? null : next),
    cohort,
    setCohort,
    by,
    setBy,
  };
}
