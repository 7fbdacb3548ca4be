import { literal } from '../../query/sql-text';

/** What Windows-1252 has at 0x80 to 0x9F; the five places that it leaves empty are controls. */
const typographic = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const controls = Array.from(typographic, (_, i) => String.fromCodePoint(0x80 + i)).join('');

/** A byte that continues a letter of UTF-8, read as Windows-1252 or Latin-1. */
const next = `[${[...new Set(typographic + controls)].map(code).join('')}\\x{a0}-\\x{bf}]`;
/** Letters of Latin scripts; of Greek, Cyrillic, Hebrew and Arabic; punctuation, signs and pictures; East Asia. */
const latin = `[\\x{c2}-\\x{c5}]${next}`;
const otherScript = `[\\x{ce}-\\x{d1}\\x{d7}-\\x{db}]${next}`;
const punctuation = `\\x{e2}[${code('€')}${code('‚')}${code('„')}\\x{80}\\x{82}\\x{84}]${next}|\\x{f0}[${code('Ÿ')}\\x{9f}]${next}${next}`;
const eastAsian = `[\\x{e0}-\\x{ef}]${next}${next}`;
const damaged = `${latin}|${punctuation}|(${otherScript}){2}|(${eastAsian}){2}`;
const allBytes = `[\\x{00}-\\x{ff}${[...typographic].map(code).join('')}]*`;

function code(char: string): string {
  return `\\x{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Four letters with accents in a row: Chinese or Korean that was read as Latin-1. */
const accentsInRow = '[\\x{a1}-\\x{ff}]{4,}';

/** True for texts that may have been read in a wrong encoding, in one pattern: cheap for those that were not. */
export function isMisreadSql(text: string): string {
  const pattern = literal(`${damaged}|${accentsInRow}`);
  return `CASE WHEN length(${text}) <> strlen(${text}) THEN regexp_matches(${text}, ${pattern}) ELSE FALSE END`;
}

export function isEastAsianSql(text: string): string {
  return `regexp_matches(${text}, '${accentsInRow}')`;
}

/** True for texts of UTF-8 that were read as Windows-1252 or Latin-1: `MÃ¼ller`. */
export function isMojibakeSql(text: string): string {
  return `regexp_matches(${text}, ${literal(damaged)})`;
}

/**
 * SQL of the text with its bytes read as what they are; as it stands where they are no UTF-8. Done twice, for what was
 * misread twice.
 */
export function recodedSql(text: string): string {
  const step = (value: string) => `list_transform([${value}], lambda t: ${once('t')})[1]`;
  return step(step(text));
}

function once(text: string): string {
  const bytes = `translate(${text}, ${literal(typographic)}, ${literal(controls)})`;
  const hex = `array_to_string(list_transform(string_split(${bytes}, ''), lambda c: format('{:02x}', unicode(c))), '')`;
  return `CASE WHEN ${isMojibakeSql(text)} AND regexp_full_match(${text}, ${literal(allBytes)}, 's')
    THEN coalesce(TRY(decode(unhex(${hex}))), ${text}) ELSE ${text} END`;
}
