import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import {
  controlsOf,
  parseControls,
  type ResolvedScope,
  resolveScope,
  type ScopeControls,
  writeControls,
} from './scope';
import { useWorkspace } from './use-workspace';

export type ScopeState = {
  /** What the controls show. */
  controls: ScopeControls;
  /** What engine calls take. */
  scope: ResolvedScope;
  /** The as-of day in use: the chosen one, or the newest day of the data. */
  asOf: string | null;
  /** Changes some controls; the address follows and Back returns. */
  change: (patch: Partial<ScopeControls>) => void;
};

/** The global controls, which live in the address. */
export function useScope(): ScopeState {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const { data: info } = useWorkspace();
  const dataAsOf = info?.asOf ?? null;
  const controls = useMemo(() => parseControls(search), [search]);
  const scope = useMemo(() => resolveScope(controls, dataAsOf), [controls, dataAsOf]);
  const change = useCallback(
    (patch: Partial<ScopeControls>) => {
      const query = writeControls(search, { ...controls, ...patch });
      navigate(query ? `${path}?${query}` : path);
    },
    [search, controls, path, navigate],
  );
  return { controls, scope, asOf: controls.asOf ?? dataAsOf, change };
}

/** The address of another page under the same controls. */
export function useScopedPath(): (path: string) => string {
  const search = useSearch();
  return useCallback(
    (path: string) => {
      const query = controlsOf(search);
      return query ? `${path}${path.includes('?') ? '&' : '?'}${query}` : path;
    },
    [search],
  );
}

/** One page control of its own that lives in the address too, e.g. the breakdown field. */
export function useAddressValue(name: string): [string | null, (value: string | null) => void] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const value = useMemo(() => new URLSearchParams(search).get(name), [search, name]);
  const set = useCallback(
    (next: string | null) => {
      const query = new URLSearchParams(search);
      if (next === null) query.delete(name);
      else query.set(name, next);
      const text = query.toString();
      navigate(text ? `${path}?${text}` : path, { replace: true });
    },
    [search, path, name, navigate],
  );
  return [value, set];
}
