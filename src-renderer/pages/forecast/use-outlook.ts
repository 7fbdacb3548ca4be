import { useMemo } from 'react';
import type { MethodInput } from '#shared/contract/methods';
import type { ForecastAnswer } from '#shared/results/forecast';
import type { TargetsResult } from '#shared/results/plan';
import { fiscalPeriodAt } from '#shared/time/fiscal-periods';
import { useMetric } from '../../state/use-metric';
import { useAddressValue, useScope } from '../../state/use-scope';

export const sections = ['outlook', 'plan', 'track'] as const;

/** The controls that only the forecast has, in the address: the period and the part of the page. */
export function useForecastControls() {
  const [period, setPeriod] = useAddressValue('forecast');
  const [section, setSection] = useAddressValue('part');
  const [by, setBy] = useAddressValue('by');
  const known = sections.find((one) => one === section) ?? 'outlook';
  return {
    period,
    setPeriod,
    section: known,
    setSection: (next: string) => setSection(next === 'outlook' ? null : next),
    by,
    setBy,
  };
}

/** The scope of a forecast: which deals, looked at from which day. The period of the other pages does not bound it. */
export function useForecastScope() {
  const { scope } = useScope();
  const { period } = useForecastControls();
  return useMemo(() => {
    const { asOf, where, pipeline } = scope;
    return {
      ...(asOf ? { asOf } : {}),
      ...(where ? { where } : {}),
      ...(pipeline ? { pipeline } : {}),
      ...(period ? { period } : {}),
    };
  }, [scope, period]);
}

/** Targets of the period that is forecast. */
export function useTargets() {
  const { asOf, period } = useForecastScope();
  return useMetric('targets.list', { ...(asOf ? { asOf } : {}), ...(period ? { period } : {}) });
}

/** The target that the deals in scope have, null without one; undefined until it is known. */
export function useTarget(): number | null | undefined {
  const { where = [], pipeline } = useForecastScope();
  const targets = useTargets();
  if (targets.isError) return null;
  return targets.data === undefined ? undefined : targetIn(targets.data, where, pipeline);
}

type Where = NonNullable<ReturnType<typeof useForecastScope>['where']>;

/** The company's where all deals are looked at; that of one owner or team where only its deals are. */
function targetIn(
  { target, rows }: TargetsResult,
  where: Where,
  pipeline: string | undefined,
): number | null {
  if (pipeline !== undefined) return null;
  const [condition, ...others] = where;
  if (!condition) return target?.amount ?? null;
  if (others.length > 0 || condition.values.length !== 1) return null;
  const found = rows.find((row) => row.field === condition.field && row.value === condition.values[0]);
  return found?.amount ?? null;
}

/** The forecast of the period, asked for when its target is known. */
export function useOutlook(
  extra: Omit<MethodInput<'metric.forecast'>, 'period' | 'asOf' | 'where' | 'pipeline'> = {},
) {
  const scope = useForecastScope();
  const target = useTarget();
  return useMetric(
    'metric.forecast',
    { ...scope, drivers: 6, ...extra, ...(target == null ? {} : { target }) },
    { enabled: target !== undefined },
  );
}

/** Periods to choose from: some back, this one, the next ones; quarters and months. */
export function usePeriodChoices(answer: ForecastAnswer | undefined) {
  const { asOf } = useScope();
  const settings = useMetric('settings.get', {});
  const start = settings.data?.fiscalYearStart;
  return useMemo(() => {
    if (!asOf || start === undefined) return [];
    const list = (grain: 'quarter' | 'month' | 'year', back: number, ahead: number) =>
      Array.from({ length: back + ahead + 1 }, (_, i) => fiscalPeriodAt(asOf, grain, start, i - back).label);
    const groups = [
      { group: 'Quarters', items: list('quarter', 4, 3) },
      { group: 'Months', items: list('month', 3, 3) },
      { group: 'Years', items: list('year', 0, 1) },
    ];
    const other = answer && !groups.some(({ items }) => items.includes(answer.period)) ? [answer.period] : [];
    return other.length > 0 ? [{ group: 'Chosen', items: other }, ...groups] : groups;
  }, [asOf, start, answer]);
}
