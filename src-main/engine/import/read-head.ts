import { open } from 'node:fs/promises';
import { completeUtf8Length } from './encodings/start-encoding';

/** The first part of a UTF-8 file; `whole` when that is all of it. */
export type Head = { text: string; whole: boolean };

const headSize = 256 * 1024;

export async function readHead(file: string, size = headSize): Promise<Head> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(size);
    const { bytesRead } = await handle.read(buffer, 0, size, 0);
    const whole = bytesRead === (await handle.stat()).size;
    const bytes = buffer.subarray(0, bytesRead);
    return { text: bytes.subarray(0, whole ? bytesRead : completeUtf8Length(bytes)).toString('utf8'), whole };
  } finally {
    await handle.close();
  }
}
