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
    previous = isInner(p) ? logLog(p, se, z) : edge(p, known, confidence, previous);
    return previous;
  };
}

/** The band along a curve, which costs more than the curve itself: it is made as far as somebody asks for it. */
export class Band {
  readonly #points: { estimate: Float64Array; se: Float64Array; known: Float64Array };
  readonly #boundsAt: ReturnType<typeof logLogBand>;
  #columns: { low: Float64Array; high: Float64Array } | undefined;
  #made = 0;

  constructor(points: { estimate: Float64Array; se: Float64Array; known: Float64Array }, confidence: number) {
    this.#points = points;
    this.#boundsAt = logLogBand(confidence);
  }

  /** Both bounds, of the first `length` points at least. */
  upTo(length: number): { low: Float64Array; high: Float64Array } {
    const { estimate, se, known } = this.#points;
    this.#columns ??= { low: new Float64Array(estimate.length), high: new Float64Array(estimate.length) };
    for (let at = this.#made; at < length; at++) {
      const bounds = this.#boundsAt(estimate[at]!, se[at]!, known[at]!);
      this.#columns.low[at] = bounds.low;
      this.#columns.high[at] = bounds.high;
    }
    this.#made = Math.max(this.#made, length);
    return this.#columns;
  }
}

/** The bounds of one point, of which the points before tell nothing; null at the edges, where they do. */
export function innerBounds(p: number, se: number, confidence: number): Bounds | null {
  return isInner(p) ? logLog(p, se, criticalValue(confidence)) : null;
}

function isInner(p: number): boolean {
  return p > nearEdge && p < 1 - nearEdge;
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
