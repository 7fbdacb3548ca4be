import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type Drill, type DrillInput, type DrillTab, drillTabs, parseDrill } from './drill';

export type DrillState = {
  drill: Drill | null;
  tab: DrillTab;
  /** Opens the side sheet on what stands behind a number. */
  openDrill: (drill: DrillInput, tab?: DrillTab) => void;
  setTab: (tab: DrillTab) => void;
  closeDrill: () => void;
};

/** The drill-through sheet; which number it shows is part of the address. */
export function useDrill(): DrillState {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const query = useMemo(() => new URLSearchParams(search), [search]);
  const drill = useMemo(() => parseDrill(query.get('drill')), [query]);
  const tab =
    drillTabs.find((known) => known === query.get('tab')) ?? (drill?.behind ? 'deals' : 'definition');
  const write = useCallback(
    (change: (next: URLSearchParams) => void, replace: boolean) => {
      const next = new URLSearchParams(search);
      change(next);
      const text = next.toString();
      navigate(text ? `${path}?${text}` : path, { replace });
    },
    [search, path, navigate],
  );
  const openDrill = useCallback(
    (input: DrillInput, on?: DrillTab) =>
      write((next) => {
        next.set('drill', JSON.stringify(input));
        if (on) next.set('tab', on);
        else next.delete('tab');
      }, false),
    [write],
  );
  const setTab = useCallback((next: DrillTab) => write((q) => q.set('tab', next), true), [write]);
  const closeDrill = useCallback(
    () =>
      write((next) => {
        next.delete('drill');
        next.delete('tab');
      }, true),
    [write],
  );
  return { drill, tab, openDrill, setTab, closeDrill };
}
