import { copyFile, rename, rm } from 'node:fs/promises';
import { WeirError } from '#shared/contract/errors';

/** Puts a finished copy in place in one step, so that no half-written file is ever seen. */
export async function replaceFile(from: string, to: string): Promise<void> {
  const partial = `${to}.partial`;
  try {
    await copyFile(from, partial);
    await rename(partial, to);
  } catch (cause) {
    await rm(partial, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WeirError(
      { code: 'invalid-input', message: `${to} cannot be written: ${reason}`, hint: 'Choose another place.' },
      { cause },
    );
  }
}
