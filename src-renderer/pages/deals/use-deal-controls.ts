import { useMemo } from 'react';
import { useAddressValue } from '../../state/use-scope';
import { type DealControls, outcomes, parseSort, writeSort } from './deal-query';

/** Search, outcome and sort order of the list; they live in the address like everything else. */
export function useDealControls() {
  const [search, setSearch] = useAddressValue('q');
  const [outcome, setOutcome] = useAddressValue('outcome');
  const [sort, setSort] = useAddressValue('sort');
  const controls = useMemo<DealControls>(
    () => ({
      search: search ?? '',
      outcome: outcomes.find((known) => known === outcome) ?? 'all',
      ...parseSort(sort),
    }),
    [search, outcome, sort],
  );
  return {
    controls,
    setSearch: (text: string) => setSearch(text === '' ? null : text),
    setOutcome: (value: string) => setOutcome(value === 'all' ? null : value),
    setSort: (column: string, descending: boolean) => setSort(writeSort(column, descending)),
  };
}
