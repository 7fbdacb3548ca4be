import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { chunkSize } from '../chunks';
import { type ByteReader, type Bytes, streamReader } from './bytes';
import { damagedContainer } from './container-errors';
import type { UnpackBudget } from './limits';
import { ownName } from './table-file';

/** What a gzip file packs, under the name of the file. */
export function gunzipBytes(packed: Bytes, budget: UnpackBudget): Bytes {
  let counted = 0;
  return {
    name: packed.name,
    container: [...packed.container, ownName(packed.name)],
    path: null,
    async open() {
      const reader = await packed.open();
      const gunzip = createGunzip({ chunkSize: 256 * 1024 });
      Readable.from(pieces(reader))
        .on('error', (error) => gunzip.destroy(error))
        .pipe(gunzip);
      const unpacked = streamReader(gunzip, () => reader.share());
      let done = 0;
      return {
        ...unpacked,
        async read(into) {
          const length = await unpacked.read(into).catch((error: unknown) => {
            throw asDamage(error, packed.name);
          });
          done += length;
          if (done > counted) {
            budget.spend(done - counted);
            counted = done;
          }
          return length;
        },
        async close() {
          await unpacked.close();
          await reader.close();
        },
      };
    },
  };
}

async function* pieces(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const buffer = Buffer.allocUnsafe(chunkSize / 4);
    const length = await reader.read(buffer);
    if (length === 0) return;
    yield buffer.subarray(0, length);
  }
}

function asDamage(error: unknown, name: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') ? damagedContainer(name, 'gzip archive', error) : error;
}
