import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import iconv from 'iconv-lite';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { WeirError } from '#shared/contract/errors';
import { rankEncodings } from '../encodings/rank-encodings';
import { type ByteReader, streamReader } from './bytes';
import { damagedContainer, tooLarge, withPassword } from './container-errors';
import { limits, type UnpackBudget } from './limits';

/** One file of an archive. Its path is a name to show and never a place to write to. */
export type ZipEntry = {
  path: string;
  packed: number;
  unpacked: number;
  /** Reads it from its beginning; counted against the budget once. */
  open(): Promise<ByteReader>;
};

export type ZipArchive = { entries: ZipEntry[]; close(): void };

/**
 * Opens an archive by its directory. Folders are left out. Fails with file-unreadable for what is damaged, protected
 * or packed in a way that is not read, and with file-too-large for more entries than an export has.
 */
export async function openZip(path: string, name: string, budget: UnpackBudget): Promise<ZipArchive> {
  const zip = await openPromise(path, { autoClose: false, decodeStrings: false }).catch((error: unknown) => {
    throw zipError(error, name);
  });
  try {
    if (zip.entryCount > limits.entries) {
      const hint = 'Unpack it and import the files of the export.';
      throw tooLarge(name, `holds more than ${limits.entries.toLocaleString('en')} files`, hint);
    }
    const entries: ZipEntry[] = [];
    for await (const entry of zip.eachEntry()) {
      const inner = entryOf(zip, entry, name, budget);
      if (!inner.path.endsWith('/')) entries.push(inner);
    }
    return { entries, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw zipError(error, name);
  }
}

function entryOf(zip: ZipFile, entry: Entry, name: string, budget: UnpackBudget): ZipEntry {
  const path = pathOf(entry);
  const full = `${name} › ${path}`;
  let spent = false;
  return {
    path,
    packed: entry.compressedSize,
    unpacked: entry.uncompressedSize,
    async open() {
      if (entry.isEncrypted()) throw withPassword(full);
      if (!entry.canDecodeFileData()) throw otherMethod(full, entry.compressionMethod);
      if (!spent) budget.spend(entry.uncompressedSize);
      spent = true;
      const stream = await zip.openReadStreamPromise(entry).catch((error: unknown) => {
        throw zipError(error, full);
      });
      return checked(stream, entry, full);
    },
  };
}

/** Checks size and checksum on the way, so that a damaged archive is not taken for a shorter table. */
function checked(stream: Parameters<typeof streamReader>[0], entry: Entry, name: string): ByteReader {
  let done = 0;
  let sum = 0;
  const reader = streamReader(stream, () => done / Math.max(1, entry.uncompressedSize));
  return {
    ...reader,
    async read(into) {
      const length = await reader.read(into).catch((error: unknown) => {
        throw zipError(error, name);
      });
      done += length;
      sum = crc32(into.subarray(0, length), sum);
      if (length === 0 && sum !== entry.crc32) throw damagedContainer(name, 'part of an archive');
      return length;
    },
  };
}

/** File names of archives are UTF-8 where they say so; others are in the encoding of the machine that packed them. */
function pathOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const saysUtf8 = (entry.generalPurposeBitFlag & 0x800) !== 0 || isUtf8(raw);
  const [guess] = rankEncodings({ lines: [raw], utf8: { whole: 0, broken: 1 } });
  const text = iconv.decode(raw, saysUtf8 ? 'utf-8' : guess.encoding);
  return text.replaceAll('\\', '/');
}

function otherMethod(name: string, method: number): WeirError {
  return new WeirError({
    code: 'file-unreadable',
    message: `${name} is packed in a way that is not read (method ${method}).`,
    hint: 'Unpack it with the program that made it and import the files inside.',
  });
}

function zipError(error: unknown, name: string): unknown {
  if (error instanceof WeirError) return error;
  const fromDisk = error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code));
  return fromDisk ? error : damagedContainer(name, 'ZIP archive', error);
}
