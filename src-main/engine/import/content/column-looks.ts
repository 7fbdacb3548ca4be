import type { ColumnContent } from '../column-content';
import { isSalesWord } from '../sales-content';
import { outcomeOfWord } from '../stage-lexicon';
import { readDate } from '../values/dates';
import { readNumber } from '../values/numbers';

/** Enough of a column's values have to look like what it is taken for. */
const nearlyAll = 0.9;
const mostStageValues = 40;

function areMostly(values: readonly string[], test: (value: string) => boolean, share = nearlyAll): boolean {
  return values.length > 0 && values.filter(test).length >= values.length * share;
}

function distinctOf({ values }: ColumnContent): string[] {
  return [...new Set(values)];
}

/** Dates as people or programs write them; of bare numbers only those that say year, month and day. */
export function areDates(content: ColumnContent): boolean {
  if (content.dates >= nearlyAll) return true;
  return areMostly(content.values, (value) => /^(19|20)\d{6}$/.test(value) && readDate(value, true) !== null);
}

export function areNumbers(content: ColumnContent): boolean {
  return content.numeric >= nearlyAll && !areDates(content) && content.booleans < 1;
}

/** Few texts that come again and are words for stages or for how a deal ended. */
export function areStages(content: ColumnContent): boolean {
  if (content.dates > 0.5 || content.numeric > 0.5) return false;
  const words = distinctOf(content);
  const known = words.filter((word) => word.length > 1 && isSalesWord(word));
  if (words.length > mostStageValues || known.length * 2 <= words.length) return false;
  return known.length > 1 || words.some((word) => isOutcome(word));
}

/** Whether a stage column says no more than open, won and lost. */
export function areOutcomes(content: ColumnContent): boolean {
  const words = distinctOf(content);
  return words.length <= 6 && words.every((word) => outcomeOfWord(word) !== null);
}

/** Whether a word says won or lost. */
export function isOutcome(word: string): boolean {
  const outcome = outcomeOfWord(word);
  return outcome === 'won' || outcome === 'lost';
}

/** Codes without blanks, or plain numbers that are no amounts: counted up over the rows, or all as long as each other. */
export function areIds(content: ColumnContent, rows: number): boolean {
  const { values } = content;
  if (areDates(content) || content.booleans === 1) return false;
  if (content.numeric < nearlyAll)
    return areMostly(values, (value) => /^(?=.*\d)[\p{L}\d][\p{L}\d_:./#-]{1,63}$/u.test(value));
  if (!areMostly(values, (value) => /^\d{1,19}$/.test(value), 1)) return false;
  const numbers = values.map(Number);
  const span = Math.max(...numbers) - Math.min(...numbers) + 1;
  const [first = ''] = values;
  const even = first.length > 5 && values.every(({ length }) => length === first.length);
  return content.index === 0 || even || span <= rows * 2;
}

/** Numbers that can be money: more than counts and percents come to, and not all as long as each other, as codes are. */
export function mayBeAmounts(content: ColumnContent): boolean {
  const { values } = content;
  if (!areNumbers(content) || values.some((value) => /%|^0\d/.test(value))) return false;
  const [first = ''] = values;
  const even =
    values.length > 9 && values.every((value) => /^\d+$/.test(value) && value.length === first.length);
  return !even && (haveCurrency(content) || areMostly(values, (value) => wholePart(value) > 99, 0.3));
}

/** Numbers that are hardly anything else than money: with a sign of a currency, or with cents. */
export function areSurelyAmounts(content: ColumnContent): boolean {
  return haveCurrency(content) || areMostly(content.values, (value) => /\d[.,]\d{2}\D*$/.test(value), 0.5);
}

function haveCurrency({ values }: ColumnContent): boolean {
  return areMostly(values, (value) => (readNumber(value)?.sign ?? '') !== '', 0.5);
}

function wholePart(value: string): number {
  return Number(value.replace(/[.,]\d{1,2}\D*$/, '').replace(/\D/g, ''));
}

export function areMails({ values }: ColumnContent): boolean {
  return areMostly(values, (value) => /^[^\s@]+@[^\s@]+\.\p{L}{2,}$/u.test(value));
}

const latinName =
  /^\p{Lu}[\p{Ll}'’]+(-\p{Lu}\p{Ll}+)?( \p{Lu}\.)?( (van|von|de|da|del|der))*( \p{Lu}\p{L}+){1,2}$/u;
/** The usual family names of China and Korea: of any two to four characters few others are names. */
const easternName =
  /^[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎]\p{Script=Han}{1,2}$|^[김이박최정강조윤장임한오서신권황안송류전홍유고문양손배백허남심노하곽성차주우구]\p{Script=Hangul}{2}$/u;
/** Words in pairs that are no people: kinds of business, sources, regions. */
const commonWord =
  /\b(new|existing|business|customer|renewal|web|cold|call|trade|show|word|mouth|partner|referral|search|social|media|inside|outside|sales|team|north|south|east|west|america|europe|asia|enterprise|mid|market|small|large|high|low|best|case|email|event|campaign|inbound|outbound|marketing|product|service|group|company|public|private|health|united|free|paid|other|not|no)\b/i;

/** Few people who come again, each called otherwise than the next: words that stand in several values are no names. */
export function arePeople(content: ColumnContent): boolean {
  const people = distinctOf(content);
  if (people.length < 2 || content.distinct > 0.5) return false;
  if (areMails(content)) return true;
  if (areMostly(people, (person) => easternName.test(person))) return true;
  if (!areMostly(people, (person) => latinName.test(forenameFirst(person)) && !commonWord.test(person)))
    return false;
  const words = people.flatMap((person) => person.split(' '));
  return new Set(words).size >= words.length * 0.8;
}

/** Names of people of which nearly all differ. */
export function areFullNames(content: ColumnContent): boolean {
  if (content.distinct < 0.8 || content.numeric > 0) return false;
  return areMostly(
    content.values,
    (value) => easternName.test(value) || (latinName.test(forenameFirst(value)) && !commonWord.test(value)),
    0.8,
  );
}

export function areWebsites({ values }: ColumnContent): boolean {
  return areMostly(values, (value) => /^(https?:\/\/)?([\p{L}\d-]+\.)+\p{L}{2,}(\/\S*)?$/u.test(value));
}

function forenameFirst(person: string): string {
  return person.replace(/^([^,]+), ([^,]+)$/, '$2 $1');
}

const companySuffix =
  /(^|[\s,.])(inc|llc|ltd|limited|corp|corporation|co|company|plc|gmbh|ag|kg|se|s\.?a\.?|sarl|sas|b\.?v|n\.?v|oy|ab|a\/s|group|holdings?|s\.?p\.?a|s\.?r\.?l|ltda|pty|kk)\.?$|(公司|集团|株式会社|주식회사|\(주\)|^㈜|^(ООО|АО|ЗАО|ПАО|ИП)\s)/iu;

/** Texts among which legal forms are frequent. */
export function areCompanies(content: ColumnContent): boolean {
  return content.numeric < 0.1 && areMostly(distinctOf(content), (value) => companySuffix.test(value), 0.25);
}

const firmName =
  /(\s(and|&|und|et|y|e)\s(sons|söhne|fils|\p{Lu}[\p{L}'’]+)|(partners|associates|brothers|industries|technologies|solutions|systems|labs|ventures|enterprises|werke|bank))$/u;

/** The same with names that firms have without a legal form: of several partners, of a trade. */
export function areFirms(content: ColumnContent): boolean {
  const isFirm = (value: string) => companySuffix.test(value) || firmName.test(value);
  return content.numeric < 0.1 && areMostly(distinctOf(content), isFirm, 0.25);
}

/** Short texts that nearly all differ, as names of deals do; not codes, links or whole sentences. */
export function areNames(content: ColumnContent): boolean {
  const { values, numeric, dates, distinct } = content;
  if (numeric > 0.1 || dates > 0.1 || distinct < nearlyAll || areMails(content)) return false;
  return areMostly(
    values,
    (value) => /\p{L}{2}/u.test(value) && value.length < 100 && !value.includes('://'),
  );
}

/** Texts of which some come again, such as reasons. */
export function areRepeated({ numeric, dates, distinct, values }: ColumnContent): boolean {
  return numeric < 0.5 && dates < 0.5 && (distinct < 0.8 || values.length < 5);
}
