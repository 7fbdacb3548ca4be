import type { ChartContext } from './chart-model';
import { valueAxis } from './marks';

/** Shares whose quarters are round. */
const ends = [0.004, 0.008, 0.02, 0.04, 0.08, 0.2, 0.4, 0.6, 0.8, 1];

/** Where an axis of shares ends: the next of the round ones, but not under `least`. */
export function shareEnd(values: readonly (number | null | undefined)[], least = 0.02): number {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  if (most === 0) return 0.2;
  return ends.find((end) => end >= least && end >= most) ?? 1;
}

/** Shares from zero to a round end, with a line at each quarter of it. */
export function shareAxis(end: number, context: ChartContext) {
  const digits = end < 0.04 ? 1 : 0;
  return valueAxis(context, (v) => context.format.percent(v, digits), { max: end, interval: end / 4 });
}
