import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ComputePool } from '#engine/api/compute-pool';

const folder = mkdtempSync(join(tmpdir(), 'weir-pool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lucky = 1;
const failing = 13;
const crashing = 66;
const endless = 99;

/** A thread that answers how often it was asked, fails or ends on demand, and goes on with a seed of 99 until it is halted. */
const file = join(folder, 'thread.mjs');
writeFileSync(
  file,
  `import { parentPort, threadId, workerData } from 'node:worker_threads';
let asked = 0;
parentPort.on('message', (message) => {
  if (message === null) return parentPort.close();
  asked += 1;
  const { seed } = message.input;
  while (seed === ${endless} && Atomics.load(workerData.halted, 0) === 0);
  if (seed === ${crashing}) throw new Error('out of luck');
  if (Atomics.load(workerData.halted, 0) !== 0) parentPort.postMessage({ error: 'halted' });
  else if (seed === ${failing}) parentPort.postMessage({ error: 'unlucky' });
  else parentPort.postMessage({ output: { asked, threadId } });
});`,
);

type Answer = { asked: number; threadId: number };
type Asking = (seed: number, signal?: AbortSignal) => Promise<Answer>;

async function withPool(use: (ask: Asking, pool: ComputePool) => Promise<void>) {
  const pool = new ComputePool(file);
  const ask: Asking = async (seed, signal) =>
    (await pool.obeying(signal)('scoreTest', { rows: [], pairs: [], seed })) as unknown as Answer;
  await use(ask, pool);
  await pool.close();
}

const shortly = () => new Promise((resolve) => setTimeout(resolve, 100));

describe('tasks in threads of their own', () => {
  it('are answered one after the other by the same thread, and at once by another', () =>
    withPool(async (ask) => {
      const first = await ask(lucky);
      expect(await ask(lucky)).toEqual({ asked: 2, threadId: first.threadId });
      const both = await Promise.all([ask(lucky), ask(lucky)]);
      expect(both.map(({ asked }) => asked)).toEqual([3, 1]);
    }));

  it('wait where there are more of them than threads, and keep them all for the next ones', () =>
    withPool(async (ask) => {
      const answers = await Promise.all(Array.from({ length: 40 }, () => ask(lucky)));
      const threads = new Set(answers.map(({ threadId }) => threadId));
      expect(threads.size).toBeLessThanOrEqual(4);
      expect(threads).toContain((await ask(lucky)).threadId);
    }));

  it('stop when they are cancelled, and the same thread goes on with the next one', () =>
    withPool(async (ask) => {
      const { threadId } = await ask(lucky);
      const controller = new AbortController();
      const running = ask(endless, controller.signal);
      await shortly();
      controller.abort();
      await expect(running).rejects.toMatchObject({ code: 'cancelled' });
      await expect(ask(lucky, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
      await shortly();
      expect(await ask(lucky)).toEqual({ asked: 3, threadId });
    }));

  it('are given up at once when they are cancelled while they wait for a thread', () =>
    withPool(async (ask) => {
      const busy = new AbortController();
      const running = Array.from({ length: 4 }, () => ask(endless, busy.signal).catch(() => null));
      const controller = new AbortController();
      const waiting = ask(endless, controller.signal);
      controller.abort();
      await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
      busy.abort();
      await Promise.all(running);
      expect(await ask(lucky)).toMatchObject({ asked: expect.any(Number) });
    }));

  it('say what went wrong, and a thread that is gone is replaced', () =>
    withPool(async (ask) => {
      await expect(ask(failing)).rejects.toThrow('unlucky');
      await expect(ask(crashing)).rejects.toThrow('out of luck');
      expect(await ask(lucky)).toMatchObject({ asked: 1 });
      const settled = await Promise.allSettled(
        [...Array(6).fill(crashing), ...Array(6).fill(lucky)].map((seed) => ask(seed)),
      );
      expect(settled.map(({ status }) => status)).toEqual([
        ...Array(6).fill('rejected'),
        ...Array(6).fill('fulfilled'),
      ]);
    }));

  it('are stopped when the pool closes', () =>
    withPool(async (ask, pool) => {
      const running = Array.from({ length: 6 }, () => ask(endless).catch((error: Error) => error));
      await shortly();
      await pool.close();
      await expect(ask(lucky)).rejects.toMatchObject({ code: 'cancelled' });
      for (const error of await Promise.all(running)) expect(error).toMatchObject({ code: 'cancelled' });
    }));

  it('run in place without a thread', async () => {
    const here = new ComputePool(undefined);
    expect(await here.obeying(undefined)('scoreTest', { rows: [], pairs: [], seed: lucky })).toEqual({
      summary: [],
      deals: [],
    });
  });
});
