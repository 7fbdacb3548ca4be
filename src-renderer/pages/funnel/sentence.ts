import { type Within, withinOf } from '#shared/model/within';
import type { FunnelRow } from '#shared/results/metrics';
import type { Formatters } from '../../charts/formatters';

/** Below this many deals, or this many of them decided, a step is not called the weakest. */
const enoughDeals = 30;
const enoughDecided = 10;
/** So many steps are told in a sentence. */
const mostParts = 3;

/** The step that the fewest deals pass, among those that enough deals reach. */
export function weakestStep(rows: readonly FunnelRow[]): FunnelRow | null {
  const decided = (row: FunnelRow) => row.advanced + row.lost;
  const known = rows.filter((row) => row.conversion !== null && decided(row) > 0);
  const enough = known.filter((row) => row.entered >= enoughDeals && decided(row) >= enoughDecided);
  const pool = enough.length > 0 ? enough : known;
  return pool.reduce<FunnelRow | null>(
    (weakest, row) => (weakest === null || (row.conversion ?? 1) < (weakest.conversion ?? 1) ? row : weakest),
    null,
  );
}

/** The funnel in one sentence: the weakest step out of 100 deals, how long it takes, how far it leads. */
export function funnelSentence(
  rows: readonly FunnelRow[],
  weight: 'count' | 'value',
  format: Formatters,
  within?: Within,
): string {
  const reached = rows.filter((row) => row.entered > 0);
  if (reached.length === 0) return 'No deal reaches a stage under the chosen controls.';
  const weakest = weakestStep(rows);
  if (!weakest || weakest.conversion === null) {
    return `${format.count(reached[0]?.entered)} deals reach ${reached[0]?.stage}; too few have moved to say how many go on.`;
  }
  if (weakest.entered < enoughDeals) return fewSentence(rows, format);
  if (weight === 'value') return valueSentence(weakest, reached.length, format);
  const goOn = format.number(weakest.conversion * 100, 0);
  const least = reached.length > 1 ? ', the fewest of any step' : '';
  const days = daysOf(weakest, format);
  const by = withinOf(within, weakest.stage);
  const window = by === undefined ? '' : ` within ${format.days(by)}`;
  return `Of 100 deals that reach ${weakest.stage}, ${goOn} go on${window}${intervalOf(weakest, format)}${least}${days}.`;
}

/** Shares of a handful of deals say less than their numbers. */
function fewSentence(rows: readonly FunnelRow[], format: Formatters): string {
  const parts = rows
    .filter((row) => row.entered > 0)
    .map((row) => `${format.count(row.advanced)} of ${format.count(row.entered)} go on from ${row.stage}`);
  const shown = parts.slice(0, mostParts).join(', ');
  return `So far ${shown}; too few deals to say which step is the weakest.`;
}

function intervalOf(row: FunnelRow, format: Formatters): string {
  if (row.low === null || row.high === null) return '';
  return ` (${format.percentRange(row.low, row.high).replace(/\s?%/, '')})`;
}

function daysOf({ medianDays }: FunnelRow, format: Formatters): string {
  if (medianDays === null) return '';
  const time = medianDays < 1 ? 'less than a day' : format.days(medianDays);
  return `; those that do take ${time} at the median`;
}

function valueSentence(weakest: FunnelRow, stages: number, format: Formatters): string {
  const least = stages > 1 ? ', the least of any step' : '';
  return `Of the value that reaches ${weakest.stage}, ${format.percent(weakest.conversion)} goes on${least}.`;
}
