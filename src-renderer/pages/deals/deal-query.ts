import type { MethodInput } from '#shared/contract/methods';
import type { DealsNarrowing } from '../../state/deals-address';
import type { ResolvedScope } from '../../state/scope';

export const outcomes = ['all', 'open', 'won', 'lost', 'closed'] as const;
export type OutcomeChoice = (typeof outcomes)[number];

/** The controls of the Deals page that are not global. */
export type DealControls = {
  search: string;
  outcome: OutcomeChoice;
  sort: string;
  descending: boolean;
};

export type DealQuery = MethodInput<'deals.list'>;

/** The engine's question for the list, without its window. */
export function dealQuery(
  scope: ResolvedScope,
  controls: DealControls,
  narrowing: DealsNarrowing | null,
  columns: string[],
): DealQuery {
  return {
    ...scope,
    sort: controls.sort,
    descending: controls.descending,
    columns,
    ...(controls.search === '' ? {} : { search: controls.search }),
    ...(controls.outcome === 'all' ? {} : { outcome: controls.outcome }),
    ...(narrowing ? { behind: narrowing.behind } : {}),
    ...(narrowing?.group ? { group: narrowing.group } : {}),
  };
}

/** `amount` and `-amount` as the address writes the sort order. */
export function parseSort(text: string | null): { sort: string; descending: boolean } {
  if (!text) return { sort: 'amount', descending: true };
  return text.startsWith('-') ? { sort: text.slice(1), descending: true } : { sort: text, descending: false };
}

export function writeSort(sort: string, descending: boolean): string {
  return descending ? `-${sort}` : sort;
}
