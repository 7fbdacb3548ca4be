import { chiSquareUpperTail, normalQuantile } from './distributions';
import type { QuantileEstimate } from './kaplan-meier';

/**
 * `one` less `nought` with an interval made of their own two, as Newcombe's is of two Wilson intervals (Zou and Donner
 * 2008): bounds of each side that lie near an edge stay lopsided. A bound that is not known leaves that side open.
 */
export function differenceOf(one: QuantileEstimate, nought: QuantileEstimate): QuantileEstimate {
  if (one.value === null || nought.value === null) return { value: null, low: null, high: null };
  const value = one.value - nought.value;
  const below = reach(one.value, one.low, nought.value, nought.high);
  const above = reach(one.value, one.high, nought.value, nought.low);
  return {
    value,
    low: below === null ? null : value - below,
    high: above === null ? null : value + above,
  };
}

function reach(a: number, boundOfA: number | null, b: number, boundOfB: number | null): number | null {
  return boundOfA === null || boundOfB === null ? null : Math.hypot(a - boundOfA, b - boundOfB);
}

/** Pearson's chi-square test that two proportions are equal, without correction. Null where nothing can differ. */
export function twoProportionTest(k1: number, n1: number, k0: number, n0: number): number | null {
  const pooled = (k1 + k0) / (n1 + n0);
  const variance = pooled * (1 - pooled) * (1 / n1 + 1 / n0);
  return variance > 0 ? chiSquareUpperTail((k1 / n1 - k0 / n0) ** 2 / variance, 1) : null;
}

const power = 0.8;
const reached = normalQuantile(0.975) + normalQuantile(power);

/** Smallest true difference that is found with a chance of 80 % at 5 %, given the standard errors of both sides. */
export function smallestDifference(seOne: number, seNought: number): number {
  return reached * Math.hypot(seOne, seNought);
}

/** Deals each arm needs for a difference d from a rate p to be found with a chance of 80 % at 5 %: about 16 p(1-p)/d². */
export function neededPerArm(p: number, d: number): number {
  return Math.ceil((2 * reached ** 2 * p * (1 - p)) / d ** 2);
}
