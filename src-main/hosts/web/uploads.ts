import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WeirError } from '#shared/contract/errors';
import type { UploadAnswer } from '#shared/contract/http-routes';
import { uploadName } from './upload-name';

export type Uploads = {
  /** Streams a file into a folder of its own. A stream that breaks off leaves nothing behind. */
  receive(body: Readable, asked: { name: string; bytes: number | null }): Promise<UploadAnswer>;
  /** Names a file of this machine that the person who started the host asked for. */
  share(path: string): string;
  /** The path behind `upload:ID`. Throws `invalid-input` for `path:…` and `file-not-found` for an unknown ID. */
  pathOf(source: string): string;
  /** Removes every file that was received. */
  clear(): Promise<void>;
};

export function createUploads(folder: () => string): Uploads {
  const paths = new Map<string, string>();
  const folders = new Set<string>();

  async function receive(
    body: Readable,
    asked: { name: string; bytes: number | null },
  ): Promise<UploadAnswer> {
    const id = randomUUID();
    const own = join(folder(), id);
    const name = uploadName(asked.name);
    folders.add(own);
    try {
      await mkdir(own, { recursive: true });
      const output = createWriteStream(join(own, name), { flags: 'wx' });
      await pipeline(body, output);
      const bytes = output.bytesWritten;
      if (asked.bytes !== null && asked.bytes !== bytes)
        throw new Error(`${bytes} of ${asked.bytes} bytes arrived`);
      paths.set(id, join(own, name));
      return { source: `upload:${id}`, name, bytes };
    } catch (error) {
      await rm(own, { recursive: true, force: true });
      folders.delete(own);
      throw uploadError(error, name);
    }
  }

  return {
    receive,
    share(path) {
      const id = randomUUID();
      paths.set(id, path);
      return `upload:${id}`;
    },
    pathOf(source) {
      if (!source.startsWith('upload:')) {
        throw new WeirError({
          code: 'invalid-input',
          message: 'A page cannot name files of this computer by their path.',
          hint: 'Drop the file on the page, or choose it there.',
        });
      }
      const path = paths.get(source.slice('upload:'.length));
      if (path !== undefined) return path;
      throw new WeirError({
        code: 'file-not-found',
        message: 'This uploaded file is no longer there.',
        hint: 'Choose it again.',
      });
    },
    async clear() {
      await Promise.all([...folders].map((own) => rm(own, { recursive: true, force: true })));
      folders.clear();
      paths.clear();
    },
  };
}

function uploadError(cause: unknown, name: string): WeirError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOSPC') {
    const hint = 'Free some space and choose the file again.';
    return new WeirError(
      { code: 'disk-full', message: `No space left on the disk for ${name}.`, hint },
      { cause },
    );
  }
  const message = `${name} did not arrive whole.`;
  return new WeirError({ code: 'file-unreadable', message, hint: 'Choose it again.' }, { cause });
}
