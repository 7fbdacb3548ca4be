import { wilson } from '#engine/stats/intervals';
import type { Share } from '#shared/results/leads';
import { constants } from '../constants';

/** `k` of `n` with Wilson's interval. */
export function shareOf(k: number, n: number): Share {
  const { low, high } = wilson(k, n, constants.confidence);
  return { k, n, rate: n > 0 ? k / n : null, low, high };
}
