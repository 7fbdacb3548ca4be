import type { ColumnContent } from '../column-content';
import { collectMeanings } from './collect-meanings';
import {
  areDates,
  areIds,
  areNumbers,
  arePeople,
  areStages,
  areSurelyAmounts,
  isOutcome,
} from './column-looks';
import { type KindWord, shareOf } from './kind-words';
import type { ContentMeaning, NamelessTable } from './nameless-table';

const nearlyAll = 0.9;
const kinds: readonly KindWord[] = ['call', 'mail', 'meeting', 'task'];

/**
 * What the columns of a table of calls, mails, meetings or tasks mean; null where it may be something else. It is one when
 * a column holds kinds of activity, or says inbound or outbound of moments with a time of day, and nothing speaks of deals:
 * no stages that end, no money.
 */
export function activityFields(table: NamelessTable, given: boolean): ContentMeaning[] | null {
  const { contents, rows } = table;
  const dates = contents.filter(areDates);
  const type = contents.find(areTypes);
  const direction = contents.find((content) => shareOf(content, 'direction') >= nearlyAll);
  const timed = dates.some(
    ({ readings }) => readings.filter(({ hasTime }) => hasTime).length > readings.length / 2,
  );
  const speaks = type
    ? !contents.some((content) => content !== type && areStages(content))
    : direction && timed;
  if (!given && (dates.length === 0 || !speaks || contents.some(speaksOfDeals))) return null;
  const { found, add, rest } = collectMeanings(contents);
  add(type, 'type', 0.6, 'Its values are kinds of activity.');
  add(direction, type ? 'direction' : 'type', 0.55, 'Its values say inbound or outbound.');
  const [at] = dates.toSorted((a, b) => b.filled - a.filled || b.distinct - a.distinct);
  add(at, 'at', dates.length === 1 ? 0.6 : 0.5, 'It is a date that every row has.');
  add(
    rest().find((content) => shareOf(content, 'done') >= nearlyAll && content.distinct < 0.5),
    'status',
    0.5,
    'Its values say whether something was done.',
  );
  add(rest().find(arePeople), 'owner', 0.5, 'Its values are people, each in several rows.');
  const refers = rest().filter((content) => content.distinct < nearlyAll && areIds(content, rows));
  if (refers.length === 1) add(refers[0], 'opportunity', 0.45, 'Its values look like ids and come again.');
  add(rest().find(areSubjects), 'subject', 0.45, 'Its values are texts of their own.');
  return found;
}

/** Kinds of activity, of at least two sorts: a list of sources has one at most. */
function areTypes(content: ColumnContent): boolean {
  if (content.distinct > 0.8 && content.values.length > 8) return false;
  const sorts = kinds.filter((kind) => shareOf(content, kind) > 0);
  return sorts.length > 1 && shareOf(content, ...kinds) >= nearlyAll;
}

function speaksOfDeals(content: ColumnContent): boolean {
  const ends = areStages(content) && content.values.some(isOutcome);
  return ends || (areNumbers(content) && areSurelyAmounts(content));
}

function areSubjects({ values, numeric, dates, distinct }: ColumnContent): boolean {
  return numeric < 0.1 && dates < 0.1 && distinct > 0.3 && values.some((value) => /\p{L}{2}.* /u.test(value));
}
