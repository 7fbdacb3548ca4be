import { fill } from '../chunks';
import { decodeText } from '../decode';
import { diskAccess } from '../file-access';
import { asSourceError, changed, empty, notAFile } from '../file-errors';
import { archiveTables } from './archive-tables';
import { type Bytes, fileBytes } from './bytes';
import { nestedTooDeep } from './container-errors';
import { contentKind } from './content-kind';
import { gunzipBytes } from './gunzip';
import { jsonTable } from './json-table';
import { limits, unpackBudget } from './limits';
import { parquetTable } from './parquet-table';
import type { Reading, ReadOptions, Source } from './reading';
import { spool } from './spool';
import { type TableFile, utf8 } from './table-file';

const ignore = (): void => undefined;

/**
 * The tables of a file, one after the other, each as delimited text in scratch: what its content says and not its
 * name. Fails with file-not-found, file-empty, file-binary, file-changed, file-unreadable, file-too-large, disk-full or
 * cancelled; what was handed out before stays in scratch, nothing else does.
 */
export async function* readTables(
  source: Source,
  scratch: string,
  options: ReadOptions,
): AsyncGenerator<TableFile> {
  const files = options.files ?? diskAccess;
  try {
    const before = await files.stat(source.path);
    if (!before.isFile) throw notAFile(source);
    if (before.size === 0) throw empty(source);
    const budget = unpackBudget(source.name, before.size);
    const reading: Reading = { ...options, files, scratch, budget, depth: 0, archives: 0 };
    const tables = tablesOf(fileBytes(source, before.size, files), reading, options.onShare ?? ignore);
    for await (const table of tables) {
      const after = await files.stat(source.path);
      if (after.size !== before.size || after.modified !== before.modified) {
        await files.remove(table.file);
        throw changed(source);
      }
      yield table;
    }
  } catch (error) {
    throw asSourceError(error, source);
  }
}

/** The tables in some bytes; `onShare` is told which share of the bytes is done. */
async function* tablesOf(
  bytes: Bytes,
  reading: Reading,
  onShare: (share: number) => void,
): AsyncGenerator<TableFile> {
  if (reading.depth > limits.depth) throw nestedTooDeep(bytes.name);
  const kind = contentKind(await headOf(bytes));
  if (kind === 'gzip') {
    yield* tablesOf(gunzipBytes(bytes, reading.budget), { ...reading, depth: reading.depth + 1 }, onShare);
  } else if (kind === 'zip') {
    yield* archiveTables(bytes, { ...reading, depth: reading.depth + 1 }, onShare, tablesOf);
  } else yield await oneTable(bytes, kind, reading, onShare);
}

const headSize = 64 * 1024;

async function headOf(bytes: Bytes): Promise<Buffer> {
  const reader = await bytes.open();
  try {
    const head = Buffer.alloc(headSize);
    return head.subarray(0, await fill(reader, head));
  } finally {
    await reader.close();
  }
}

async function oneTable(
  bytes: Bytes,
  kind: 'text' | 'json' | 'parquet',
  reading: Reading,
  onShare: (share: number) => void,
): Promise<TableFile> {
  const { name, container } = bytes;
  const { signal, files, scratch, connect } = reading;
  const plain = { name, container, damage: [], notes: [] };
  if (kind === 'parquet') {
    const packed = await spool(bytes, scratch, files, signal, onShare);
    try {
      const file = await connect((connection) => parquetTable(connection, packed.file, name, scratch, files));
      return { ...plain, ...utf8, ...packed, file, format: 'parquet' };
    } finally {
      await files.remove(packed.file);
    }
  }
  const encoding = reading.encodingOf?.(name);
  const options = { signal, encoding, files, onShare, oneLineEnd: kind === 'text' };
  const decoded = await decodeText(bytes, scratch, options);
  if (kind === 'text') return { ...plain, ...decoded, format: 'text' };
  return {
    ...plain,
    ...decoded,
    ...(await jsonTable(decoded.file, name, { folder: scratch, files, signal }, connect)),
  };
}
