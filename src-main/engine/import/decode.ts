import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { WeirError } from '#shared/contract/errors';
import { chunkSize, createIn, fill, stopIf } from './chunks';
import { type EncodingGuess, guessEncoding } from './encoding';
import { type ChunkReader, type ChunkWriter, diskAccess, type FileAccess } from './file-access';
import { asSourceError, changed, empty, notText } from './file-errors';
import { binaryFormat } from './file-format';
import { lineEndWatch } from './line-ends';
import { withOneLineEnd } from './one-line-end';
import { recoderFor } from './text-recoder';

/** A file to import: where it lies and what its user calls it. */
export type Source = { path: string; name: string };

/** The same content as UTF-8 without byte order mark, in scratch. */
export type DecodedSource = {
  name: string;
  file: string;
  /** Hex SHA-256 of the original bytes. */
  sha256: string;
  /** Length of the original. */
  bytes: number;
  encoding: string;
  /** 0–1 */
  confidence: number;
  /** Some bytes were not valid in this encoding and became U+FFFD. */
  replaced: boolean;
  /** Lines ended in different ways, or in lone CR; in the copy they end in LF. */
  lineEndsChanged: boolean;
  /** Milliseconds since 1970, as the file system says. */
  modified: number;
};

export type DecodeOptions = {
  signal?: AbortSignal | undefined;
  onBytes?: ((done: number, total: number) => void) | undefined;
  /** Overrules detection; any name that iconv-lite knows. */
  encoding?: string | undefined;
  files?: FileAccess | undefined;
};

/**
 * Copies a file into scratch as UTF-8 in one pass and constant memory, hashing the original on the way. Fails
 * with file-not-found, file-empty, file-binary, file-changed, file-unreadable, disk-full or cancelled; then
 * nothing is left in scratch.
 */
export async function decodeSource(
  source: Source,
  scratch: string,
  options: DecodeOptions = {},
): Promise<DecodedSource> {
  const files = options.files ?? diskAccess;
  if (options.encoding && !iconv.encodingExists(options.encoding)) {
    throw new WeirError({ code: 'invalid-input', message: `“${options.encoding}” is not a known encoding.` });
  }
  try {
    const before = await files.stat(source.path);
    if (!before.isFile) throw notAFile(source);
    if (before.size === 0) throw empty(source);
    const copied = await copyDecoded(source, scratch, before.size, files, options);
    const after = await files.stat(source.path);
    if (after.size !== before.size || after.modified !== before.modified || copied.bytes !== before.size) {
      await files.remove(copied.file);
      throw changed(source);
    }
    const { unevenLines, ...copy } = copied;
    const rewritten = unevenLines ? await withOneLineEnd(copy.file, scratch, files, options.signal) : null;
    const file = rewritten ?? copy.file;
    return {
      ...copy,
      name: source.name,
      modified: before.modified,
      file,
      lineEndsChanged: rewritten !== null,
    };
  } catch (error) {
    throw asSourceError(error, source);
  }
}

function notAFile(source: Source): WeirError {
  return new WeirError({
    code: 'file-unreadable',
    message: `${source.name} is a folder or a device, not a file.`,
    hint: 'Choose the files inside it.',
  });
}

type Copied = Omit<DecodedSource, 'name' | 'modified' | 'lineEndsChanged'> & { unevenLines: boolean };

async function copyDecoded(
  source: Source,
  scratch: string,
  total: number,
  files: FileAccess,
  options: DecodeOptions,
): Promise<Copied> {
  const reader = await files.read(source.path);
  try {
    const head = Buffer.allocUnsafe(Math.min(chunkSize, total));
    const guess = await startOf(source, reader, head, options);
    const { file, writer } = await createIn(scratch, files);
    try {
      const copied = await pump(source, reader, writer, guess, total, options);
      await writer.close();
      return { file, ...copied };
    } catch (error) {
      await writer.close().catch(() => undefined);
      await files.remove(file);
      throw error;
    }
  } finally {
    await reader.close();
  }
}

type Start = { guess: EncodingGuess; head: Buffer; forced: boolean };

async function startOf(
  source: Source,
  reader: ChunkReader,
  into: Buffer,
  options: DecodeOptions,
): Promise<Start> {
  const head = into.subarray(0, await fill(reader, into));
  const detected = guessEncoding(head);
  const forced = options.encoding !== undefined;
  const guess = options.encoding
    ? { ...detected, encoding: options.encoding.toLowerCase(), confidence: 1 }
    : detected;
  const binary = binaryFormat(head, guess.encoding);
  if (binary) throw notText(source, binary);
  return { guess, head, forced };
}

async function pump(
  source: Source,
  reader: ChunkReader,
  writer: ChunkWriter,
  { guess, head, forced }: Start,
  total: number,
  { signal, onBytes }: DecodeOptions,
): Promise<Omit<Copied, 'file'>> {
  const hash = createHash('sha256');
  const recoder = recoderFor(guess, forced);
  const buffers = [Buffer.allocUnsafe(chunkSize), Buffer.allocUnsafe(chunkSize)] as const;
  let bytes = 0;
  let sawText = false;
  const ends = lineEndWatch();
  let turn = 0;
  let chunk = head;
  const write = async (text: Buffer) => {
    if (text.length === 0) return;
    sawText ||= hasText(text);
    ends.push(text);
    await writer.write(text);
  };
  while (chunk.length > 0) {
    stopIf(signal);
    const into = buffers[turn++ % 2 === 0 ? 0 : 1];
    const next = fill(reader, into);
    hash.update(chunk);
    const body = bytes === 0 ? chunk.subarray(guess.bom) : chunk;
    bytes += chunk.length;
    await Promise.all([next, write(recoder.push(body))]);
    onBytes?.(bytes, total);
    chunk = into.subarray(0, await next);
  }
  await write(recoder.end());
  if (!sawText) throw empty(source);
  return { sha256: hash.digest('hex'), bytes, unevenLines: ends.suspicious(), ...recoder.result() };
}

function hasText(bytes: Buffer): boolean {
  return bytes.some((byte) => byte > 0x20);
}
