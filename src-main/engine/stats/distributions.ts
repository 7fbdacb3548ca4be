import { chdtrc, compiled, incbi, ndtri } from 'cephes';

await compiled;

/** z with P(Z <= z) = probability for a standard normal Z; probability strictly between 0 and 1. */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError(`No normal quantile at ${probability}`);
  return ndtri(probability);
}

/** The two-sided critical value, e.g. 1.96 for a confidence of 0.95. */
export function criticalValue(confidence: number): number {
  return normalQuantile((1 + confidence) / 2);
}

/** P(X >= x) for a chi-square X: the p-value of a chi-square statistic, exact far into the tail. */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  return x <= 0 ? 1 : chdtrc(degreesOfFreedom, x);
}

/** x with P(X <= x) = probability for X ~ Beta(a, b); a and b above 0, probability in [0, 1]. */
export function betaQuantile(probability: number, a: number, b: number): number {
  if (!(probability >= 0 && probability <= 1 && a > 0 && b > 0)) {
    throw new RangeError(`No beta quantile at ${probability} for Beta(${a}, ${b})`);
  }
  return incbi(a, b, probability);
}
