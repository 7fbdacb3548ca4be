import { expect, test } from 'vitest';
import type { Progress } from '#shared/contract/methods';
import { followCall, runningCall } from '../../src-renderer/state/call-progress';

/** A call that the test ends, and the way it tells how far it is. */
function start() {
  let tell: (progress: Progress) => void = () => {};
  let end: (fails: boolean) => void = () => {};
  const done = followCall('metric.forecast', (onProgress) => {
    tell = onProgress;
    return new Promise<string>((resolve, reject) => {
      end = (fails) => (fails ? reject(new Error('stopped')) : resolve('answer'));
    });
  });
  return { done, tell: (step: string) => tell({ fraction: 0.5, step }), end: (fails = false) => end(fails) };
}

test('a call can be followed from its start to its end, and the one that runs longest is told', async () => {
  expect(runningCall('metric.forecast')).toBeUndefined();
  const first = start();
  expect(runningCall('metric.forecast')).toEqual({ progress: null });
  const second = start();
  second.tell('later');
  first.tell('reading');
  expect(runningCall('metric.forecast')?.progress?.step).toBe('reading');
  expect(runningCall('metric.backtest')).toBeUndefined();
  first.end();
  expect(await first.done).toBe('answer');
  expect(runningCall('metric.forecast')?.progress?.step).toBe('later');
  second.end(true);
  await expect(second.done).rejects.toThrow('stopped');
  expect(runningCall('metric.forecast')).toBeUndefined();
});
