import type { FileKind } from '#shared/model/fields';
import { accountFields } from './account-fields';
import { activityFields } from './activity-fields';
import { leadFields } from './lead-fields';
import type { ContentMeaning, NamelessTable } from './nameless-table';
import { productFields } from './product-fields';
import { targetFields } from './target-fields';

type Reader = (table: NamelessTable, given: boolean) => ContentMeaning[] | null;
type Other = { kind: FileKind; meanings: ContentMeaning[] };

/** Kinds whose values may speak of stages as well, so that they are looked for before deals are. */
const beforeDeals: readonly (readonly [FileKind, Reader])[] = [
  ['leads', leadFields],
  ['activities', activityFields],
  ['accounts', accountFields],
];
const afterDeals: readonly (readonly [FileKind, Reader])[] = [
  ['targets', targetFields],
  ['products', productFields],
];

/** What a table without header is where it surely holds something else than deals; null where that is not sure. */
export function surelyNoDeals(table: NamelessTable): Other | null {
  return firstOf(beforeDeals, table);
}

/** The same for kinds that are told only where no column holds stages. */
export function withoutStages(table: NamelessTable): Other | null {
  return firstOf(afterDeals, table);
}

/** What the columns mean in a table of a kind that is given; nothing for kinds that values do not tell. */
export function ofGivenKind(table: NamelessTable, kind: FileKind): ContentMeaning[] {
  const reader = [...beforeDeals, ...afterDeals].find(([name]) => name === kind)?.[1];
  return reader?.(table, true) ?? [];
}

function firstOf(readers: typeof beforeDeals, table: NamelessTable): Other | null {
  for (const [kind, read] of readers) {
    const meanings = read(table, false);
    if (meanings && meanings.length > 1) return { kind, meanings };
  }
  return null;
}
