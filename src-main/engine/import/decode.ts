import { createHash } from 'node:crypto';
import type { EncodingAlternative } from '#shared/results/workspace';
import { chunkSize, createIn, fill, stopIf } from './chunks';
import type { ByteReader, Bytes } from './containers/bytes';
import { encodingNamed } from './encodings/encoding-names';
import { rankEncodings } from './encodings/rank-encodings';
import { sampleLetters } from './encodings/sample-letters';
import { type EncodingGuess, isWide, startEncoding } from './encodings/start-encoding';
import { recoderFor, type TextRecoder } from './encodings/text-recoder';
import type { ChunkWriter, FileAccess } from './file-access';
import { empty, notText } from './file-errors';
import { binaryFormat } from './file-format';
import { lineCount, lineEndWatch } from './line-ends';
import { withOneLineEnd } from './one-line-end';

/** The same content as UTF-8 without byte order mark, in scratch. */
export type DecodedText = {
  file: string;
  /** Hex SHA-256 of the original bytes. */
  sha256: string;
  /** Length of the original. */
  bytes: number;
  encoding: string;
  /** 0–1 */
  confidence: number;
  /** Places where bytes were not valid in this encoding and became U+FFFD. */
  replaced: number;
  /** What else it could be, and how it would read; empty where nothing is in doubt. */
  encodings: EncodingAlternative[];
  /** Lines ended in different ways, or in lone CR; in the copy they end in LF. */
  lineEndsChanged: boolean;
  /** Lines of the copy, the last of which may lack its end; null where nobody counted. */
  lines: number | null;
};

export type DecodeOptions = {
  signal?: AbortSignal | undefined;
  /** Share of the bytes that have been read, 0–1. */
  onShare?: ((share: number) => void) | undefined;
  /** Overrules detection: a name that `encodingNamed` knows. */
  encoding?: string | undefined;
  files: FileAccess;
};

/**
 * Copies text into scratch as UTF-8 in constant memory, hashing the original on the way: in one pass where it is
 * UTF-8 or says what it is, else in a pass that looks at all its letters and one that decodes them. Fails with
 * file-empty, file-binary, invalid-input, cancelled or what the disk throws; then nothing is left in scratch.
 */
export async function decodeText(
  source: Bytes,
  scratch: string,
  options: DecodeOptions & { oneLineEnd: boolean },
): Promise<DecodedText> {
  const { files, signal, oneLineEnd } = options;
  const { unevenLines, ...copy } = await copyDecoded(source, scratch, options);
  const rewritten =
    unevenLines && oneLineEnd ? await withOneLineEnd(copy.file, scratch, files, signal) : null;
  const changed = rewritten !== null;
  return {
    ...copy,
    file: rewritten ?? copy.file,
    lineEndsChanged: changed,
    lines: changed ? null : copy.lines,
  };
}

type Copied = Omit<DecodedText, 'lineEndsChanged'> & { unevenLines: boolean };

async function copyDecoded(source: Bytes, scratch: string, options: DecodeOptions): Promise<Copied> {
  const given = options.encoding === undefined ? null : encodingNamed(options.encoding);
  const progress = shares(options.onShare);
  const first = await onePass(
    source,
    scratch,
    options,
    progress.pass(0, 1),
    (head) => {
      const guess = startEncoding(head);
      return given ? { ...guess, encoding: given, confidence: 1 } : guess;
    },
    given !== null,
  );
  if (first !== 'not-utf-8')
    return { ...first, encodings: await alternatives(source, given, options.signal) };
  const from = progress.reached();
  const letters = await sampleLetters(source, options.signal, progress.pass(from, (1 - from) / 2));
  const [best, ...others] = rankEncodings(letters);
  const guess = { encoding: best.encoding, confidence: best.confidence, bom: 0 };
  const second = await onePass(
    source,
    scratch,
    options,
    progress.pass(from + (1 - from) / 2, (1 - from) / 2),
    () => guess,
    true,
  );
  if (second === 'not-utf-8') throw notText(source, unreadable);
  return { ...second, encodings: [best, ...others] };
}

/** Of an encoding that was given, what else it could be: a wrong choice has to be seen and taken back. */
async function alternatives(source: Bytes, given: string | null, signal: AbortSignal | undefined) {
  if (given === null || given === 'utf-8' || isWide(given)) return [];
  return rankEncodings(await sampleLetters(source, signal, () => undefined), given);
}

const unreadable = { name: 'not a text file', hint: 'Choose its encoding.' };

/** Progress over passes whose number only the content tells; it never runs backwards. */
function shares(onShare: ((share: number) => void) | undefined) {
  let reached = 0;
  return {
    pass: (from: number, length: number) => (share: number) => {
      reached = Math.max(reached, from + length * share);
      onShare?.(reached);
    },
    reached: () => reached,
  };
}

/** One copy from beginning to end; `not-utf-8` where the bytes turn out to be in an encoding of one or two bytes a letter. */
async function onePass(
  source: Bytes,
  scratch: string,
  { files, signal }: DecodeOptions,
  onShare: (share: number) => void,
  guessOf: (head: Buffer) => EncodingGuess,
  settled: boolean,
): Promise<Omit<Copied, 'encodings'> | 'not-utf-8'> {
  const reader = await source.open();
  try {
    const buffer = Buffer.allocUnsafe(chunkSize);
    const head = buffer.subarray(0, await fill(reader, buffer));
    if (head.length === 0) throw empty(source);
    const guess = guessOf(head);
    const binary = binaryFormat(head, guess.encoding);
    if (binary) throw notText(source, binary);
    const recoder = recoderFor(guess, settled);
    const { file, writer } = await createIn(scratch, files);
    try {
      const copied = await pump(source, { reader, head, skip: guess.bom }, writer, recoder, {
        signal,
        onShare,
      });
      await writer.close();
      if (copied !== 'not-utf-8') return { file, ...copied };
      await files.remove(file);
      return copied;
    } catch (error) {
      await writer.close().catch(() => undefined);
      await files.remove(file);
      throw error;
    }
  } finally {
    await reader.close();
  }
}

type Start = { reader: ByteReader; head: Buffer; skip: number };
type Steps = { signal: AbortSignal | undefined; onShare: (share: number) => void };

async function pump(
  source: Bytes,
  { reader, head, skip }: Start,
  writer: ChunkWriter,
  recoder: TextRecoder,
  { signal, onShare }: Steps,
): Promise<Omit<Copied, 'file' | 'encodings'> | 'not-utf-8'> {
  const hash = createHash('sha256');
  const buffers = [Buffer.allocUnsafe(chunkSize), Buffer.allocUnsafe(chunkSize)] as const;
  let bytes = 0;
  let sawText = false;
  const ends = lineEndWatch();
  const lines = lineCount();
  let turn = 0;
  let chunk = head;
  const write = async (text: Buffer) => {
    if (text.length === 0) return;
    sawText ||= hasText(text);
    ends.push(text);
    lines.push(text);
    await writer.write(text);
  };
  while (chunk.length > 0) {
    stopIf(signal);
    const into = buffers[turn++ % 2 === 0 ? 0 : 1];
    const next = fill(reader, into);
    hash.update(chunk);
    const body = bytes === 0 ? chunk.subarray(skip) : chunk;
    bytes += chunk.length;
    await Promise.all([next, write(recoder.push(body))]);
    if (recoder.failed()) return 'not-utf-8';
    onShare(reader.share());
    chunk = into.subarray(0, await next);
  }
  await write(recoder.end());
  if (recoder.failed()) return 'not-utf-8';
  if (!sawText) throw empty(source);
  return {
    sha256: hash.digest('hex'),
    bytes,
    unevenLines: ends.suspicious(),
    lines: lines.total(),
    ...recoder.result(),
  };
}

function hasText(bytes: Buffer): boolean {
  return bytes.some((byte) => byte > 0x20);
}
