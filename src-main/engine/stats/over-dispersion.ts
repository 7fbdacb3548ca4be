/**
 * How much further scores of equal units are spread than chance alone spreads them: the mean of their squares, which is
 * about 1 by chance. The outer 10 % on each side count as the score at that quantile (winsorised), so that the few units
 * that are really different do not widen the limits for all (Spiegelhalter 2005).
 */
export function overDispersion(scores: readonly number[], winsorised = 0.1): number {
  const sorted = [...scores].sort((a, b) => a - b);
  const [low, high] = [sampleQuantile(sorted, winsorised), sampleQuantile(sorted, 1 - winsorised)];
  const sum = sorted.reduce((all, score) => all + Math.min(high, Math.max(low, score)) ** 2, 0);
  return sorted.length > 0 ? sum / sorted.length : 1;
}

/** Whether so many units are spread so much further than chance that limits may be widened. */
export function isOverDispersed(phi: number, units: number): boolean {
  return units >= 10 && phi > 1 + 2 * Math.sqrt(2 / units);
}

/** Quantile by linear interpolation between order statistics (R's type 7) of values in ascending order. */
export function sampleQuantile(sorted: readonly number[], probability: number): number {
  const place = (sorted.length - 1) * probability;
  const below = Math.floor(place);
  const [a, b] = [sorted[below] ?? Number.NaN, sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN];
  return a + (place - below) * (b - a);
}
