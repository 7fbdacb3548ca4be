import { availableParallelism } from 'node:os';
import { type Compute, computeHere, type ForecastTasks, type TaskName } from '#engine/forecast/tasks';
import { cancelledError } from '#shared/contract/errors';
import { ComputeThread } from './compute-thread';

/** As many tasks as can run at once: each thread has a memory of its own. */
const mostThreads = Math.min(4, Math.max(2, availableParallelism()));

/** Runs tasks of the forecast in threads of their own, which are kept for the next tasks; more tasks than threads wait. */
export class ComputePool {
  readonly #file: string | undefined;
  readonly #threads = new Set<ComputeThread>();
  readonly #idle: ComputeThread[] = [];
  readonly #waiting: ((thread: ComputeThread) => void)[] = [];
  readonly #closing = new AbortController();

  /** `file` is the built worker; without one tasks run where they are asked for. */
  constructor(file: string | undefined) {
    this.#file = file;
  }

  /** Tasks that end with `cancelled` when the signal says so. */
  obeying(signal: AbortSignal | undefined): Compute {
    return async (name, input) => {
      if (signal?.aborted) throw cancelledError();
      if (this.#file === undefined) return computeHere(name, input);
      const ending = AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : [])]);
      return unlessAborted(this.#run(this.#file, name, input, ending), ending);
    };
  }

  /** Stops what runs, and ends all threads. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  async #run<N extends TaskName>(
    file: string,
    name: N,
    input: Parameters<ForecastTasks[N]>[0],
    signal: AbortSignal,
  ): Promise<ReturnType<ForecastTasks[N]>> {
    const thread = await this.#take(file);
    const halt = () => thread.halt();
    signal.addEventListener('abort', halt);
    try {
      if (signal.aborted) throw cancelledError();
      return await thread.run(name, input);
    } finally {
      signal.removeEventListener('abort', halt);
      this.#giveBack(file, thread);
    }
  }

  #take(file: string): Promise<ComputeThread> | ComputeThread {
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#threads.size < mostThreads) return this.#start(file);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #start(file: string): ComputeThread {
    const thread = new ComputeThread(file);
    this.#threads.add(thread);
    return thread;
  }

  #giveBack(file: string, thread: ComputeThread): void {
    if (thread.hasEnded) this.#threads.delete(thread);
    const next = this.#waiting.shift();
    if (next) next(thread.hasEnded ? this.#start(file) : thread);
    else if (this.#threads.has(thread)) this.#idle.push(thread);
  }
}

/** The same promise, given up with `cancelled` when the signal says so. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(cancelledError());
    signal.addEventListener('abort', giveUp);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
