/** Chances of the values `from`, `from + step`, … of a sum. */
export type GridDistribution = { from: number; step: number; mass: Float64Array };

/** Chances of 0, 1, …, n successes of independent trials that differ: direct convolution. */
export function poissonBinomial(chances: ArrayLike<number>): Float64Array {
  const mass = new Float64Array(chances.length + 1);
  mass[0] = 1;
  for (let i = 0; i < chances.length; i += 1) {
    const p = chances[i]!;
    for (let k = i + 1; k > 0; k -= 1) mass[k] = mass[k]! * (1 - p) + mass[k - 1]! * p;
    mass[0]! *= 1 - p;
  }
  return mass;
}

export type SumOptions = {
  /** Points of the grid. */
  points?: number;
  /** Distance of the points; chosen from what can be reached unless given. Amounts that are multiples of it make it exact. */
  step?: number;
};

/**
 * Distribution of `from` plus the sum of amounts that come with their chance each, on a grid: a deal shifts mass p by its
 * amount, split between the two nearest points so that the mean is kept. That adds at most Σ p step² / 4 to the variance.
 * Amounts may be negative.
 */
export function weightedSum(
  chances: ArrayLike<number>,
  amounts: ArrayLike<number>,
  from = 0,
  { points = 4096, step }: SumOptions = {},
): GridDistribution {
  let below = 0;
  let above = 0;
  for (let i = 0; i < amounts.length; i += 1) {
    if (amounts[i]! < 0) below += amounts[i]!;
    else above += amounts[i]!;
  }
  const range = reach(chances, amounts, { below, above });
  const width = step ?? (range.to - range.from) / (points - 2);
  if (!(width > 0)) return { from: from + range.from, step: 1, mass: Float64Array.of(1) };
  // Each split between two points may go one point further than the sum itself.
  const slack = Math.min(amounts.length, 64);
  const size = Math.ceil((range.to - range.from) / width) + 2 + 2 * slack;
  let mass = new Float64Array(size);
  let next = new Float64Array(size);
  // Where the sum of nothing stands on the grid.
  const zero = Math.ceil(-range.from / width) + slack;
  mass[zero] = 1;
  let low = zero;
  let high = zero;
  for (let i = 0; i < amounts.length; i += 1) {
    const p = chances[i]!;
    const shift = amounts[i]! / width;
    if (p <= 0 || shift === 0) continue;
    const whole = Math.floor(shift + 1e-9);
    const part = Math.max(0, shift - whole);
    const newLow = Math.max(0, Math.min(low, low + whole));
    const newHigh = Math.min(size - 1, Math.max(high, high + whole + (part > 0 ? 1 : 0)));
    next.fill(0, newLow, newHigh + 1);
    for (let k = low; k <= high; k += 1) {
      const m = mass[k]!;
      if (m === 0) continue;
      next[k]! += m * (1 - p);
      // What would leave the grid, far beyond six standard deviations, stays on its edge, so that no mass is lost.
      next[held(k + whole, size)]! += m * p * (1 - part);
      if (part > 0) next[held(k + whole + 1, size)]! += m * p * part;
    }
    low = newLow;
    high = newHigh;
    [mass, next] = [next, mass];
  }
  return { from: from - zero * width, step: width, mass };
}

function held(k: number, size: number): number {
  return k < 0 ? 0 : k >= size ? size - 1 : k;
}

/** What the sum reaches: everything, or the mean and six standard deviations beside the largest amount. */
function reach(
  chances: ArrayLike<number>,
  amounts: ArrayLike<number>,
  { below, above }: { below: number; above: number },
): { from: number; to: number } {
  let mean = 0;
  let variance = 0;
  let largest = 0;
  let smallest = 0;
  for (let i = 0; i < amounts.length; i += 1) {
    const p = chances[i]!;
    const a = amounts[i]!;
    mean += p * a;
    variance += p * (1 - p) * a * a;
    largest = Math.max(largest, a);
    smallest = Math.min(smallest, a);
  }
  const spread = 6 * Math.sqrt(variance);
  return {
    from: Math.min(0, Math.max(below, mean - spread + smallest)),
    to: Math.max(0, Math.min(above, mean + spread + largest)),
  };
}

/** Smallest value whose cumulative chance reaches the share. */
export function gridQuantile({ from, step, mass }: GridDistribution, share: number): number {
  let sum = 0;
  for (let k = 0; k < mass.length; k += 1) {
    sum += mass[k]!;
    if (sum >= share - 1e-12) return from + k * step;
  }
  return from + (mass.length - 1) * step;
}

/** Chance of reaching an amount. */
export function chanceOf({ from, step, mass }: GridDistribution, amount: number): number {
  let sum = 0;
  for (let k = mass.length - 1; k >= 0 && from + k * step >= amount - 1e-9 * step; k -= 1) sum += mass[k]!;
  return Math.min(1, sum);
}

export function gridMoments({ from, step, mass }: GridDistribution): { mean: number; variance: number } {
  let mean = 0;
  let square = 0;
  for (let k = 0; k < mass.length; k += 1) {
    const value = from + k * step;
    mean += mass[k]! * value;
    square += mass[k]! * value * value;
  }
  return { mean, variance: Math.max(0, square - mean * mean) };
}

/** Mixture of distributions of the same sum, on the points of the widest. */
export function mixture(parts: readonly GridDistribution[], weights: ArrayLike<number>): GridDistribution {
  const step = Math.max(...parts.map((part) => part.step));
  const from = Math.min(...parts.map((part) => part.from));
  const to = Math.max(...parts.map((part) => part.from + part.step * (part.mass.length - 1)));
  const mass = new Float64Array(Math.ceil((to - from) / step) + 2);
  parts.forEach((part, i) => {
    for (let k = 0; k < part.mass.length; k += 1) {
      const at = (part.from + k * part.step - from) / step;
      const whole = Math.floor(at + 1e-9);
      const rest = Math.max(0, at - whole);
      mass[whole]! += weights[i]! * part.mass[k]! * (1 - rest);
      if (rest > 0) mass[whole + 1]! += weights[i]! * part.mass[k]! * rest;
    }
  });
  return { from, step, mass };
}
