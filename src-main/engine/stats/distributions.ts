import { chdtrc, compiled, incbet, incbi, ndtri } from 'cephes';

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

/** From here on no tail has a digit left, and the library fails instead of saying 0. */
const beyond = 1400;

/** P(X >= x) for a chi-square X: the p-value of a chi-square statistic, exact far into the tail. */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  if (x <= 0) return 1;
  return x - degreesOfFreedom > beyond ? 0 : chdtrc(degreesOfFreedom, x);
}

/** x with P(X <= x) = probability for X ~ Beta(a, b); a and b above 0, probability in [0, 1]. */
export function betaQuantile(probability: number, a: number, b: number): number {
  if (!(probability >= 0 && probability <= 1 && a > 0 && b > 0)) {
    throw new RangeError(`No beta quantile at ${probability} for Beta(${a}, ${b})`);
  }
  return incbi(a, b, probability);
}

/** P(X <= x) for X ~ Beta(a, b). */
export function betaLowerTail(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  return x >= 1 ? 1 : incbet(a, b, x);
}
