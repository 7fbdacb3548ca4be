import { createIn, eachChunk } from './chunks';
import type { FileAccess } from './file-access';
import { lineEndWalker, needsOneLineEnd } from './line-ends';

/**
 * Rewrites a decoded file when its lines do not all end alike; the new file takes the place of the old one. Null
 * when they do.
 */
export async function withOneLineEnd(
  file: string,
  scratch: string,
  files: FileAccess,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  try {
    const look = lineEndWalker(false);
    await eachChunk(file, files, signal, async (chunk) => void look.push(chunk));
    look.end();
    if (!needsOneLineEnd(look.seen)) return null;
    return await rewritten(file, scratch, files, signal);
  } catch (error) {
    await files.remove(file);
    throw error;
  }
}

async function rewritten(
  file: string,
  scratch: string,
  files: FileAccess,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { file: target, writer } = await createIn(scratch, files);
  const walk = lineEndWalker(true);
  try {
    await eachChunk(file, files, signal, (chunk) => writer.write(walk.push(chunk)));
    await writer.write(walk.end());
    await writer.close();
  } catch (error) {
    await writer.close().catch(() => undefined);
    await files.remove(target);
    throw error;
  }
  await files.remove(file);
  return target;
}
