import iconv from 'iconv-lite';
import type { EncodingAlternative } from '#shared/results/workspace';
import { knownWords } from './common-letters';
import { type LetterModel, models } from './letter-models';
import type { LetterSample } from './sample-letters';
import { looksUtf8 } from './utf8-share';

/** An encoding that exports come in, the texts it is used for, and how many bits rarer it is than Windows-1252. */
type Candidate = { encoding: string; texts: readonly LetterModel[]; rarity: number };

const candidates: readonly Candidate[] = [
  { encoding: 'windows-1252', texts: [models.western], rarity: 0 },
  { encoding: 'windows-1250', texts: [models.central], rarity: 2 },
  { encoding: 'windows-1251', texts: [models.cyrillic], rarity: 1 },
  { encoding: 'gb18030', texts: [models.simplified], rarity: 1 },
  { encoding: 'big5', texts: [models.traditional], rarity: 2 },
  { encoding: 'shift_jis', texts: [models.japanese], rarity: 1 },
  { encoding: 'cp949', texts: [models.korean], rarity: 1 },
  { encoding: 'euc-jp', texts: [models.japanese], rarity: 3 },
  { encoding: 'iso-8859-15', texts: [models.western], rarity: 3 },
  { encoding: 'iso-8859-2', texts: [models.central], rarity: 4 },
  { encoding: 'iso-8859-5', texts: [models.cyrillic], rarity: 6 },
  { encoding: 'koi8-r', texts: [models.cyrillic], rarity: 4 },
  { encoding: 'macintosh', texts: [models.western], rarity: 6 },
  { encoding: 'windows-1253', texts: [models.greek], rarity: 4 },
  { encoding: 'windows-1254', texts: [models.turkish], rarity: 4 },
  { encoding: 'windows-1255', texts: [models.hebrew], rarity: 5 },
  { encoding: 'windows-1256', texts: [models.arabic], rarity: 5 },
  { encoding: 'windows-874', texts: [models.thai], rarity: 5 },
];

/** Bits of a letter of ASCII, so that an encoding that takes one into a letter of its own gains nothing by it. */
const asciiBits = 5;
const wordBits = 10;
const mostWords = 8;
/** Letters hang together, so each tells less than it seems to. */
const independence = 0.25;
const shown = 6;
const sampleLength = 120;

type Ranked = { encoding: string; text: string; bits: number };

/**
 * Encodings that could explain these letters, the best first, with how sure each is (together 1) and how the first
 * line would read. Where two read the same, only the more common one is listed; one that was `given` comes first.
 */
export function rankEncodings(
  { lines, utf8 }: LetterSample,
  given?: string,
): [EncodingAlternative, ...EncodingAlternative[]] {
  const bytes = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
  const ranked = candidates.map((candidate) => rank(candidate, bytes));
  if (looksUtf8(utf8)) ranked.push({ encoding: 'utf-8', text: bytes.toString('utf8'), bits: 0 });
  if (given !== undefined) return [asGiven(given, bytes), ...listed(ranked, given)];
  const [best = asGiven('windows-1252', bytes), ...others] = listed(ranked, undefined);
  return [best, ...others];
}

function listed(ranked: Ranked[], without: string | undefined): EncodingAlternative[] {
  ranked.sort((a, b) => a.bits - b.bits);
  const distinct = ranked.filter((one, i) => ranked.findIndex(({ text }) => text === one.text) === i);
  const least = distinct[0]?.bits ?? 0;
  const weights = distinct.map(({ bits }) => 2 ** ((least - bits) * independence));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return distinct
    .slice(0, shown)
    .map(({ encoding, text }, i) => ({
      encoding,
      confidence: Math.round(((weights[i] ?? 0) / all) * 1000) / 1000,
      sample: firstLine(text),
    }))
    .filter(({ encoding }) => encoding !== without);
}

function asGiven(encoding: string, bytes: Buffer): EncodingAlternative {
  return { encoding, confidence: 1, sample: firstLine(iconv.decode(bytes, encoding)) };
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').trim().slice(0, sampleLength);
}

function rank({ encoding, texts, rarity }: Candidate, bytes: Buffer): Ranked {
  const text = iconv.decode(bytes, encoding);
  const bits = Math.min(...texts.map((model) => bitsOf(text, model)));
  return { encoding, text, bits: bits + rarity - wordBits * Math.min(mostWords, wordsIn(text)) };
}

function bitsOf(text: string, model: LetterModel): number {
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    bits += char < '\x80' ? asciiBits : model(char, text[i - 1] ?? ' ', text[i + 1] ?? ' ');
  }
  return bits;
}

function wordsIn(text: string): number {
  const low = text.toLowerCase();
  return knownWords.filter((word) => low.includes(word)).length;
}
