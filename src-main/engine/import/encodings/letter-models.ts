import iconv from 'iconv-lite';
import { commonLetters } from './common-letters';

/**
 * How unexpected a letter is in a kind of text, in bits: 5 for a usual one, 14 and more for what hardly ever stands
 * there. The sum over a text compares how well encodings explain the same bytes.
 */
export type LetterModel = (letter: string, before: string, after: string) => number;

const usual = 5;
/** A letter that ends a word in the wrong way, or stands among letters of another script. */
const misplaced = 8;
const unknownLetter = 14;
/** Control codes and bytes without meaning. */
const impossible = 30;

const punctuation = new Set('“”‘’„‚–—…•€£¥°©®™«»·¿¡ªº´§½¼¾²³±×¤№ ');
const asciiLetter = /[A-Za-z]/;
const asciiLower = /[a-z]/;
/** Half-width katakana and the reading aids of Chinese. */
const halfOrPhonetic = /[\uFF61-\uFF9F\u3105-\u312F]/;
const lower = /\p{Ll}/u;
const upper = /\p{Lu}/u;
const letter = /\p{L}/u;

/** What is the same in all languages; null for letters. */
function outsideOfWords(char: string, before: string, after: string): number | null {
  const code = char.charCodeAt(0);
  if (char === '\uFFFD' || (code >= 0x80 && code < 0xa0) || (code >= 0xe000 && code < 0xf900))
    return impossible;
  if (!punctuation.has(char)) return letter.test(char) ? null : unknownLetter;
  // Apostrophes stand inside words; other signs do not.
  const inWord = char !== '’' && char !== '´' && letter.test(before) && letter.test(after);
  const beforeWord = lower.test(after) && !'“‘„‚¿¡«’´–— '.includes(char);
  return inWord || beforeWord ? 8 + misplaced : 8;
}

/** A language of Latin letters with some of its own; `common` and `rare` without capitals. */
export function latinModel(common: string, rare = ''): LetterModel {
  const bits = new Map<string, number>();
  for (const char of rare) bits.set(char, usual + 3);
  for (const char of common) bits.set(char, usual);
  for (const [char, cost] of [...bits])
    if (!bits.has(char.toUpperCase())) bits.set(char.toUpperCase(), cost + 3);
  return (char, before, after) => {
    const outside = outsideOfWords(char, before, after);
    if (outside !== null) return outside;
    let cost = bits.get(char) ?? unknownLetter;
    if (upper.test(char) && lower.test(before)) cost += misplaced;
    if (before > '\x7f' && letter.test(before)) cost += after > '\x7f' && letter.test(after) ? misplaced : 2;
    if (!letter.test(before) && !letter.test(after)) cost += 1;
    return cost;
  };
}

/** An alphabet of its own, with letters by how often they occur, in three groups. */
export function alphabetModel(often: string, less: string, seldom: string): LetterModel {
  const bits = new Map<string, number>();
  for (const [chars, cost] of [
    [seldom, 7.5],
    [less, 5],
    [often, 3.5],
  ] as const) {
    for (const char of chars) {
      bits.set(char, cost);
      if (!bits.has(char.toUpperCase())) bits.set(char.toUpperCase(), cost + 2.5);
    }
  }
  return (char, before, after) => {
    const outside = outsideOfWords(char, before, after);
    if (outside !== null) return outside;
    let cost = bits.get(char) ?? unknownLetter;
    if (upper.test(char) && upper.test(before)) cost -= 2;
    if (upper.test(char) && lower.test(before)) cost += misplaced;
    if (asciiLetter.test(before) || asciiLetter.test(after)) cost += misplaced;
    if (!letter.test(before) && !letter.test(after)) cost += 4;
    return cost;
  };
}

type Plane = { lead: readonly [number, number]; bits: number };

/** A script of thousands of letters: the frequent ones, then the planes of its encoding, which are in order of use. */
function ideographModel(
  common: string,
  encoding: string,
  planes: readonly Plane[],
  phonetic?: RegExp,
): LetterModel {
  let bits: Map<string, number> | null = null;
  return (char, before, after) => {
    bits ??= planeBits(common, encoding, planes);
    const outside = char.charCodeAt(0) < 0x3000 ? outsideOfWords(char, before, after) : null;
    if (outside !== null) return outside;
    if (char === '\uFFFD' || (char >= '\uE000' && char < '\uF900')) return impossible;
    let cost = phonetic?.test(char) ? 6 : (bits.get(char) ?? 19);
    if (halfOrPhonetic.test(char)) cost = 13;
    // `CRM系统` and `A社` are usual; small letters of ASCII stand beside an ideograph by mistake.
    if (asciiLower.test(before)) cost += 5;
    if (asciiLower.test(after)) cost += 5;
    return cost;
  };
}

function planeBits(common: string, encoding: string, planes: readonly Plane[]): Map<string, number> {
  const bits = new Map<string, number>();
  for (const { lead, bits: cost } of planes) {
    for (const text of lettersOf(lead, encoding)) {
      if (text.length === 1 && text !== '\uFFFD' && !bits.has(text)) bits.set(text, cost);
    }
  }
  for (const char of common) bits.set(char, 8);
  return bits;
}

/** What every pair of bytes with such a first one stands for. */
function lettersOf([from, to]: Plane['lead'], encoding: string): string[] {
  const pairs: number[] = [];
  for (let first = from; first <= to; first++) {
    for (let second = 0x40; second <= 0xfe; second++) pairs.push(first, second, 0x0a);
  }
  return iconv.decode(Buffer.from(pairs), encoding).split('\n');
}

const kana = /[\u3041-\u30FF\u30FC]/;
const japanese = (encoding: string) =>
  ideographModel(
    commonLetters.kanji,
    encoding,
    [
      { lead: [0xa1, 0xa8], bits: 10 },
      { lead: [0xb0, 0xcf], bits: 13 },
      { lead: [0xd0, 0xf4], bits: 17 },
    ],
    kana,
  );

export const models = {
  western: latinModel('éáíóúñäöüßçãàèêâôõåøæ', 'ëïîûùìòœšžýÿðþ'),
  central: latinModel('ąćęłńóśźżěščřžýáíéůúöüő', 'ťďňűäâăîşţđľĺŕôëß'),
  turkish: latinModel('ıişğçöüâ', 'éîû'),
  cyrillic: alphabetModel('оеаинтсрвл', 'кмдпуяыьгзбчй', 'хжшюцщэфъёіїєґўјљњџ'),
  greek: alphabetModel('αοιετσνηυρπκ', 'μλςωγδβχθάέίόήύώ', 'φξζψϊϋΐΰ'),
  hebrew: alphabetModel('יוהלארתבמ', 'שנעםדקפחטכ', 'גזסצןץךף'),
  arabic: alphabetModel('اليمونرتبةعدسفهكق', 'حجشصضطخذىءأإ', 'ثزظغؤئآپچژگ،؛؟'),
  thai: alphabetModel('านรอกเงมยลวดทสตะ่้ปคบัิีหจแใไชพข', 'ผซุูึืำโถศณญธ', '็์ฉภฐฎฝษฟฮฆ฿ๆ๐๑๒๓๔๕๖๗๘๙'),
  simplified: ideographModel(commonLetters.simplified, 'gbk', [
    { lead: [0xa1, 0xa3], bits: 10 },
    { lead: [0xa4, 0xa9], bits: 14 },
    { lead: [0xb0, 0xd7], bits: 13 },
    { lead: [0xd8, 0xf7], bits: 17 },
  ]),
  traditional: ideographModel(commonLetters.traditional, 'big5', [
    { lead: [0xa1, 0xa3], bits: 10 },
    { lead: [0xa4, 0xc6], bits: 13 },
    { lead: [0xc9, 0xf9], bits: 17 },
  ]),
  korean: ideographModel(commonLetters.hangul, 'euc-kr', [
    { lead: [0xa1, 0xac], bits: 12 },
    { lead: [0xb0, 0xc8], bits: 12.5 },
    { lead: [0xca, 0xfd], bits: 17 },
  ]),
  japanese: japanese('euc-jp'),
} as const satisfies Record<string, LetterModel>;
