import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { completeUtf8Length, type EncodingGuess, guessLegacy, isDamagedUtf8 } from './encoding';

/** Turns the chunks of a file, in order, into UTF-8. */
export type TextRecoder = {
  push(chunk: Buffer): Buffer;
  end(): Buffer;
  /** What the bytes turned out to be, and how sure that is. */
  result(): { encoding: string; confidence: number; replaced: boolean };
};

const nothing = Buffer.alloc(0);

export function recoderFor(guess: EncodingGuess, forced: boolean): TextRecoder {
  return guess.encoding === 'utf-8' ? utf8Recoder(guess, forced) : legacyRecoder(guess);
}

/**
 * Passes UTF-8 through unchanged while it is valid. When it breaks after nothing but ASCII, the rest is decoded
 * as what it is; when it breaks after real UTF-8, the broken bytes become U+FFFD and are reported.
 */
function utf8Recoder(guess: EncodingGuess, forced: boolean): TextRecoder {
  let tail = nothing;
  let onlyAscii = true;
  let replaced = false;
  let other: TextRecoder | null = null;

  function pass(bytes: Buffer, whole: boolean): Buffer {
    const length = whole ? bytes.length : completeUtf8Length(bytes);
    const body = bytes.subarray(0, length);
    tail = Buffer.from(bytes.subarray(length));
    if (isUtf8(body)) {
      onlyAscii &&= isAscii(body);
      return body;
    }
    if (onlyAscii && !forced && !isDamagedUtf8(body)) {
      tail = nothing;
      other = legacyRecoder({ ...guessLegacy(bytes), bom: 0 });
      return other.push(bytes);
    }
    replaced = true;
    return Buffer.from(body.toString('utf8'), 'utf8');
  }

  return {
    push(chunk) {
      if (other) return other.push(chunk);
      return pass(tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk, false);
    },
    end: () => (other ? other.end() : tail.length > 0 ? pass(tail, true) : nothing),
    result: () =>
      other?.result() ?? { encoding: 'utf-8', confidence: replaced ? 0.6 : guess.confidence, replaced },
  };
}

function legacyRecoder({ encoding, confidence }: EncodingGuess): TextRecoder {
  const decoder = iconv.getDecoder(encoding);
  let replaced = false;
  const utf8 = (text: string | undefined) => {
    replaced ||= text?.includes('\uFFFD') ?? false;
    return text ? Buffer.from(text, 'utf8') : nothing;
  };
  return {
    push: (chunk) => utf8(decoder.write(chunk)),
    end: () => utf8(decoder.end()),
    result: () => ({ encoding, confidence, replaced }),
  };
}
