import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { completeUtf8Length, type EncodingGuess } from './start-encoding';
import { countUtf8, looksUtf8 } from './utf8-share';

/** Turns the chunks of a file, in order, into UTF-8. */
export type TextRecoder = {
  push(chunk: Buffer): Buffer;
  end(): Buffer;
  /** The bytes are no UTF-8 at all: decoding has to begin again with what they are. */
  failed(): boolean;
  /** What the bytes turned out to be, how sure that is, and how many places were damaged. */
  result(): { encoding: string; confidence: number; replaced: number };
};

const nothing = Buffer.alloc(0);

/** `settled` says that the encoding is given or was decided over the whole file. */
export function recoderFor(guess: EncodingGuess, settled: boolean): TextRecoder {
  return guess.encoding === 'utf-8' ? utf8Recoder(guess, settled || guess.bom > 0) : otherRecoder(guess);
}

/**
 * Passes UTF-8 through unchanged while it is valid. Bytes that break it among many valid letters are damage: they
 * become U+FFFD and are counted. Without such letters the file is no UTF-8.
 */
function utf8Recoder(guess: EncodingGuess, settled: boolean): TextRecoder {
  let tail = nothing;
  const seen = { whole: 0, broken: 0 };

  function pass(bytes: Buffer, whole: boolean): Buffer {
    const length = whole ? bytes.length : completeUtf8Length(bytes);
    const body = bytes.subarray(0, length);
    tail = Buffer.from(bytes.subarray(length));
    if (isAscii(body)) return body;
    const counted = countUtf8(body);
    seen.whole += counted.whole;
    seen.broken += counted.broken;
    return isUtf8(body) ? body : Buffer.from(body.toString('utf8'), 'utf8');
  }

  return {
    push: (chunk) => pass(tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk, false),
    end: () => (tail.length > 0 ? pass(tail, true) : nothing),
    failed: () => !settled && !looksUtf8(seen),
    result: () => ({
      encoding: 'utf-8',
      confidence: seen.broken > 0 && guess.bom === 0 ? 0.6 : guess.confidence,
      replaced: seen.broken,
    }),
  };
}

function otherRecoder({ encoding, confidence }: EncodingGuess): TextRecoder {
  const decoder = iconv.getDecoder(encoding);
  let replaced = 0;
  const utf8 = (text: string | undefined) => {
    if (!text) return nothing;
    if (text.includes('\uFFFD')) replaced += text.split('\uFFFD').length - 1;
    return Buffer.from(text, 'utf8');
  };
  return {
    push: (chunk) => utf8(decoder.write(chunk)),
    end: () => utf8(decoder.end()),
    failed: () => false,
    result: () => ({ encoding, confidence, replaced }),
  };
}
