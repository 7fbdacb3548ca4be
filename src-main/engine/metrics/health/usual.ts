import { constants } from '../constants';

/**
 * What a value has to keep to, judged by its own past: the mean of the earlier values plus (above) or minus (below) three of their
 * standard deviations, each of which is no less than `chance`, the deviation that counting alone makes of the mean. Null where
 * fewer than six earlier values are known.
 */
export function usualLimit(
  earlier: readonly (number | null)[],
  wrong: 'above' | 'below',
  chance: (mean: number) => number,
): { limit: number | null; mean: number | null } {
  const known = earlier.filter((value) => value !== null);
  if (known.length < constants.usualPoints) return { limit: null, mean: null };
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.max(Math.sqrt(squares / (known.length - 1)), chance(mean));
  const limit = mean + (wrong === 'above' ? 1 : -1) * constants.unusual * deviation;
  return { limit: Math.max(0, limit), mean };
}

/** Deviation of a share of n. */
export function chanceOfShare(n: number): (share: number) => number {
  return (share) => Math.sqrt((share * (1 - share)) / Math.max(n, 1));
}
