import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { unpackBudget } from '#engine/import/containers/limits';
import { openZip } from '#engine/import/containers/zip-archive';

// An error that nobody listens for would end the process; the test runner reports it as an error of the whole run.
it('a damaged part of an archive fails when it is read, however long after it was opened', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weir-zip-'));
  const rows = Array.from({ length: 20_000 }, (_, i) => `${(i * 7919) % 10_007},Stage ${i % 7}\n`).join('');
  const packed = zipSync({ 'deals.csv': strToU8(rows) });
  for (const part of [0.01, 0.2, 0.5, 0.9]) {
    const damaged = Uint8Array.from(packed);
    damaged.fill(0xff, Math.max(40, packed.length * part), Math.max(40, packed.length * part) + 60);
    const path = join(folder, `deals-${part}.zip`);
    await writeFile(path, damaged);
    const archive = await openZip(path, 'deals.zip', unpackBudget('deals.zip', damaged.length));
    const reader = await archive.entries[0]!.open();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const whole = async () => {
      for (const into = Buffer.alloc(1000); (await reader.read(into)) > 0; );
    };
    await expect(whole()).rejects.toMatchObject({ code: 'file-unreadable' });
    await reader.close();
    archive.close();
  }
  await rm(folder, { recursive: true });
});
