import { midPScore, twoSided } from './binomial';
import { benjaminiHochberg } from './multiple-testing';

/**
 * k successes of n trials where `expected` were to be expected; `variance` is that of k by chance, Σ p(1 − p), and adds up
 * over units.
 */
export type Unit = { k: number; n: number; expected: number; variance: number };

/** `score` is normal where the unit is like all others; `adjusted` is its p-value corrected for being one of many. */
export type Tested = { score: number; p: number; adjusted: number | null; unusual: 'high' | 'low' | null };

/**
 * Which units differ from what is expected of them by more than chance: exact mid-p values by the binomial distribution,
 * corrected for the number of units tested by Benjamini and Hochberg at `rate`, the share of those pointed out that may be
 * chance. Units of fewer than `least` trials are not tested. What is expected of a unit was learned from all, itself
 * included, which draws it towards its own successes: the score is widened by its share in the whole.
 */
export function unusualRates(units: readonly Unit[], rate: number, least = 1): Tested[] {
  const all = units.reduce((sum, { variance }) => sum + variance, 0);
  const scores = units.map(({ k, n, expected, variance }) => {
    if (n === 0 || variance <= 0) return 0;
    const own = Math.min(0.99, variance / all);
    return midPScore(k, n, Math.min(1, expected / n)) / Math.sqrt(1 - own);
  });
  const p = scores.map(twoSided);
  const tested = [...units.keys()].filter((at) => units[at]!.n >= least);
  const adjusted = new Array<number | null>(units.length).fill(null);
  benjaminiHochberg(tested.map((at) => p[at]!)).forEach((value, i) => {
    adjusted[tested[i]!] = value;
  });
  return scores.map((score, at) => {
    const own = adjusted[at]!;
    const isUnusual = own !== null && own <= rate;
    return { score, p: p[at]!, adjusted: own, unusual: isUnusual ? (score > 0 ? 'high' : 'low') : null };
  });
}
