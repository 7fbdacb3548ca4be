import { betaLowerTail, chiSquareUpperTail, normalQuantile } from './distributions';
import { logGamma } from './gamma-functions';

/** P(X = k) for X ~ Binomial(n, p). */
export function binomialPoint(k: number, n: number, p: number): number {
  if (k < 0 || k > n) return 0;
  if (p <= 0) return k === 0 ? 1 : 0;
  if (p >= 1) return k === n ? 1 : 0;
  const ways = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  return Math.exp(ways + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

/** P(X <= k) for X ~ Binomial(n, p). */
export function binomialLowerTail(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaLowerTail(1 - p, n - k, k + 1);
}

/** P(X >= k) for X ~ Binomial(n, p), with its digits kept far into the tail. */
export function binomialUpperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  return k > n ? 0 : betaLowerTail(p, k, n - k + 1);
}

/** No score is further out than this: beyond it the tails have no digits left. */
const furthest = 35;

/**
 * The normal score of k successes out of n where p is expected, from the mid-p lower tail (Lancaster 1961): half of what
 * is as far as k counts as beyond it. The plain score (k − np) / √(np(1−p)) is too large where n is small.
 */
export function midPScore(k: number, n: number, p: number): number {
  const half = binomialPoint(k, n, p) / 2;
  const below = binomialLowerTail(k - 1, n, p) + half;
  const above = binomialUpperTail(k + 1, n, p) + half;
  const score = (tail: number) => (tail > 0 ? -normalQuantile(Math.min(tail, 0.5)) : furthest);
  return below < above ? -Math.min(furthest, score(below)) : Math.min(furthest, score(above));
}

/** The two-sided p-value of a normal score. */
export function twoSided(score: number): number {
  return chiSquareUpperTail(score ** 2, 1);
}

/**
 * The rate of n trials that a share `probability` of samples lies at or under where p is true: the exact quantile,
 * interpolated between whole counts (Spiegelhalter 2005), so that control limits have no teeth. It can lie outside 0 to 1.
 */
export function funnelLimit(probability: number, n: number, p: number): number {
  if (n === 0 || p <= 0 || p >= 1) return p;
  const r = binomialQuantile(probability, n, p);
  const at = binomialLowerTail(r, n, p);
  return (r - (at - probability) / (at - binomialLowerTail(r - 1, n, p))) / n;
}

/** The smallest r with P(X <= r) >= probability, looked for around the one of the normal distribution. */
function binomialQuantile(probability: number, n: number, p: number): number {
  const reaches = (r: number) => binomialLowerTail(r, n, p) >= probability;
  const normal = n * p + normalQuantile(probability) * Math.sqrt(n * p * (1 - p));
  let high = Math.min(n, Math.max(0, Math.round(normal)));
  let low = high - 1;
  for (let step = 1; !reaches(high); step *= 2) [low, high] = [high, Math.min(n, high + step)];
  for (let step = 1; low >= 0 && reaches(low); step *= 2) [low, high] = [Math.max(-1, low - step), low];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}
