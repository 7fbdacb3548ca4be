import { betaQuantile, chiSquareUpperTail } from './distributions';
import { digamma, logBeta, trigamma } from './gamma-functions';

/** Successes out of trials; both may be fractional where they were adjusted. */
export type Trial = { k: number; n: number };

/**
 * The rates behind the trials as draws from Beta(a, b), by marginal maximum likelihood. `strength` is a + b: the trials at
 * which half of the difference between two observed rates is real. `pValue` tests that all rates are equal: a likelihood
 * ratio whose null lies on the edge, so half of a chi-square with one degree of freedom (Self and Liang 1987).
 */
export type BetaBinomial = {
  a: number;
  b: number;
  mean: number;
  strength: number;
  lr: number;
  pValue: number;
};

/** Beyond this strength the rates are equal for all that can be told. */
export const strongest = 10_000;
const weakest = 0.05;

/**
 * Fits Beta(a, b) to the trials over (logit of the mean, log of the strength), by damped Newton steps. Null with fewer than
 * two trials or where all trials failed or all succeeded: there is no variation to learn from.
 */
export function fitBetaBinomial(given: readonly Trial[]): BetaBinomial | null {
  const trials = given.filter(({ n }) => n > 0);
  const n = trials.reduce((sum, trial) => sum + trial.n, 0);
  const k = trials.reduce((sum, trial) => sum + trial.k, 0);
  if (trials.length < 2 || k <= 0 || k >= n) return null;
  const pooled = k / n;
  let at = firstGuess(trials, pooled);
  let reached = likelihood(trials, at);
  for (let step = 0; step < 200; step++) {
    const next = betterPoint(trials, at, reached);
    if (next === null) break;
    const gained = next.value - reached;
    [at, reached] = [next.point, next.value];
    if (gained < 1e-13 * Math.abs(reached)) break;
  }
  const { a, b } = shapes(at);
  const binomial = k * Math.log(pooled) + (n - k) * Math.log(1 - pooled);
  const lr = Math.max(0, 2 * (reached - binomial));
  return {
    a,
    b,
    mean: a / (a + b),
    strength: a + b,
    lr,
    pValue: lr > 1e-9 ? chiSquareUpperTail(lr, 1) / 2 : 1,
  };
}

/** Mean and equal-tailed interval of the rate of one trial, given all of them. */
export function posterior(
  { k, n }: Trial,
  { a, b }: Pick<BetaBinomial, 'a' | 'b'>,
  confidence = 0.8,
): { mean: number; low: number; high: number } {
  const tail = (1 - confidence) / 2;
  const [up, down] = [a + k, b + n - k];
  return {
    mean: up / (up + down),
    low: betaQuantile(tail, up, down),
    high: betaQuantile(1 - tail, up, down),
  };
}

/** x is the logit of the mean, y the log of the strength. */
type Point = { x: number; y: number };

function shapes({ x, y }: Point): { a: number; b: number } {
  const [mean, strength] = [1 / (1 + Math.exp(-x)), Math.exp(y)];
  return { a: mean * strength, b: (1 - mean) * strength };
}

function likelihood(trials: readonly Trial[], point: Point): number {
  const { a, b } = shapes(point);
  let sum = -trials.length * logBeta(a, b);
  for (const { k, n } of trials) sum += logBeta(a + k, b + n - k);
  return sum;
}

/** The likelihood is flat far from its top, so the climb begins at the best of a few strengths. */
function firstGuess(trials: readonly Trial[], pooled: number): Point {
  const x = Math.log(pooled / (1 - pooled));
  const points = [1, 3, 10, 30, 100, 300, 1000, 5000].map((strength) => ({ x, y: Math.log(strength) }));
  const values = points.map((point) => likelihood(trials, point));
  return points[values.indexOf(Math.max(...values))]!;
}

/** A point uphill of this one within the bounds, or null at the top. */
function betterPoint(
  trials: readonly Trial[],
  at: Point,
  reached: number,
): { point: Point; value: number } | null {
  const { gx, gy, hxx, hxy, hyy } = slopes(trials, at);
  for (let damping = 0; damping < 1e12; damping = damping === 0 ? 1e-3 : damping * 10) {
    const [xx, yy] = [hxx - damping, hyy - damping];
    const determinant = xx * yy - hxy * hxy;
    if (xx >= 0 || determinant <= 0) continue;
    const point = {
      x: at.x - (yy * gx - hxy * gy) / determinant,
      y: bounded(at.y - (xx * gy - hxy * gx) / determinant),
    };
    const value = likelihood(trials, point);
    if (value > reached) return { point, value };
  }
  return null;
}

function bounded(y: number): number {
  return Math.min(Math.log(strongest), Math.max(Math.log(weakest), y));
}

/** First and second derivatives of the likelihood in (x, y). */
function slopes(trials: readonly Trial[], point: Point) {
  const { a, b } = shapes(point);
  const count = trials.length;
  let ga = count * (digamma(a + b) - digamma(a));
  let gb = count * (digamma(a + b) - digamma(b));
  let haa = -count * trigamma(a);
  let hbb = -count * trigamma(b);
  let hab = count * trigamma(a + b);
  for (const { k, n } of trials) {
    const all = digamma(a + b + n);
    ga += digamma(a + k) - all;
    gb += digamma(b + n - k) - all;
    haa += trigamma(a + k);
    hbb += trigamma(b + n - k);
    hab -= trigamma(a + b + n);
  }
  haa += hab;
  hbb += hab;
  const mean = a / (a + b);
  const turn = (a + b) * mean * (1 - mean);
  return {
    gx: turn * (ga - gb),
    gy: a * ga + b * gb,
    hxx: turn * turn * (haa - 2 * hab + hbb) + turn * (1 - 2 * mean) * (ga - gb),
    hxy: turn * (a * haa + (b - a) * hab - b * hbb) + turn * (ga - gb),
    hyy: a * a * haa + 2 * a * b * hab + b * b * hbb + a * ga + b * gb,
  };
}
