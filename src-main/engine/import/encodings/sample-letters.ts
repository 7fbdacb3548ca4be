import { chunkSize, fill, stopIf } from '../chunks';
import type { Bytes } from '../containers/bytes';
import { completeUtf8Length } from './start-encoding';
import { countUtf8, type Utf8Share } from './utf8-share';

/** Pieces of a file with letters beyond ASCII, from its beginning to its end, and how much of it is UTF-8. */
export type LetterSample = { lines: Buffer[]; utf8: Utf8Share };

/** Bytes kept from the beginning, and from each later chunk: enough to judge by, little to look through. */
const fromStart = 32 * 1024;
const fromChunk = 1024;
const inAll = 64 * 1024;
/** A longer line is cut before the first letter that says something. */
const longestLine = 400;

/** Reads the whole file once: the first letters that say something may stand a gigabyte from its beginning. */
export async function sampleLetters(
  source: Bytes,
  signal: AbortSignal | undefined,
  onShare: (share: number) => void,
): Promise<LetterSample> {
  const sample: LetterSample = { lines: [], utf8: { whole: 0, broken: 0 } };
  const reader = await source.open();
  try {
    const buffer = Buffer.allocUnsafe(chunkSize);
    let kept = 0;
    let first = true;
    for (let length = await fill(reader, buffer); length > 0; length = await fill(reader, buffer)) {
      stopIf(signal);
      const chunk = buffer.subarray(0, length);
      const counted = countUtf8(withoutCutLetters(chunk, first));
      sample.utf8.whole += counted.whole;
      sample.utf8.broken += counted.broken;
      const room = Math.min(kept < fromStart ? fromStart : fromChunk, inAll - kept);
      for (const line of lettersIn(chunk, room, first)) {
        sample.lines.push(Buffer.from(line));
        kept += line.length;
      }
      first = false;
      onShare(reader.share());
    }
    return sample;
  } finally {
    await reader.close();
  }
}

/** A chunk may begin and end inside a letter of UTF-8. */
function withoutCutLetters(chunk: Buffer, first: boolean): Buffer {
  let start = 0;
  if (!first) while (start < 3 && start < chunk.length && (chunk[start]! & 0xc0) === 0x80) start++;
  return chunk.subarray(start, completeUtf8Length(chunk));
}

/** Lines that hold a byte beyond ASCII. None of the encodings has line ends, commas or double quotes inside a letter. */
function* lettersIn(chunk: Buffer, room: number, first: boolean): Generator<Buffer> {
  let left = room;
  // The line that the chunk before cut would begin inside a letter.
  let at = first ? 0 : chunk.indexOf(0x0a) + 1;
  if (!first && at === 0) return;
  while (left > 0) {
    const letter = nextLetter(chunk, at);
    if (letter < 0) return;
    let start = Math.max(at, lastBreak(chunk, letter));
    if (letter - start > longestLine) start = letter;
    const lineEnd = chunk.indexOf(0x0a, letter);
    const end = Math.min(lineEnd < 0 ? chunk.length : lineEnd, start + longestLine, start + left);
    yield chunk.subarray(start, end);
    left -= end - start;
    at = end === lineEnd ? end : nextBreak(chunk, end);
  }
}

function nextLetter(chunk: Buffer, from: number): number {
  for (let i = from; i < chunk.length; i++) if (chunk[i]! >= 0x80) return i;
  return -1;
}

/** Where the line of a letter begins, or its cell when the line is long. */
function lastBreak(chunk: Buffer, before: number): number {
  const line = chunk.lastIndexOf(0x0a, before) + 1;
  if (before - line <= longestLine / 2) return line;
  return Math.max(line, chunk.lastIndexOf(0x2c, before) + 1, chunk.lastIndexOf(0x3b, before) + 1);
}

function nextBreak(chunk: Buffer, from: number): number {
  const line = chunk.indexOf(0x0a, from);
  const cell = chunk.indexOf(0x2c, from);
  const next = Math.min(line < 0 ? chunk.length : line, cell < 0 ? chunk.length : cell);
  return next + 1;
}
