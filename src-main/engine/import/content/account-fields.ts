import type { ColumnContent } from '../column-content';
import { collectMeanings } from './collect-meanings';
import { areDates, areFirms, areIds, areMails, areNames, areStages, areWebsites } from './column-looks';
import { shareOf, shareOfPlaces } from './kind-words';
import type { ContentMeaning, NamelessTable } from './nameless-table';

const most = 0.7;

/**
 * What the columns of a list of accounts mean; null where it may be something else. Every row has a name of its own, and
 * industries, places, websites or legal forms say that these are companies; nothing has a date, an e-mail address or an end.
 */
export function accountFields({ contents, rows }: NamelessTable, given: boolean): ContentMeaning[] | null {
  const id = contents.find(
    (content) => content.filled > 0.99 && content.distinct === 1 && areIds(content, rows),
  );
  const industry = contents.find((content) => isRepeated(content) && shareOf(content, 'industry') > most);
  const place = contents.find((content) => isRepeated(content) && shareOfPlaces(content) > most);
  const isTaken = (content: ColumnContent) => [id, industry, place].includes(content) || areWebsites(content);
  // Two companies may be called the same where ids tell them apart.
  const names = contents.filter(
    (content) =>
      !isTaken(content) && (content.distinct > 0.95 ? areNames(content) : id && areTitles(content)),
  );
  const name = names.find(areFirms) ?? names[0];
  const signs = [industry, place, contents.find(areWebsites), name && areFirms(name) ? name : undefined];
  const sure = signs.filter((sign) => sign !== undefined).length > 1 || (industry && contents.length < 4);
  const others = contents.some((content) => areDates(content) || areMails(content) || isStage(content));
  if (!given && (!name || !sure || others)) return null;
  const { found, add } = collectMeanings(contents);
  add(name, 'name', 0.55, 'Its texts all differ, as names of companies do.');
  add(id, 'key', 0.55, 'Every row has another value, and they look like ids.');
  add(industry, 'segment', 0.5, 'Its values are industries.');
  add(place, 'region', 0.5, 'Its values are countries or regions.');
  return found;
}

function areTitles({ values, numeric, dates, distinct, booleans }: ColumnContent): boolean {
  if (distinct < 0.3 || numeric > 0.1 || dates > 0.1 || booleans > 0.1) return false;
  return values.filter((value) => /\p{L}{2}/u.test(value) && value.length < 100).length > values.length * 0.9;
}

/** Prospects and customers are sorts of accounts as well as stages. */
function isStage(content: ColumnContent): boolean {
  const sorts =
    /^(prospect|lead|(former |ex-)?customer|client|kunde|interessent|partner|supplier|vendor|competitor|reseller|other)s?$/i;
  return areStages(content) && !content.values.every((value) => sorts.test(value.trim()));
}

function isRepeated({ distinct, values }: ColumnContent): boolean {
  return distinct < 0.8 || values.length < 6;
}
