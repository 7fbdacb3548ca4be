import type { SeededRandom } from './random';

/** Counts of the next period, told from those of past periods: wider than Poisson where the past was. */
export type CountForecast =
  | { kind: 'negative-binomial'; mean: number; variance: number; size: number }
  | { kind: 'gamma-poisson'; mean: number; variance: number; shape: number; rate: number };

/**
 * By moments: where counts spread more than Poisson does, a negative binomial of size m² / (v − m); else Poisson whose mean
 * is itself uncertain, Gamma(sum + ½, n).
 */
export function forecastCount(counts: readonly number[]): CountForecast {
  const n = counts.length;
  const sum = counts.reduce((total, count) => total + count, 0);
  const mean = n > 0 ? sum / n : 0;
  const variance = n > 1 ? counts.reduce((total, count) => total + (count - mean) ** 2, 0) / (n - 1) : mean;
  if (variance > mean && mean > 0)
    return { kind: 'negative-binomial', mean, variance, size: mean ** 2 / (variance - mean) };
  const shape = sum + 0.5;
  const rate = Math.max(1, n);
  return {
    kind: 'gamma-poisson',
    mean: shape / rate,
    variance: shape / rate + shape / rate ** 2,
    shape,
    rate,
  };
}

/** Smallest count whose cumulative chance reaches the share. Gamma-Poisson is a negative binomial of size `shape`. */
export function countQuantile(forecast: CountForecast, share: number): number {
  const size = forecast.kind === 'negative-binomial' ? forecast.size : forecast.shape;
  if (forecast.mean <= 0) return 0;
  const success = size / (size + forecast.mean);
  let chance = success ** size;
  let sum = chance;
  let k = 0;
  while (sum < share - 1e-12 && k < 1e7) {
    chance *= ((size + k) / (k + 1)) * (1 - success);
    k += 1;
    sum += chance;
  }
  return k;
}

/** Draws a count; `factor` scales its mean. */
export function drawCount(random: SeededRandom, forecast: CountForecast, factor: number): number {
  const { mean } = forecast;
  if (mean <= 0) return 0;
  const size = forecast.kind === 'negative-binomial' ? forecast.size : forecast.shape;
  return random.poisson(factor * mean * (random.gamma(size) / size));
}
