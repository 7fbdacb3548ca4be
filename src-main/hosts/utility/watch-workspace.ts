import type { EngineClient, MethodName } from '#shared/contract/methods';
import type { OpenWorkspace } from '../common/engine-messages';

const opening: readonly MethodName[] = ['workspace.open', 'workspace.create', 'workspace.openSample'];

/** The same engine; `tell` hears which workspace is open, and null when it is closed. */
export function watchWorkspace(
  engine: EngineClient,
  tell: (open: OpenWorkspace | null) => void,
): EngineClient {
  return {
    async call(method, params, options) {
      const result = await engine.call(method, params, options);
      if (method === 'workspace.close') tell(null);
      if (opening.includes(method)) tell(openedBy(result));
      return result;
    },
  };
}

function openedBy(result: unknown): OpenWorkspace | null {
  if (typeof result !== 'object' || result === null) return null;
  if (!('path' in result) || typeof result.path !== 'string') return null;
  return { path: result.path, readOnly: 'readOnly' in result && result.readOnly === true };
}
