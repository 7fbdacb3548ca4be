import { fork } from 'node:child_process';
import { type LoadResult, loadBare, loadWeir } from './load';
import { loadWatched, type WatchedLoad } from './load-watched';

/** What a child process is asked to load, and how. */
export type LoadRequest = {
  how: 'weir' | 'bare' | 'watched';
  files: string[];
  sorted: { file: string; by: string };
  target: string;
  threads: number;
};

export type Loaded = LoadResult & { peakBytes: number; cpuMs: number; watched?: WatchedLoad };

/** Loads in a process of its own, so that its peak memory is that of the load alone. */
export function loadInChild(request: LoadRequest): Promise<Loaded> {
  const child = fork(process.argv[1] ?? '', ['--child'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Loaded));
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`The child process ended with ${code} before it answered`)),
    );
    child.send(request);
  });
}

/** The other side: answers one request and ends. */
export function runAsChild(): void {
  process.once('message', async (request: LoadRequest) => {
    const result = await load(request);
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const use = { peakBytes: maxRSS * 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000 };
    process.send?.({ ...result, ...use } satisfies Loaded, () => process.disconnect());
  });
}

async function load(request: LoadRequest): Promise<LoadResult & { watched?: WatchedLoad }> {
  if (request.how === 'weir') return loadWeir(request);
  if (request.how === 'bare') return loadBare(request);
  const watched = await loadWatched(request);
  return { ms: watched.inspect.ms + watched.load.ms, steps: {}, watched };
}
