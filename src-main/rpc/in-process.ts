import { toErrorData, WeirError } from '#shared/contract/errors';
import type {
  CallOptions,
  EngineClient,
  MethodInput,
  MethodName,
  MethodResults,
} from '#shared/contract/methods';
import { callMethod } from './call-method';
import { cancelled } from './transport-errors';

/** The engine without a transport: the same list and the same checks, for the command line and tests. */
export function inProcess(engine: EngineClient): EngineClient {
  return {
    async call<M extends MethodName>(method: M, params: MethodInput<M>, options: CallOptions = {}) {
      if (options.signal?.aborted) throw new WeirError(cancelled);
      try {
        return (await callMethod(engine, method, params, options)) as MethodResults[M];
      } catch (cause) {
        throw cause instanceof WeirError ? cause : new WeirError(toErrorData(cause), { cause });
      }
    },
  };
}
