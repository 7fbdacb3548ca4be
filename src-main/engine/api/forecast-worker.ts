import { parentPort, workerData } from 'node:worker_threads';
import { runTask, type TaskName } from '#engine/forecast/tasks';
import type { ThreadData } from './compute-thread';

type Asked = { name: TaskName; input: never };

const { halted } = workerData as ThreadData;

/** Ends a task that nobody waits for any more. */
function halt(): void {
  if (Atomics.load(halted, 0) !== 0) throw new Error('Nobody waits for this task.');
}

function answerTo({ name, input }: Asked): { output: unknown } | { error: string } {
  try {
    return { output: runTask(name, input, halt) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** A thread that trains and draws, so that the engine goes on answering. One task at a time; `null` ends it. */
parentPort?.on('message', (asked: Asked | null) => {
  if (asked === null) parentPort?.close();
  else parentPort?.postMessage(answerTo(asked));
});
