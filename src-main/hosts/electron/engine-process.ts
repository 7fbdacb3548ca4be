import type { FromEngine, ToEngine } from '../common/engine-messages';

/** The engine's process, as much of it as its keeper needs. `Port` is what can be handed over. */
export type EngineChild<Port> = {
  send(message: ToEngine, ports?: Port[]): void;
  onMessage(listener: (message: FromEngine) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
};

export type Keeper<Port> = {
  /** The process that is ready now, or null between two. */
  current(): EngineChild<Port> | null;
  /** Ends it for good. */
  stop(): void;
};

type KeeperOptions<Port> = {
  fork(): EngineChild<Port>;
  /** Milliseconds, only ever increasing. */
  now(): number;
  schedule(run: () => void, delay: number): void;
  onReady(child: EngineChild<Port>): void;
  onMessage(message: FromEngine): void;
  onExit(): void;
};

const firstDelay = 250;
const longestDelay = 10_000;
/** A process that lived this long was fine; the next delay starts from the beginning. */
const steadyAfter = 30_000;

export function restartDelay(failures: number): number {
  return Math.min(longestDelay, firstDelay * 2 ** Math.max(0, failures - 1));
}

/** Keeps one engine process alive: when it ends, another is started after a delay that doubles. */
export function keepEngine<Port>(options: KeeperOptions<Port>): Keeper<Port> {
  let child: EngineChild<Port> | null = null;
  let ready: EngineChild<Port> | null = null;
  let failures = 0;
  let stopped = false;

  function start(): void {
    if (stopped) return;
    const startedAt = options.now();
    const started = options.fork();
    child = started;
    started.onMessage((message) => {
      if (child !== started) return;
      if (message.type !== 'ready') return options.onMessage(message);
      ready = started;
      options.onReady(started);
    });
    started.onExit(() => {
      if (child !== started) return;
      child = null;
      ready = null;
      if (stopped) return;
      failures = options.now() - startedAt >= steadyAfter ? 1 : failures + 1;
      options.onExit();
      options.schedule(start, restartDelay(failures));
    });
  }

  start();
  return {
    current: () => ready,
    stop() {
      stopped = true;
      if (ready) ready.send({ type: 'end' });
      else child?.kill();
    },
  };
}
