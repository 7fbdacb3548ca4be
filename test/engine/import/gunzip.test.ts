import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { Bytes } from '#engine/import/containers/bytes';
import { gunzipBytes } from '#engine/import/containers/gunzip';
import { unpackBudget } from '#engine/import/containers/limits';

it('a damaged gzip file fails when it is read, however long after it was opened', async () => {
  const packed = gzipSync(Buffer.from('Deal ID,Stage\n'.repeat(1000)));
  packed.fill(0xff, 12);
  let read = false;
  const bytes: Bytes = {
    name: 'deals.csv.gz',
    container: [],
    path: null,
    async open() {
      return {
        async read(into) {
          if (read) return 0;
          read = true;
          return packed.copy(into);
        },
        close: async () => undefined,
        share: () => 1,
      };
    },
  };
  const reader = await gunzipBytes(bytes, unpackBudget('deals.csv.gz', packed.length)).open();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(reader.read(Buffer.alloc(100))).rejects.toMatchObject({ code: 'file-unreadable' });
});
