import type { DateOrder } from '#shared/model/mapping';
import { literal } from '../../query/sql-text';
import {
  afternoonWords,
  eras,
  monthWords,
  morningWords,
  sharedZones,
  weekdayWords,
  zoneMinutes,
} from './date-words';

/**
 * Dates that `strptime` has no pattern for: months as words of several languages, ordinals, weekdays, years and
 * halves of the day in Chinese, Japanese and Korean, eras, full-width digits, names of time zones. Each layout is one
 * regular expression that recognises a text here and takes it apart in SQL, so that both agree.
 */
type Layout = {
  shape: string;
  pattern: string;
  /** What the groups of the pattern are: weekday, day, month (word or number), year, era and so on. */
  groups: readonly string[];
};

const half = String.raw`[ap]\.? ?m\.?|오전|오후|上午|下午|午前|午後|凌晨|早上|晚上`;
const zone = String.raw`z|(?:utc|gmt)? ?[+-]\d{1,2}(?::?\d{2})?|[a-z]{3,4}`;
const clock = String.raw`(?:at |um |à |a las |às |в )?(${half})? ?(\d{1,2})(?:[:.h]|[时時点點시] ?)(\d{2})(?:(?:[:.]|[分분] ?)(\d{2})(?:[.,](\d{1,9}))?)?[秒초分분]?(?: uhr)?(?: ?(${half}))?(?: ?(${zone}))?(?: ?[(\[][^)\]]*[)\]])?`;
const clockGroups = ['before', 'h', 'i', 's', 'f', 'after', 'z'];
const time = `(?:[ ,t]+${clock})?`;
const timeAtOnce = `(?:[ ,t]*${clock})?`;
const weekday = String.raw`(?:(\p{L}+)(?:-feira)?\.?,? +)?`;
const eastern = String.raw`(?: ?\(?(?:[月火水木金土日]曜日?|[月火水木金土日월화수목금토일]\)|[월화수목금토일]요일|周[一二三四五六日]|星期[一二三四五六日天])\)?)?`;
const year = String.raw`(\d{4}|\d{2})(?: ?(?:года|год|г)\.?)?`;

const layouts: readonly Layout[] = [
  layout(
    '~d-name-y',
    String.raw`${weekday}(?:(?:le|el|den|the|am) )?(\d{1,2})(?:st|nd|rd|th|er|º|ª|o)?[ .,/-]*(?:(?:de|of) )?(\p{L}+)[ .,/-]*(?:(?:de|del|of) )?${year}${time}`,
    ['w', 'd', 'm', 'y'],
  ),
  layout(
    '~name-d-y',
    String.raw`${weekday}(\p{L}+)[ .,/-]*(\d{1,2})(?:st|nd|rd|th)?,?[ ./-]+${year}${time}`,
    ['w', 'm', 'd', 'y'],
  ),
  layout('~y-name-d', String.raw`(\d{4})(?:[ .,/-]+|年 ?)(\p{L}+)[ .,/-]*(\d{1,2})日?${time}`, [
    'y',
    'm',
    'd',
  ]),
  layout(
    '~y-m-d',
    String.raw`(\d{4}) ?(?:年|년|[./-]) ?(\d{1,2}) ?(?:月|월|[./-]) ?(\d{1,2}) ?(?:日|일|\.)?${eastern}${timeAtOnce}`,
    ['y', 'm', 'd'],
  ),
  layout(
    '~yy-m-d',
    String.raw`(\d{2}) ?(?:年|년) ?(\d{1,2}) ?(?:月|월) ?(\d{1,2}) ?(?:日|일)?${eastern}${timeAtOnce}`,
    ['y', 'm', 'd'],
  ),
  layout(
    '~era',
    String.raw`(明治|大正|昭和|平成|令和|[mtshr])\.? ?(\d{1,2}|元) ?(?:年|[./-]) ?(\d{1,2}) ?(?:月|[./-]) ?(\d{1,2}) ?日?${eastern}${timeAtOnce}`,
    ['era', 'y', 'm', 'd'],
  ),
  layout('~d-m月-y', String.raw`(\d{1,2}) ?- ?(\d{1,2}) ?[月월] ?- ?${year}${time}`, ['d', 'm', 'y']),
  layout('~%1/%2', String.raw`${weekday}(\d{1,2}) ?[./-] ?(\d{1,2}) ?[./-] ?${year}${time}`, [
    'w',
    '%1',
    '%2',
    'y',
  ]),
];

function layout(shape: string, pattern: string, groups: readonly string[]): Layout {
  return { shape, pattern: `^${pattern}$`, groups: [...groups, ...clockGroups] };
}

const compiled = layouts.map((one) => ({ ...one, regex: new RegExp(one.pattern, 'u') }));

const wide = '０１２３４５６７８９／．－：，（）　\u00a0\u202f\u2009';
const narrow = '0123456789/.-:,()    ';

/** Whether a text may be longer than any date; what is longer is not looked at. */
export const longestDate = 70;

/** The layout that this text has, or null. */
export function readWritten(value: string): { shape: string; hasTime: boolean; zoned: boolean } | null {
  if (!/[\d０-９元]/.test(value)) return null;
  const text = tidied(value);
  for (const { shape, regex, groups } of compiled) {
    const found = regex.exec(text);
    if (!found) continue;
    const part = (name: string) => (groups.includes(name) ? found[groups.indexOf(name) + 1] : '') ?? '';
    const zoneText = part('z');
    const known = (word: string, words: readonly string[]) => word === '' || words.includes(word);
    if (!known(part('w'), weekdayWords)) continue;
    if (/\D/.test(part('m')) && !monthWords.includes(part('m'))) continue;
    if (/^[a-z]+$/.test(zoneText) && !(zoneText in zoneMinutes) && !sharedZones.includes(zoneText)) continue;
    return { shape, hasTime: part('h') !== '', zoned: zoneText !== '' && !sharedZones.includes(zoneText) };
  }
  return null;
}

function tidied(value: string): string {
  const text = [...value].map((char) => (wide.includes(char) ? (narrow[wide.indexOf(char)] ?? char) : char));
  return text.join('').trim().toLowerCase();
}

/** SQL of the text as the layouts expect it: narrow signs, lower case. */
export function tidiedSql(column: string): string {
  return `lower(trim(translate(${column}, '${wide}', '${narrow}')))`;
}

/** SQL that reads a text as the TIMESTAMP that a layout says, by the clock of `zone`, or as written; NULL where it does not fit. */
export function writtenSql(
  column: string,
  shape: string,
  order: DateOrder | null,
  zone: string | null,
): string {
  const parts = partsSql(column, shape, order);
  const moment = `TRY_CAST(${yearSql(shape)} || '-' || ${monthSql} || '-' || p.d || ' ' || ${clockSql} AS TIMESTAMP)`;
  const instant = zone === null ? moment : momentIn(zone, moment);
  return `list_transform([${parts}], lambda p: CASE WHEN p.d <> '' THEN ${instant} END)[1]`;
}

/** Without an offset, or with a zone that several share, the moment is of the zone as it stands. */
function momentIn(zone: string, moment: string): string {
  const utc = `${moment} - to_minutes(${offsetSql})`;
  if (zone === 'UTC') return utc;
  const local = `timezone(${literal(zone)}, timezone('UTC', ${utc}))`;
  return `CASE WHEN p.z IN ('', ${textsOf(sharedZones)}) THEN ${moment} ELSE ${local} END`;
}

/** SQL of a struct with the parts of a text: empty texts where it does not fit. */
export function partsSql(column: string, shape: string, order: DateOrder | null): string {
  const { pattern, groups } = layouts.find((one) => one.shape === shape) ?? layouts[0]!;
  const [first, second] = order === 'mdy' ? ['m', 'd'] : ['d', 'm'];
  const names = groups.map((name) => (name === '%1' ? first : name === '%2' ? second : name));
  const regex = pattern.replaceAll("'", "''");
  return `regexp_extract(${tidiedSql(column)}, '${regex}', [${names.map((name) => `'${name}'`).join(', ')}])`;
}

/** SQL of the number of a weekday word, 1 for Monday; NULL for no such word. */
export function weekdaySql(word: string): string {
  return `(list_position(${listOf(weekdayWords)}, ${word}) - 1) % 7 + 1`;
}

const monthSql = `CASE WHEN p.m BETWEEN '0' AND '9999' THEN p.m
  ELSE CAST((list_position(${listOf(monthWords)}, p.m) - 1) % 12 + 1 AS VARCHAR) END`;

/** Two digits mean 1969 to 2068, as `strptime` has it. */
function yearSql(shape: string): string {
  if (shape !== '~era')
    return "CASE WHEN length(p.y) = 4 THEN p.y WHEN p.y < '69' THEN '20' || p.y ELSE '19' || p.y END";
  const before = Object.entries(eras).map(([era, base]) => `WHEN '${era}' THEN ${base}`);
  return `CAST(CASE p.era ${before.join(' ')} END + CASE p.y WHEN '元' THEN 1 ELSE TRY_CAST(p.y AS INTEGER) END AS VARCHAR)`;
}

const halfSql = "translate(p.before || p.after, '. ', '')";
const hourSql = `(TRY_CAST(p.h AS INTEGER) + CASE
  WHEN ${halfSql} IN (${textsOf(afternoonWords)}) AND TRY_CAST(p.h AS INTEGER) < 12 THEN 12
  WHEN ${halfSql} IN (${textsOf(morningWords)}) AND p.h = '12' THEN -12 ELSE 0 END)`;
const clockSql = `CASE WHEN p.h = '' THEN '00:00' ELSE ${hourSql} || ':' || p.i
  || CASE WHEN p.s = '' THEN '' ELSE ':' || p.s END || CASE WHEN p.f = '' THEN '' ELSE '.' || left(p.f, 6) END END`;

const zoneNames = Object.keys(zoneMinutes);
const signedSql = String.raw`regexp_extract(p.z, '([+-])(\d{1,2}):?(\d{2})?$', ['sign', 'h', 'i'])`;
const offsetSql = `CASE WHEN p.z = '' THEN 0
  WHEN contains(p.z, '+') OR contains(p.z, '-') THEN list_transform([${signedSql}], lambda o:
    CASE o.sign WHEN '-' THEN -1 ELSE 1 END * (TRY_CAST(o.h AS INTEGER) * 60 + coalesce(TRY_CAST(o.i AS INTEGER), 0)))[1]
  ELSE coalesce([${zoneNames.map((name) => zoneMinutes[name]).join(', ')}][list_position(${listOf(zoneNames)}, p.z)], 0) END`;

function listOf(words: readonly string[]): string {
  return `[${textsOf(words)}]`;
}

function textsOf(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}
