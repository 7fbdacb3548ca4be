import { WeirError } from '#shared/contract/errors';
import { type MethodName, type MethodParams, methods } from '#shared/contract/methods';
import type { Engine, EngineOptions } from './engine';
import { EngineState } from './engine-state';
import { createHandlers } from './handlers';

/**
 * The engine's one door: holds at most one open workspace and answers the calls of the contract. Parameters are
 * validated here too, so that a caller in process is held to the same rules as one over a wire.
 */
export function createEngine(options: EngineOptions): Engine {
  const state = new EngineState(options);
  const handlers = createHandlers(state);
  return {
    async call(method, params, callOptions) {
      const checked = check(method, params);
      const context = {
        signal: callOptions?.signal,
        onProgress: callOptions?.onProgress ?? (() => {}),
      };
      return state.ahead.during(() => handlers[method](checked, context));
    },
    learnedAhead: () => state.ahead.done(),
    close: () => state.close(),
    ticketFile: (ticket) => state.ticketFile(ticket),
    uploadFolder: () => state.uploadFolder(),
  };
}

function check<M extends MethodName>(method: M, params: unknown): MethodParams<M> {
  const parsed = methods[method].safeParse(params);
  if (parsed.success) return parsed.data as MethodParams<M>;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw new WeirError({
    code: 'invalid-input',
    message: `${method}: ${path ? `${path}: ` : ''}${issue?.message ?? 'wrong parameters'}`,
    details: { path },
  });
}
