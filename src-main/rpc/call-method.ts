import { WeirError } from '#shared/contract/errors';
import {
  type CallOptions,
  type EngineClient,
  type MethodInput,
  type MethodName,
  methods,
} from '#shared/contract/methods';
import { cancelled } from './transport-errors';

/**
 * One call as it comes from outside: the method must be in the list and the parameters must fit its schema.
 * Throws `not-supported`, `invalid-input` (with the path of each misfit) or what the engine throws; what an
 * aborted call throws is `cancelled`.
 */
export async function callMethod(
  engine: EngineClient,
  method: string,
  params: unknown,
  options: CallOptions = {},
): Promise<unknown> {
  if (!isMethod(method)) {
    throw new WeirError({
      code: 'not-supported',
      message: `There is no method ${method}.`,
      details: { method },
    });
  }
  const checked = checkParams(method, params);
  try {
    return await engine.call(method, checked, options);
  } catch (error) {
    if (options.signal?.aborted && !(error instanceof WeirError)) {
      throw new WeirError(cancelled, { cause: error });
    }
    throw error;
  }
}

/** Whether the list of methods has it. `Object.hasOwn`, so that `constructor` is not one. */
export function isMethod(method: string): method is MethodName {
  return Object.hasOwn(methods, method);
}

function checkParams(method: MethodName, params: unknown): MethodInput<MethodName> {
  const read = methods[method].safeParse(params ?? {});
  if (read.success) return read.data;
  const issues = read.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  const first = issues[0];
  throw new WeirError({
    code: 'invalid-input',
    message: `${method}: ${first?.path ? `${first.path}: ` : ''}${first?.message ?? 'unreadable parameters'}`,
    hint: 'Correct the named parameter and call again.',
    details: { method, issues },
  });
}
