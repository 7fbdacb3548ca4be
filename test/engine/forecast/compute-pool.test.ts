import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ComputePool } from '#engine/api/compute-pool';

const folder = mkdtempSync(join(tmpdir(), 'weir-pool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A thread that answers how often it was asked, fails on demand, and never answers a seed of 99. */
const file = join(folder, 'thread.mjs');
writeFileSync(
  file,
  `import { parentPort } from 'node:worker_threads';
let asked = 0;
parentPort.on('message', ({ name, input }) => {
  asked += 1;
  if (input.seed === 99) return;
  if (input.seed === 13) parentPort.postMessage({ error: 'unlucky' });
  else parentPort.postMessage({ output: { name, asked } });
});`,
);
const task = (seed: number) => ({ rows: [], pairs: [], seed });

describe('tasks in threads of their own', () => {
  it('are answered one after the other by the same thread, and at once by another', async () => {
    const pool = new ComputePool(file);
    const compute = pool.obeying(undefined);
    expect(await compute('scoreTest', task(1))).toEqual({ name: 'scoreTest', asked: 1 });
    expect(await compute('scoreTest', task(1))).toEqual({ name: 'scoreTest', asked: 2 });
    const both = await Promise.all([compute('scoreTest', task(1)), compute('scoreTest', task(1))]);
    expect(both.map((one) => (one as unknown as { asked: number }).asked)).toEqual([3, 1]);
    await pool.close();
  });

  it('end when they are cancelled, and the next one has a new thread', async () => {
    const pool = new ComputePool(file);
    const controller = new AbortController();
    const waiting = pool.obeying(controller.signal)('scoreTest', task(99));
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await expect(pool.obeying(controller.signal)('scoreTest', task(1))).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await pool.obeying(undefined)('scoreTest', task(1))).toEqual({ name: 'scoreTest', asked: 1 });
    await pool.close();
  });

  it('say what went wrong, and run in place without a thread', async () => {
    const pool = new ComputePool(file);
    await expect(pool.obeying(undefined)('scoreTest', task(13))).rejects.toThrow('unlucky');
    await pool.close();
    const here = new ComputePool(undefined);
    expect(await here.obeying(undefined)('scoreTest', task(1))).toEqual({ summary: [], deals: [] });
  });
});
