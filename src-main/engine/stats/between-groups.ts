/** Successes less those expected, and the variance of that by chance, of one unit; both add up over units. */
export type Excess = { excess: number; variance: number };

/**
 * The variance of the true effects of units on the log-odds, beyond chance, by the moments of DerSimonian and Laird (1986):
 * an effect is about excess / variance, and is known to 1 / variance. Never below 0; 0 with fewer than two units.
 */
export function varianceBetween(given: readonly Excess[]): number {
  return varianceWithin([given]);
}

/** The same for units that are compared only inside their group: what is common to a group is no difference between them. */
export function varianceWithin(groups: readonly (readonly Excess[])[]): number {
  let [spread, freedom, weight] = [0, 0, 0];
  for (const given of groups) {
    const units = given.filter(({ variance }) => variance > 0);
    const total = units.reduce((sum, { variance }) => sum + variance, 0);
    if (units.length < 2) continue;
    const common = units.reduce((sum, { excess }) => sum + excess, 0) / total;
    for (const { excess, variance } of units) spread += (excess - variance * common) ** 2 / variance;
    freedom += units.length - 1;
    weight += total - units.reduce((sum, { variance }) => sum + variance ** 2, 0) / total;
  }
  return weight > 0 ? Math.max(0, (spread - freedom) / weight) : 0;
}
