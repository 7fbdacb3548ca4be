import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';

/** Which encoding the bytes are in, 0–1 how sure, and how many bytes of byte order mark to skip. */
export type EncodingGuess = { encoding: string; confidence: number; bom: number };

const marks: readonly [encoding: string, bytes: readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0x00, 0x00]],
  ['utf-32be', [0x00, 0x00, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The encoding of a file by its first bytes: byte order mark, zero bytes as UTF-16 has them, valid UTF-8, else
 * the statistics of chardet. UTF-8 is only a promise here: a later byte can break it, which decoding watches for.
 */
export function guessEncoding(head: Buffer): EncodingGuess {
  const mark = marks.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (mark) return { encoding: mark[0], confidence: 1, bom: mark[1].length };
  const wide = guessUtf16(head);
  if (wide) return { encoding: wide, confidence: 0.95, bom: 0 };
  const body = head.subarray(0, completeUtf8Length(head));
  if (isUtf8(body) || isDamagedUtf8(body)) return { encoding: 'utf-8', confidence: 1, bom: 0 };
  return { ...guessLegacy(head), bom: 0 };
}

/** Letters of other encodings hardly ever form UTF-8 by chance: many that do and a few bytes that do not is damage. */
export function isDamagedUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  const whole = text.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
  return whole >= broken * 4;
}

/** UTF-16 without a mark: separators and digits have a zero byte on the same side, rare letters on the other. */
export function guessUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  const pairs = head.length >> 1;
  if (pairs === 0) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs * 2; i += 2) {
    if (head[i] === 0) even++;
    if (head[i + 1] === 0) odd++;
  }
  const enough = Math.max(1, pairs * 0.02);
  const guess =
    odd >= enough && even <= odd * 0.2 ? 'utf-16le' : even >= enough && odd <= even * 0.2 ? 'utf-16be' : null;
  return guess && readsAsText(head, guess) ? guess : null;
}

/** Numbers in a binary file have zero bytes on one side too, but read as text they are full of control codes. */
function readsAsText(head: Buffer, encoding: string): boolean {
  const text = iconv.decode(head.subarray(0, 16_384), encoding);
  const visible = text.replace(/[\t\n\r]/g, '');
  const odd = visible.match(/\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu)?.length ?? 0;
  return odd <= text.length * 0.01;
}

export function isWide(encoding: string): boolean {
  return /^utf-?(16|32)/i.test(encoding);
}

/** An encoding of one or two bytes a letter, by letter statistics; Windows-1252 where they say nothing. */
export function guessLegacy(bytes: Buffer): { encoding: string; confidence: number } {
  const match = analyse(bytes).find(({ name }) => !/^(utf|ascii)/i.test(name) && iconv.encodingExists(name));
  if (!match || match.confidence < 10) return { encoding: 'windows-1252', confidence: 0.3 };
  const name = match.name.toLowerCase();
  // Windows-1252 is ISO-8859-1 plus the curly quotes and the euro sign where that has control codes.
  const encoding = name === 'iso-8859-1' ? 'windows-1252' : name;
  return { encoding, confidence: match.confidence / 100 };
}

/** Bytes up to the last whole UTF-8 character: a chunk may end inside one. */
export function completeUtf8Length(bytes: Buffer): number {
  const end = bytes.length;
  for (let back = 1; back <= Math.min(3, end); back++) {
    const byte = bytes[end - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? end - back : end;
  }
  return end;
}
