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
 * The encoding that the first bytes promise: by byte order mark, by zero bytes as wide encodings have them, else
 * UTF-8, which every later byte can break.
 */
export function startEncoding(head: Buffer): EncodingGuess {
  const mark = marks.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (mark) return { encoding: mark[0], confidence: 1, bom: mark[1].length };
  const wide = guessUtf32(head) ?? guessUtf16(head);
  return wide ? { encoding: wide, confidence: 0.95, bom: 0 } : { encoding: 'utf-8', confidence: 1, bom: 0 };
}

/** UTF-16 without a mark: separators and digits have a zero byte on the same side, rare letters on the other. */
function guessUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | null {
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

/** UTF-32 without a mark: the upper two bytes of every letter are zero, or nearly so. */
function guessUtf32(head: Buffer): 'utf-32le' | 'utf-32be' | null {
  const letters = Math.min(head.length >> 2, 4096);
  if (letters < 2) return null;
  let little = 0;
  let big = 0;
  for (let i = 0; i < letters * 4; i += 4) {
    if (head[i + 3] === 0 && head[i + 2]! <= 2) little++;
    if (head[i] === 0 && head[i + 1]! <= 2) big++;
  }
  const guess = little === letters ? 'utf-32le' : big === letters ? 'utf-32be' : null;
  return guess && readsAsText(head, guess) ? guess : null;
}

/** Numbers in a binary file have zero bytes on one side too, but read as text they are full of control codes. */
function readsAsText(head: Buffer, encoding: string): boolean {
  const text = iconv.decode(head.subarray(0, 16_384), encoding);
  const visible = text.replace(/[\t\n\r]/g, '');
  const odd = visible.match(/\p{Cc}|\p{Cs}|[\ufffd\ufffe\uffff]/gu)?.length ?? 0;
  return odd <= text.length * 0.01;
}

export function isWide(encoding: string): boolean {
  return /^utf-?(16|32)/i.test(encoding);
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
