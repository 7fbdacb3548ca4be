import type { ColumnContent } from '../column-content';
import { collectMeanings } from './collect-meanings';
import {
  areCompanies,
  areDates,
  areFullNames,
  areIds,
  areMails,
  areNumbers,
  arePeople,
  areSurelyAmounts,
} from './column-looks';
import { shareOf } from './kind-words';
import type { ContentMeaning, NamelessTable } from './nameless-table';

/**
 * What the columns of a list of leads mean; null where it may be something else. Leads have an e-mail address of their own
 * each, a column of how far they got in words of leads, and no money.
 */
export function leadFields({ contents, rows }: NamelessTable, given: boolean): ContentMeaning[] | null {
  const mails = contents.filter((content) => areMails(content) && content.distinct > 0.9);
  const status = contents.find(areLeadStatuses);
  const money = contents.some((content) => areNumbers(content) && areSurelyAmounts(content));
  if (!given && (mails.length === 0 || !status || money)) return null;
  const { found, add, rest } = collectMeanings(contents);
  add(status, 'status', 0.6, 'Its values say how far a lead got.');
  add(
    rest().find((content) => content.filled > 0.99 && content.distinct === 1 && areIds(content, rows)),
    'id',
    0.55,
    'Every row has another value, and they look like ids.',
  );
  add(rest().find(arePeople), 'owner', 0.5, 'Its values are people, each in several rows.');
  add(rest().find(areFullNames), 'name', 0.5, 'Its values are names of people.');
  add(rest().find(areCompanies), 'company', 0.5, 'Its values have the legal forms of companies.');
  add(
    rest().find((content) => content.distinct < 0.5 && shareOf(content, 'source') > 0.5),
    'source',
    0.5,
    'Its values are ways in which leads come in.',
  );
  const dates = rest().filter(areDates);
  if (dates.length === 1) add(dates[0], 'created_at', 0.5, 'It is the only date.');
  const answers = rest().filter(({ booleans }) => booleans === 1);
  if (answers.length === 1) add(answers[0], 'is_converted', 0.45, 'It is the only column of yes and no.');
  return found;
}

function areLeadStatuses(content: ColumnContent): boolean {
  const words = new Set(content.values);
  return words.size > 1 && words.size <= 20 && content.distinct < 0.8 && shareOf(content, 'lead') >= 0.6;
}
