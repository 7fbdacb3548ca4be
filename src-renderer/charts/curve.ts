import type { CurvePoint } from '#shared/results/metrics';

/** The last point at or before `t`: curves are steps that hold until the next change. */
export function pointAt(curve: readonly CurvePoint[], t: number): CurvePoint | undefined {
  let low = 0;
  let high = curve.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((curve[middle]?.t ?? Number.POSITIVE_INFINITY) <= t) low = middle + 1;
    else high = middle;
  }
  return curve[low - 1];
}

/** At most `count` points, first and last kept; more could not be told apart on the screen. */
export function thinCurve(curve: readonly CurvePoint[], count: number): CurvePoint[] {
  if (curve.length <= count) return [...curve];
  const step = (curve.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, i) => curve[Math.round(i * step)]).filter((p) => p !== undefined);
}

/** The curve up to an age, ended by a point exactly there: it holds its value where nothing more happens. */
export function curveUntil(curve: readonly CurvePoint[], end: number): CurvePoint[] {
  const kept = curve.filter((point) => point.t <= end);
  const last = kept.at(-1);
  if (last && last.t < end) kept.push({ ...last, t: end });
  return kept;
}
