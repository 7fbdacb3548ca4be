import type { EngineClient, MethodName } from '#shared/contract/methods';

const opening: readonly MethodName[] = ['workspace.open', 'workspace.create', 'workspace.openSample'];

/** The same engine; `tell` hears the path of the workspace that is open, and null when it is closed. */
export function watchWorkspace(engine: EngineClient, tell: (path: string | null) => void): EngineClient {
  return {
    async call(method, params, options) {
      const result = await engine.call(method, params, options);
      if (method === 'workspace.close') tell(null);
      if (opening.includes(method)) tell(openedPath(result));
      return result;
    },
  };
}

function openedPath(result: unknown): string | null {
  const info = typeof result === 'object' && result !== null ? result : {};
  return 'path' in info && typeof info.path === 'string' ? info.path : null;
}
