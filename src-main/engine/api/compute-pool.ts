import { Worker } from 'node:worker_threads';
import { type Compute, computeHere, type ForecastTasks, type TaskName } from '#engine/forecast/tasks';
import { WeirError } from '#shared/contract/errors';

type Reply = { output?: unknown; error?: string };

/** Runs tasks of the forecast in threads of their own. One thread is kept for the next task; a cancelled one is ended. */
export class ComputePool {
  readonly #file: string | undefined;
  #idle: Worker | null = null;

  /** `file` is the built worker; without one tasks run where they are asked for. */
  constructor(file: string | undefined) {
    this.#file = file;
  }

  /** Tasks that end with `cancelled` when the signal says so. */
  obeying(signal: AbortSignal | undefined): Compute {
    return async (name, input) => {
      if (signal?.aborted) throw cancelled();
      return this.#file === undefined ? computeHere(name, input) : this.#run(name, input, signal);
    };
  }

  async close(): Promise<void> {
    const idle = this.#idle;
    this.#idle = null;
    await idle?.terminate();
  }

  #run<N extends TaskName>(
    name: N,
    input: Parameters<ForecastTasks[N]>[0],
    signal: AbortSignal | undefined,
  ): Promise<ReturnType<ForecastTasks[N]>> {
    const worker = this.#take();
    return new Promise((resolve, reject) => {
      // Listeners are taken off one by one: Node keeps some of its own on a worker.
      const settle = (end: () => void, keep: boolean) => {
        signal?.removeEventListener('abort', stop);
        worker.off('message', answer).off('error', fail).off('exit', leave);
        if (keep) this.#giveBack(worker);
        else void worker.terminate();
        end();
      };
      const stop = () => settle(() => reject(cancelled()), false);
      const fail = (error: unknown) => settle(() => reject(error), false);
      const leave = () =>
        fail(new WeirError({ code: 'internal', message: 'The thread of the forecast ended.' }));
      const answer = ({ output, error }: Reply) => {
        if (error === undefined) settle(() => resolve(output as ReturnType<ForecastTasks[N]>), true);
        else settle(() => reject(new WeirError({ code: 'internal', message: error })), true);
      };
      signal?.addEventListener('abort', stop);
      worker.on('message', answer).on('error', fail).on('exit', leave);
      worker.postMessage({ name, input });
    });
  }

  #take(): Worker {
    const worker = this.#idle ?? new Worker(this.#file ?? '');
    this.#idle = null;
    worker.ref();
    return worker;
  }

  #giveBack(worker: Worker): void {
    if (this.#idle) {
      void worker.terminate();
      return;
    }
    // It must not keep a program alive that has nothing else to do.
    worker.unref();
    this.#idle = worker;
  }
}

function cancelled(): WeirError {
  return new WeirError({ code: 'cancelled', message: 'Cancelled.' });
}
