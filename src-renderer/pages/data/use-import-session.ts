import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { RememberedMapping } from '#shared/results/workspace';
import { useEngine, useHost } from '../../engine-client/engine-context';
import { refreshWorkspace, useWorkspace } from '../../state/use-workspace';
import { createImportSession } from './import-session';

/** The import of this window. There is one, because there is one workspace. */
const session = createImportSession();

/** Forgets the running import, when another workspace takes the place of its own. */
export function resetImport(): void {
  session.reset();
}

/** The running import and what can be done with it. */
export function useImportSession() {
  const engine = useEngine();
  const host = useHost();
  const queries = useQueryClient();
  const state = useSyncExternalStore(session.subscribe, session.state);
  const actions = useMemo(() => {
    const at = { engine, host };
    return {
      correct: (
        ...change: Parameters<typeof session.correct> extends [unknown, ...infer Rest] ? Rest : never
      ) => void session.correct(at, ...change),
      setSnapshotDate: (day: string | undefined) => void session.setSnapshotDate(at, day),
      mappingFile: () => session.mappingFile(at),
      applyMappingFile: async (file: File) => session.applyMappingFile(at, file.name, await file.text()),
      async forget(headers: string) {
        await session.forget(at, headers);
        await queries.invalidateQueries({ queryKey: ['mapping.remembered'] });
      },
      async remember(forgotten: RememberedMapping) {
        await session.remember(at, forgotten);
        await queries.invalidateQueries({ queryKey: ['mapping.remembered'] });
      },
      async load() {
        if (await session.load(at)) await refreshWorkspace(queries);
      },
      discard: () => void session.discard(at),
      cancel: session.cancel,
      dismiss: session.dismiss,
    };
  }, [engine, host, queries]);
  return { ...state, ...actions };
}

/** Reviews the files named in the address, once: the host puts them there when they need an answer before importing. */
export function useSourcesOfAddress(): void {
  const engine = useEngine();
  const host = useHost();
  const search = useSearch();
  const [, navigate] = useLocation();
  useEffect(() => {
    const sources = new URLSearchParams(search).getAll('source');
    if (sources.length === 0) return;
    void session.review({ engine, host }, sources);
    navigate('/data', { replace: true });
  }, [engine, host, search, navigate]);
}

/**
 * Starts an import from dropped or chosen files, wherever the user is, and shows it on the Data page. Files go
 * into a workspace of their own when none is open or when the open one is the sample.
 */
export function useImportFiles(): (files: File[]) => void {
  const engine = useEngine();
  const host = useHost();
  const queries = useQueryClient();
  const { data: workspace } = useWorkspace();
  const [, navigate] = useLocation();
  const needsWorkspace = !workspace || workspace.sample !== null;
  return useCallback(
    (files) => {
      const prepare = async () => {
        await engine.call('workspace.create', {});
        await refreshWorkspace(queries);
        navigate('/data');
      };
      void session.add({ engine, host }, files, needsWorkspace ? prepare : undefined);
      if (!needsWorkspace) navigate('/data');
    },
    [engine, host, queries, needsWorkspace, navigate],
  );
}
