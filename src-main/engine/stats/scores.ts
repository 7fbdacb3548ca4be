/** Loss of a quantile forecast: `share` of what lies above it, 1 − share of what lies below. */
export function pinballLoss(actual: number, forecast: number, share: number): number {
  return actual >= forecast ? share * (actual - forecast) : (1 - share) * (forecast - actual);
}

/** Width of an interval with a penalty where it misses (Gneiting and Raftery 2007); `confidence` 0.8 for P10 to P90. */
export function intervalScore(actual: number, low: number, high: number, confidence: number): number {
  const penalty = 2 / (1 - confidence);
  return high - low + penalty * (Math.max(0, low - actual) + Math.max(0, actual - high));
}

/** Σ |actual − forecast| / Σ actual; null where nothing came. */
export function wape(actual: readonly number[], forecast: readonly number[]): number | null {
  const total = sum(actual);
  return total > 0 ? sum(actual.map((a, i) => Math.abs(a - forecast[i]!))) / total : null;
}

/** Σ (forecast − actual) / Σ actual; null where nothing came. */
export function relativeBias(actual: readonly number[], forecast: readonly number[]): number | null {
  const total = sum(actual);
  return total > 0 ? (sum(forecast) - total) / total : null;
}

/** Mean absolute error by the mean change from one period to the next; null without a scale. */
export function mase(actual: readonly number[], forecast: readonly number[], scale: number): number | null {
  if (!(scale > 0) || actual.length === 0) return null;
  return sum(actual.map((a, i) => Math.abs(a - forecast[i]!))) / actual.length / scale;
}

/** Continuous ranked probability score of equally likely draws: E|X − actual| − ½ E|X − X′|. */
export function sampleCrps(actual: number, draws: ArrayLike<number>): number {
  const sorted = Float64Array.from(draws).sort();
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  let error = 0;
  let spread = 0;
  for (let i = 0; i < n; i += 1) {
    error += Math.abs(sorted[i]! - actual);
    spread += (2 * i - n + 1) * sorted[i]!;
  }
  return error / n - spread / (n * n);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
