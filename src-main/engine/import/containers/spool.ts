import { createHash } from 'node:crypto';
import { chunkSize, createIn, fill, stopIf } from '../chunks';
import type { FileAccess } from '../file-access';
import type { Bytes } from './bytes';

/** Copies bytes into a file of scratch, for readers that need to jump about in them; leaves nothing when it fails. */
export async function spool(
  source: Bytes,
  scratch: string,
  files: FileAccess,
  signal: AbortSignal | undefined,
  onShare: (share: number) => void,
): Promise<{ file: string; bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  const reader = await source.open();
  const { file, writer } = await createIn(scratch, files);
  let bytes = 0;
  try {
    const buffer = Buffer.allocUnsafe(chunkSize);
    for (let length = await fill(reader, buffer); length > 0; length = await fill(reader, buffer)) {
      stopIf(signal);
      const chunk = buffer.subarray(0, length);
      hash.update(chunk);
      await writer.write(chunk);
      bytes += length;
      onShare(reader.share());
    }
    await writer.close();
    return { file, bytes, sha256: hash.digest('hex') };
  } catch (error) {
    await writer.close().catch(() => undefined);
    await files.remove(file);
    throw error;
  } finally {
    await reader.close();
  }
}
