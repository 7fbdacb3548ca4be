import { betaQuantile, criticalValue } from './distributions';

/** Both bounds, or both null where there is nothing to estimate from. */
export type Interval = { low: number; high: number } | { low: null; high: null };

const unknown: Interval = { low: null, high: null };

/**
 * Wilson score interval of the proportion k/n: the interval shown beside every plain proportion.
 * k and n may be fractional (weights); n = 0 gives nulls. Throws RangeError unless 0 <= k <= n.
 * Source: Wilson 1927; equals R's prop.test(correct = FALSE).
 */
export function wilson(k: number, n: number, confidence = 0.95): Interval {
  assertCounts(k, n);
  if (n === 0) return unknown;
  const p = k / n;
  const z2 = criticalValue(confidence) ** 2;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = Math.sqrt(z2 * ((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  // At the ends centre and half are equal in theory; rounding must not leave a bound at 1e-17.
  return {
    low: k === 0 ? 0 : Math.max(0, centre - half),
    high: k === n ? 1 : Math.min(1, centre + half),
  };
}

/**
 * Equal-tailed interval of the posterior under Jeffreys' prior Beta(1/2, 1/2), for Bayesian steps.
 * The bound at the edge is 0 when k = 0 and 1 when k = n (Brown, Cai and DasGupta 2001); n = 0 gives nulls.
 */
export function jeffreys(k: number, n: number, confidence = 0.95): Interval {
  assertCounts(k, n);
  if (n === 0) return unknown;
  const tail = (1 - confidence) / 2;
  return {
    low: k === 0 ? 0 : betaQuantile(tail, k + 0.5, n - k + 0.5),
    high: k === n ? 1 : betaQuantile(1 - tail, k + 0.5, n - k + 0.5),
  };
}

/** Exact (conservative) binomial interval of Clopper and Pearson 1934; equals R's binom.test. n = 0 gives nulls. */
export function clopperPearson(k: number, n: number, confidence = 0.95): Interval {
  assertCounts(k, n);
  if (n === 0) return unknown;
  const tail = (1 - confidence) / 2;
  return {
    low: k === 0 ? 0 : betaQuantile(tail, k, n - k + 1),
    high: k === n ? 1 : betaQuantile(1 - tail, k + 1, n - k),
  };
}

export type Difference = { difference: number; low: number; high: number };
type UnknownDifference = { difference: null; low: null; high: null };

/**
 * k1/n1 - k0/n0 with Newcombe's hybrid score interval (1998, method 10), built from two Wilson intervals.
 * Either n = 0 gives nulls.
 */
export function newcombeDifference(
  k1: number,
  n1: number,
  k0: number,
  n0: number,
  confidence = 0.95,
): Difference | UnknownDifference {
  const one = wilson(k1, n1, confidence);
  const nought = wilson(k0, n0, confidence);
  if (one.low === null || nought.low === null) return { difference: null, low: null, high: null };
  const p1 = k1 / n1;
  const p0 = k0 / n0;
  return {
    difference: p1 - p0,
    low: p1 - p0 - Math.hypot(p1 - one.low, nought.high - p0),
    high: p1 - p0 + Math.hypot(one.high - p1, p0 - nought.low),
  };
}

function assertCounts(k: number, n: number): void {
  if (!(k >= 0 && k <= n && Number.isFinite(n)))
    throw new RangeError(`Not a count out of a total: ${k} of ${n}`);
}
