import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { MethodInput, MethodParams } from '#shared/contract/methods';
import type { ForecastAnswer } from '#shared/results/forecast';
import type { WhatIfAnswer } from '#shared/results/outlook';
import { useEngine } from '../../../engine-client/engine-context';
import { useWorkspace } from '../../../state/use-workspace';
import { useForecastScope } from '../use-outlook';

type WhatIf = MethodInput<'metric.whatIf'>;
export type Tried = Pick<
  MethodParams<'metric.whatIf'>,
  'conversion' | 'cycle' | 'size' | 'volume' | 'exclude' | 'add' | 'move' | 'chances'
>;

export const noChange: Tried = {
  conversion: 1,
  cycle: 1,
  size: 1,
  volume: 1,
  exclude: [],
  add: [],
  move: [],
  chances: [],
};

/** The same with one deal changed: what was changed of it before gives way. */
export function withDeal(
  { exclude, move, chances }: Tried,
  id: string,
  change: { exclude?: true; expectedClose?: string; chance?: number },
): Partial<Tried> {
  const others = <T extends { id: string }>(list: readonly T[]) => list.filter((one) => one.id !== id);
  const { expectedClose, chance } = change;
  return {
    exclude: [...exclude.filter((other) => other !== id), ...(change.exclude ? [id] : [])],
    move: [...others(move), ...(expectedClose === undefined ? [] : [{ id, expectedClose }])],
    chances: [...others(chances), ...(chance === undefined ? [] : [{ id, chance }])],
  };
}

/** The distribution with a change; what was there stays until the next one is drawn, so that it follows a slider. */
export function useWhatIf({ period, target }: ForecastAnswer, tried: Tried) {
  const engine = useEngine();
  const { data: info } = useWorkspace();
  const scope = useForecastScope();
  const params: WhatIf = { ...scope, period, ...tried, ...(target === null ? {} : { target }) };
  return useQuery<WhatIfAnswer>({
    queryKey: ['metric.whatIf', info?.path, info?.dataVersion, params],
    queryFn: ({ signal }) => engine.call('metric.whatIf', params, { signal }),
    placeholderData: keepPreviousData,
    // Each place of a slider is a question of its own; there is no use in remembering them.
    gcTime: 10_000,
  });
}
