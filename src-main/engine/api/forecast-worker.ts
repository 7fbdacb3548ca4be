import { parentPort } from 'node:worker_threads';
import { computeHere, type TaskName } from '#engine/forecast/tasks';

/** A thread that trains and draws, so that the engine goes on answering. One task at a time. */
parentPort?.on('message', ({ name, input }: { name: TaskName; input: never }) => {
  computeHere(name, input).then(
    (output) => parentPort?.postMessage({ output }),
    (error: unknown) =>
      parentPort?.postMessage({
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  );
});
