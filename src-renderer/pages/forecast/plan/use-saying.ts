import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MethodInput } from '#shared/contract/methods';
import { useEngine } from '../../../engine-client/engine-context';

/** Sets a target; every answer that rests on one follows. `before` of the result takes it back. */
export function useSetTarget() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: MethodInput<'targets.set'>) => engine.call('targets.set', input),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['targets.list'] });
      for (const method of ['metric.forecast', 'metric.coverage', 'metric.gap'])
        await queries.invalidateQueries({ queryKey: [method] });
    },
  });
}

/** Makes a call. */
export function useAddJudgement() {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: MethodInput<'judgements.add'>) => engine.call('judgements.add', input),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['judgements.list'] }),
  });
}
