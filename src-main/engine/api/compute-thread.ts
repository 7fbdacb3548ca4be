import { Worker } from 'node:worker_threads';
import type { ForecastTasks, TaskName } from '#engine/forecast/tasks';
import { WeirError } from '#shared/contract/errors';

type Reply = { output?: unknown; error?: string };

/** What a thread is started with: its task stops at the next step where the first number is not zero. */
export type ThreadData = { halted: Int32Array };

/**
 * A thread of the forecast, for one task at a time. It is never ended in the middle of one: Node can crash as a whole where
 * a thread goes while its code is being compiled. A task that nobody waits for is told to stop, and the thread goes on.
 */
export class ComputeThread {
  readonly #worker: Worker;
  readonly #halted = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #hasEnded = false;
  #isEnding = false;

  /** `file` is the built worker. */
  constructor(file: string) {
    const workerData: ThreadData = { halted: this.#halted };
    this.#worker = new Worker(file, { workerData });
    const leave = () => {
      this.#hasEnded = true;
    };
    this.#worker.on('error', leave).on('exit', leave);
    // It must not keep a program alive that has nothing else to do.
    this.#worker.unref();
  }

  /** Whether it is gone, which it is after it ran out of memory. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** What a task comes to; errors: `internal` where it fails, is halted, or the thread ends. */
  run<N extends TaskName>(
    name: N,
    input: Parameters<ForecastTasks[N]>[0],
  ): Promise<ReturnType<ForecastTasks[N]>> {
    const worker = this.#worker;
    Atomics.store(this.#halted, 0, 0);
    worker.ref();
    return new Promise((resolve, reject) => {
      // Listeners are taken off one by one: Node keeps some of its own on a worker.
      const settle = (end: () => void) => {
        worker.off('message', answer).off('error', fail).off('exit', leave);
        if (!this.#isEnding) worker.unref();
        end();
      };
      const fail = (error: unknown) => settle(() => reject(error));
      const leave = () => fail(internal('The thread of the forecast ended.'));
      const answer = ({ output, error }: Reply) =>
        settle(() =>
          error === undefined ? resolve(output as ReturnType<ForecastTasks[N]>) : reject(internal(error)),
        );
      worker.on('message', answer).on('error', fail).on('exit', leave);
      worker.postMessage({ name, input });
    });
  }

  /** Tells the task to stop at its next step. */
  halt(): void {
    Atomics.store(this.#halted, 0, 1);
  }

  /** Ends the thread once its task has stopped, and waits for that. */
  async end(): Promise<void> {
    if (this.#hasEnded) return;
    this.#isEnding = true;
    this.halt();
    await new Promise((resolve) => {
      this.#worker.once('exit', resolve);
      this.#worker.ref();
      this.#worker.postMessage(null);
    });
  }
}

function internal(message: string): WeirError {
  return new WeirError({ code: 'internal', message });
}
