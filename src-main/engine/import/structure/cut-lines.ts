import { createIn, eachChunk } from '../chunks';
import type { FileAccess } from '../file-access';

const lf = 10;

/**
 * Copies the lines `from` up to, without, `to` of a decoded file (from 1; null for all that follow) into a new file
 * beside it.
 */
export async function cutLines(
  file: string,
  scratch: string,
  { from, to }: { from: number; to: number | null },
  files: FileAccess,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { file: target, writer } = await createIn(scratch, files);
  let line = 1;
  try {
    await eachChunk(file, files, signal, async (chunk) => {
      const start = positionOf(chunk, from - line);
      const end = to === null ? chunk.length : positionOf(chunk, to - line);
      line += countLines(chunk);
      if (start < end) await writer.write(chunk.subarray(start, end));
    });
    await writer.close();
  } catch (error) {
    await writer.close().catch(() => undefined);
    await files.remove(target);
    throw error;
  }
  return target;
}

/** Where the line begins that comes after so many line ends; the end of the chunk when it is in a later one. */
function positionOf(chunk: Buffer, lines: number): number {
  let position = 0;
  for (let n = 0; n < lines; n++) {
    const end = chunk.indexOf(lf, position);
    if (end < 0) return chunk.length;
    position = end + 1;
  }
  return position;
}

function countLines(chunk: Buffer): number {
  let count = 0;
  for (let i = chunk.indexOf(lf); i >= 0; i = chunk.indexOf(lf, i + 1)) count++;
  return count;
}
