import { join } from 'node:path';
import { cancelledError } from '#shared/contract/errors';
import type { ChunkReader, ChunkWriter, FileAccess } from './file-access';

/** Bytes read at a time. */
export const chunkSize = 1 << 20;

/** Hands the chunks of a file to `work`, one after the other, in one buffer. */
export async function eachChunk(
  path: string,
  files: FileAccess,
  signal: AbortSignal | undefined,
  work: (chunk: Buffer) => Promise<void>,
): Promise<void> {
  const reader = await files.read(path);
  try {
    const buffer = Buffer.allocUnsafe(chunkSize);
    for (let length = await fill(reader, buffer); length > 0; length = await fill(reader, buffer)) {
      stopIf(signal);
      await work(buffer.subarray(0, length));
    }
  } finally {
    await reader.close();
  }
}

/** Fails with `cancelled` once the signal is given. */
export function stopIf(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelledError();
}

/** Fills the buffer as far as the file goes; returns how far. */
export async function fill(reader: ChunkReader, into: Buffer): Promise<number> {
  let length = 0;
  while (length < into.length) {
    const read = await reader.read(into.subarray(length));
    if (read === 0) break;
    length += read;
  }
  return length;
}

/** A new file in a folder, under a name that no file there has yet. */
export async function createIn(
  scratch: string,
  files: FileAccess,
): Promise<{ file: string; writer: ChunkWriter }> {
  for (let n = 1; ; n++) {
    const file = join(scratch, `source-${n}.csv`);
    try {
      return { file, writer: await files.create(file) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
