import type { ColumnContent } from '../column-content';
import { collectMeanings } from './collect-meanings';
import {
  areCompanies,
  areDates,
  areIds,
  areMails,
  areNames,
  arePeople,
  areStages,
  areSurelyAmounts,
  mayBeAmounts,
} from './column-looks';
import { shareOf } from './kind-words';
import type { ContentMeaning, NamelessTable } from './nameless-table';

const mostProducts = 1000;
const mostColumns = 8;

/**
 * What the columns of a price list mean; null where it may be something else, such as a list of deals with amounts. It is
 * short and narrow, names differ and have words of products, one column holds money, and nobody and no day is in it.
 */
export function productFields({ contents, rows }: NamelessTable, given: boolean): ContentMeaning[] | null {
  const name = contents.find((content) => content.distinct > 0.95 && areNames(content));
  const prices = contents.filter(
    (content) => mayBeAmounts(content) || (isNumber(content) && areSurelyAmounts(content)),
  );
  const isProduct = name && shareOf(name, 'product') >= 0.4;
  const small = rows <= mostProducts && contents.length <= mostColumns;
  if (!given && (!isProduct || prices.length !== 1 || !small || contents.some(isOfDeals))) return null;
  const { found, add, rest } = collectMeanings(contents);
  add(name, 'key', 0.5, 'Its texts all differ and have words of products.');
  if (!name)
    add(
      rest().find((content) => areIds(content, rows)),
      'key',
      0.45,
      'Every row has another value.',
    );
  if (prices.length === 1) add(prices[0], 'list_price', 0.5, 'It is the only column of money.');
  return found;
}

function isNumber({ numeric }: ColumnContent): boolean {
  return numeric > 0.9;
}

function isOfDeals(content: ColumnContent): boolean {
  return (
    areDates(content) ||
    areMails(content) ||
    arePeople(content) ||
    areStages(content) ||
    areCompanies(content)
  );
}
