import { criticalValue } from './distributions';
import { wilson } from './intervals';

type Bounds = { low: number; high: number };

/** Estimates this near to 0 or 1 are at it: they are sums of products of fractions. */
const nearEdge = 1e-12;

/**
 * Pointwise interval p^exp(±z se / (p ln p)) of a probability p with standard error se, point after point
 * along a curve. At p = 0 and p = 1 the transformation has no value; there the open side is the Wilson bound
 * for `known` subjects who all agree, never tighter than the last bound before. This is an approximation:
 * it equals Wilson when nobody was censored.
 */
export function logLogBand(confidence: number): (p: number, se: number, known: number) => Bounds {
  const z = criticalValue(confidence);
  let previous: Bounds | undefined;
  return (p, se, known) => {
    previous = p > nearEdge && p < 1 - nearEdge ? logLog(p, se, z) : edge(p, known, confidence, previous);
    return previous;
  };
}

/** The band along a whole curve; costs more than the curve itself. */
export function bandAlong(
  estimate: Float64Array,
  se: Float64Array,
  known: Float64Array,
  confidence: number,
): { low: Float64Array; high: Float64Array } {
  const [low, high] = [new Float64Array(estimate.length), new Float64Array(estimate.length)];
  const boundsAt = logLogBand(confidence);
  for (let i = 0; i < estimate.length; i++) {
    const bounds = boundsAt(estimate[i]!, se[i]!, known[i]!);
    low[i] = bounds.low;
    high[i] = bounds.high;
  }
  return { low, high };
}

function logLog(p: number, se: number, z: number): Bounds {
  const reach = Math.exp((z * se) / Math.abs(p * Math.log(p)));
  return { low: p ** reach, high: p ** (1 / reach) };
}

function edge(p: number, known: number, confidence: number, previous: Bounds | undefined): Bounds {
  if (p < 0.5) {
    const high = wilson(0, known, confidence).high ?? 1;
    return { low: 0, high: Math.max(high, previous?.high ?? 0) };
  }
  const low = wilson(known, known, confidence).low ?? 0;
  return { low: Math.min(low, previous?.low ?? 1), high: 1 };
}
