import { chinese } from './chinese';
import type { Concept } from './concepts';
import { english } from './english';
import { french } from './french';
import { german } from './german';
import { japanese } from './japanese';
import { korean } from './korean';
import { portuguese } from './portuguese';
import { russian } from './russian';
import { spanish } from './spanish';
import { conceptsIn, indexOf, lettersOf, type WordIndex, withoutFillers } from './word-index';

/** English first: of languages that read a header equally well the first is taken. */
const spaced = [english, german, spanish, portuguese, french, russian].map(indexOf);
const unspaced = [chinese, japanese, korean].map(indexOf);

/** What one header speaks of in one language; `coverage` is the share of its letters that are understood. */
export type HeaderReading = { language: string; concepts: readonly Concept[]; coverage: number };

/** A header with all its readings, the best for the file's language first. */
export type ReadHeader = { name: string; readings: readonly HeaderReading[] };

export type ReadHeaders = { language: string; headers: readonly ReadHeader[] };

/**
 * Reads headers in every language and settles on the one that explains most of them. Header words of English, which
 * CRMs mix into all languages, stay readable beside it.
 */
export function readHeaders(names: readonly string[]): ReadHeaders {
  const read = names.map((name) => ({ name, readings: readingsOf(name) }));
  const language = languageOf(read);
  const headers = read.map(({ name, readings }) => ({ name, readings: inOrder(readings, language) }));
  return { language, headers };
}

function inOrder(readings: HeaderReading[], language: string): HeaderReading[] {
  const favour = (reading: HeaderReading) =>
    reading.coverage + (reading.language === language ? 0.15 : reading.language === 'en' ? 0.1 : 0);
  const inEnglish = readings.find((reading) => reading.language === 'en')?.coverage ?? 0;
  const trusted = readings.filter(
    (reading) =>
      reading.language === language ||
      reading.language === 'en' ||
      // Among English headers a word of another language counts where English lacks it: “time” is no Portuguese team.
      (language === 'en' && reading.coverage > inEnglish),
  );
  return [...trusted].sort((a, b) => favour(b) - favour(a));
}

/** A language has to explain clearly more than English does, which lends words to all of them. */
function languageOf(headers: readonly { readings: readonly HeaderReading[] }[]): string {
  const sums = new Map<string, number>();
  for (const { readings } of headers) {
    const inEnglish = readings.find(({ language }) => language === 'en')?.coverage ?? 0;
    for (const { language, coverage } of readings) {
      const more = language === 'en' ? 0 : coverage - inEnglish;
      sums.set(language, (sums.get(language) ?? 0) + Math.max(more, -0.5));
    }
  }
  const best = [...sums].sort((a, b) => b[1] - a[1])[0];
  return best && best[1] > 0 ? best[0] : 'en';
}

function readingsOf(name: string): HeaderReading[] {
  const text = withoutFillers(headerText(name));
  const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text);
  const languages = cjk ? [...unspaced.filter((one) => mayBe(one.language, text)), spaced[0]!] : spaced;
  const dense = text.replaceAll(' ', '');
  return languages
    .map((language) => readingIn(language, cjk && language.language !== 'en' ? dense : text))
    .filter(({ concepts }) => concepts.length > 0);
}

/** Hangul is Korean and kana Japanese; Chinese characters alone may be either Chinese or Japanese. */
function mayBe(language: string, text: string): boolean {
  if (/\p{Script=Hangul}/u.test(text)) return language === 'ko';
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return language === 'ja';
  return language !== 'ko';
}

/** Lower case with blanks between words: camel case, snake case and punctuation divide, accents go. */
export function headerText(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/__[cr]$/i, '')
    .replace(/^(netsuite|salesforce|hubspot|sfdc)(?![a-z])/i, '')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .normalize('NFD')
    .replace(/([a-z])\p{M}+/gu, '$1')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}№]+/gu, ' ')
    .trim();
}

function readingIn(index: WordIndex, text: string): HeaderReading {
  const { concepts, covered } = conceptsIn(index, text);
  const letters = lettersOf(text);
  return { language: index.language, concepts, coverage: letters === 0 ? 0 : covered / letters };
}
