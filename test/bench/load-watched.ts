import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '#engine/api/create-engine';
import type { Engine } from '#engine/api/engine';
import { WeirError } from '#shared/contract/errors';
import type { CallOptions } from '#shared/contract/methods';

type Request = { files: string[]; target: string; threads: number };

/** Progress of one call, as the user sees it. */
export type Watched = {
  ms: number;
  /** Longest time without a report, in milliseconds. */
  gapMs: number;
  /** Reports that went back. */
  backwards: number;
  /** The last report before the end, 0–1. */
  last: number;
};

/** How long the calls took to end once they were cancelled, by the share of their time that had passed. */
export type Cancelled = { call: string; share: number; ms: number }[];

export type WatchedLoad = { inspect: Watched; load: Watched; cancelled: Cancelled };

const points = 10;

/** Imports files while watching its progress, then again and again, cancelling at points spread over the time it took. */
export async function loadWatched(request: Request): Promise<WatchedLoad> {
  const whole = await withEngine(request, async (engine) => {
    const inspect = await watched((onProgress) => inspectFiles(engine, request, { onProgress }));
    const { staging } = inspect.result;
    const load = await watched((onProgress) => engine.call('import.load', { staging }, { onProgress }));
    return { inspect: inspect.watched, load: load.watched };
  });
  await rm(request.target);
  const cancelled = await withEngine(request, async (engine) => {
    const inspects: Cancelled = [];
    for (const share of shares()) {
      const ms = await cancelAt(share, (options) => inspectFiles(engine, request, options));
      if (ms !== null) inspects.push({ call: 'import.inspect', share, ms });
    }
    const { staging } = await inspectFiles(engine, request, {});
    for (const share of shares()) {
      const ms = await cancelAt(share, (options) => engine.call('import.load', { staging }, options));
      if (ms === null) break;
      inspects.push({ call: 'import.load', share, ms });
    }
    return inspects;
  });
  return { ...whole, cancelled };
}

function shares(): number[] {
  return Array.from({ length: points }, (_, i) => (i + 0.5) / points);
}

type OnProgress = NonNullable<CallOptions['onProgress']>;

async function inspectFiles(engine: Engine, { files }: Request, options: CallOptions) {
  return engine.call('import.inspect', { sources: files.map((file) => `path:${file}`) }, options);
}

async function watched<T>(
  work: (onProgress: OnProgress) => Promise<T>,
): Promise<{ result: T; watched: Watched }> {
  const start = performance.now();
  let [before, last, gapMs, backwards] = [start, 0, 0, 0];
  const tick = () => {
    const now = performance.now();
    gapMs = Math.max(gapMs, now - before);
    before = now;
  };
  const result = await work(({ fraction }) => {
    tick();
    if ((fraction ?? 0) < last) backwards++;
    last = fraction ?? 0;
  });
  tick();
  return { result, watched: { ms: performance.now() - start, gapMs, backwards, last } };
}

/** Milliseconds from the signal, given at a share of the progress, to the end of the call; null when it had ended. */
async function cancelAt(
  share: number,
  work: (options: CallOptions) => Promise<unknown>,
): Promise<number | null> {
  const controller = new AbortController();
  let cancelledAt = 0;
  const onProgress: OnProgress = ({ fraction }) => {
    if (controller.signal.aborted || (fraction ?? 0) < share) return;
    cancelledAt = performance.now();
    controller.abort();
  };
  try {
    await work({ signal: controller.signal, onProgress });
    return null;
  } catch (error) {
    if (!(error instanceof WeirError) || error.code !== 'cancelled') throw error;
    return performance.now() - cancelledAt;
  }
}

async function withEngine<T>({ target, threads }: Request, work: (engine: Engine) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'weir-bench-'));
  const engine = createEngine({ home, now: () => new Date(), threads });
  try {
    await engine.call('workspace.create', { path: target });
    return await work(engine);
  } finally {
    await engine.close();
    await rm(home, { recursive: true, force: true });
  }
}
