import { criticalValue } from './distributions';
import type { Interval } from './intervals';

/** An estimate with its standard error; null where there is nothing to estimate from. */
export type Estimate = { value: number; se: number } | null;

/**
 * Interval value × exp(±z se / value) of a quantity that cannot be negative, such as a mean of amounts or a count. Nulls
 * where the value is 0 or its error is not known.
 */
export function logInterval(estimate: Estimate, confidence = 0.95): Interval {
  if (!estimate || !(estimate.value > 0) || !Number.isFinite(estimate.se)) return { low: null, high: null };
  const reach = Math.exp((criticalValue(confidence) * estimate.se) / estimate.value);
  return { low: estimate.value / reach, high: estimate.value * reach };
}

/** A count of independent arrivals, whose variance is the count itself. */
export function poissonCount(n: number): Estimate {
  return { value: n, se: Math.sqrt(n) };
}

/** Mean of `n` values from their sum and the sum of their squares; null without values, of one the error is not known. */
export function meanOf(n: number, sum: number, squares: number): Estimate {
  if (n === 0) return null;
  const mean = sum / n;
  const variance = n > 1 ? Math.max(0, squares - n * mean * mean) / (n - 1) : Number.NaN;
  return { value: mean, se: Math.sqrt(variance / n) };
}

/** Sum of the values of arrivals that come by chance (compound Poisson): its variance is the sum of their squares. */
export function arrivedSum(sum: number, squares: number): Estimate {
  return { value: sum, se: Math.sqrt(squares) };
}

/**
 * Flow a day by Little's law: deals open × share won × value of a win / mean days open of all deals. The relative errors
 * are added in squares, as if the factors were independent. Null where a factor is missing or days are 0.
 */
export function flow(open: Estimate, share: Estimate, value: Estimate, days: Estimate): Estimate {
  if (!open || !share || !value || !days || days.value <= 0) return null;
  const product = (open.value * share.value * value.value) / days.value;
  const factors = [open, share, value, days];
  const relative = Math.hypot(...factors.map(({ value: of, se }) => (of > 0 ? se / of : Number.NaN)));
  return { value: product, se: product * relative };
}

type Bounded = { value: number | null; low: number | null; high: number | null };

/**
 * a − b of two independent estimates with the interval that their own intervals give (MOVER; Zou and Donner 2008). A bound
 * is null where the bound that it rests on is not known.
 */
export function boundedDifference(a: Bounded, b: Bounded) {
  if (a.value === null || b.value === null) return { difference: null, low: null, high: null };
  const difference = a.value - b.value;
  const low =
    a.low === null || b.high === null ? null : difference - Math.hypot(a.value - a.low, b.high - b.value);
  const high =
    a.high === null || b.low === null ? null : difference + Math.hypot(a.high - a.value, b.value - b.low);
  return { difference, low, high };
}
