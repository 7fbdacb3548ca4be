import type { ColumnContent } from '../column-content';
import { isPeriod } from '../structure/periods';
import { collectMeanings } from './collect-meanings';
import {
  areDates,
  areMails,
  areNumbers,
  arePeople,
  areRepeated,
  areStages,
  mayBeAmounts,
} from './column-looks';
import type { ContentMeaning, NamelessTable } from './nameless-table';

const nearlyAll = 0.9;

/**
 * What the columns of a table of targets mean; null where it may be something else, such as what was booked. It has one
 * column of months, quarters or first days of them and amounts as people set them: round, or the same again and again.
 */
export function targetFields({ contents }: NamelessTable, given: boolean): ContentMeaning[] | null {
  const period = contents.find(arePeriods);
  const amounts = contents.filter((content) => content !== period && mayBeAmounts(content));
  const goals = contents.filter((content) => content !== period && areSet(content));
  const others = contents.some(
    (content) => content !== period && (areDates(content) || areMails(content) || areStages(content)),
  );
  if (!given && (!period || goals.length === 0 || others)) return null;
  const { found, add, rest } = collectMeanings(contents);
  add(period, 'period', 0.6, 'Its values are months, quarters or their first days.');
  const chosen = goals.length > 0 ? goals : amounts;
  for (const content of chosen)
    add(content, 'amount', chosen.length === 1 ? 0.55 : 0.45, 'Its values are amounts as people set them.');
  add(rest().find(arePeople), 'owner', 0.5, 'Its values are people, each in several rows.');
  const teams = rest().filter((content) => areRepeated(content) && content.numeric === 0);
  if (teams.length === 1) add(teams[0], 'team', 0.45, 'It is the only text that comes again.');
  return found;
}

function arePeriods({ values, distinct, filled }: ColumnContent): boolean {
  if (values.length < 3 || filled < nearlyAll || new Set(values).size < 2) return false;
  // Years alone may be years of anything, and days of every row its own date.
  const named = values.filter((value) => isPeriod(value.trim()) && !/^\d{4}$/.test(value.trim()));
  const firsts = values.filter((value) => isFirstOfMonth(value.trim()));
  return (
    Math.max(named.length, firsts.length) >= values.length * nearlyAll && (distinct < 1 || values.length < 40)
  );
}

function isFirstOfMonth(value: string): boolean {
  return /^(19|20)\d{2}[-/.](0?[1-9]|1[0-2])[-/.]0?1( 00:00(:00)?)?$|^0?1[-/.]\d{1,2}[-/.](19|20)\d{2}$|^\d{1,2}[-/.]0?1[-/.](19|20)\d{2}$/.test(
    value,
  );
}

/** Numbers that are round, or money of few values that come again. */
function areSet(content: ColumnContent): boolean {
  const given = content.values.filter((value) => /[1-9]/.test(value));
  if (given.length < 3 || !areNumbers(content)) return false;
  const isRound = (value: string) => /^\D*\d[\d.,' ]*?(00|[05]0{2,})([.,]00?)?\D*$/.test(value);
  if (given.filter(isRound).length >= given.length * nearlyAll) return true;
  return mayBeAmounts(content) && new Set(given).size <= given.length * 0.5;
}
