import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useContext } from 'react';
import type { WeirError } from '#shared/contract/errors';
import type { MethodInput, MethodName, MethodResults } from '#shared/contract/methods';
import { useEngine } from '../engine-client/engine-context';
import { followCall } from './call-progress';
import { FirstAnswerPending } from './first-answer';
import { useWorkspace } from './use-workspace';

/**
 * One engine question, remembered until the data changes. While a changed question is being answered the
 * previous answer stays (`isPlaceholderData`); a question nobody waits for any more is cancelled. Below a page's first
 * answer questions are asked once that is there.
 */
export function useMetric<M extends MethodName>(
  method: M,
  params: MethodInput<M>,
  options: { enabled?: boolean; keepPrevious?: boolean } = {},
): UseQueryResult<MethodResults[M], WeirError> {
  const engine = useEngine();
  const { data: info } = useWorkspace();
  const waits = useContext(FirstAnswerPending);
  return useQuery<MethodResults[M], WeirError>({
    queryKey: [method, info?.path, info?.dataVersion, params],
    queryFn: ({ signal }) =>
      followCall(method, (onProgress) => engine.call(method, params, { signal, onProgress })),
    enabled: info != null && !waits && (options.enabled ?? true),
    ...(options.keepPrevious === false ? {} : { placeholderData: keepPreviousData }),
  });
}
