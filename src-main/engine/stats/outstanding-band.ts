import { criticalValue } from './distributions';

/**
 * Bounds of an amount that has reached `latest` and is expected at `value` with the standard error `se`. What is still to
 * come is taken as lognormal (Mack 1993), so that the lower bound is never below what is there; where nothing or less is to
 * come, as normal.
 */
export function outstandingBand(
  latest: number,
  { value, se }: { value: number; se: number },
  confidence = 0.95,
): { low: number; high: number } {
  const z = criticalValue(confidence);
  const toCome = value - latest;
  if (!(toCome > 0)) return { low: Math.min(latest, value), high: value + z * se };
  const variance = Math.log1p((se / toCome) ** 2);
  const middle = toCome * Math.exp(-variance / 2);
  const reach = Math.exp(z * Math.sqrt(variance));
  return { low: latest + middle / reach, high: latest + middle * reach };
}
