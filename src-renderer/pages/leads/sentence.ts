import type { LeadsAnswer } from '#shared/results/leads';
import type { Formatters } from '../../charts/formatters';

/** How many leads become customers, by which channel best, and how soon they are handed over, in words. */
export function leadsSentence({ total, rows, by, handOff }: LeadsAnswer, format: Formatters): string {
  if (total.leads === 0) return 'No lead came in in this period.';
  const { customerRate, customers, leads } = total;
  const first = `Of ${format.count(leads)} leads, ${format.count(customers)} became customers so far (${format.percent(customerRate.rate, 1)}; ${format.percentRange(customerRate.low, customerRate.high, 1)})`;
  const enough = rows.filter((row) => row.leads >= 50 && row.customerRate.rate !== null && row.key !== null);
  const best = [...enough].sort((a, b) => (b.customerRate.rate ?? 0) - (a.customerRate.rate ?? 0))[0];
  // Named only where its interval lies above the rate of all.
  const isClear =
    best && total.customerRate.rate !== null && (best.customerRate.low ?? 0) > total.customerRate.rate;
  const second = isClear
    ? `; most by the ${by} ${best.key} (${format.percent(best.customerRate.rate)})`
    : enough.length > 1
      ? `; no ${by} stands out`
      : '';
  if (!handOff || handOff.within === null) return `${first}${second}.`;
  const verb = handOff.until === 'assigned' ? 'handed to a rep' : 'first touched';
  return `${first}${second}. ${format.percent(handOff.within)} were ${verb} within ${format.number(handOff.limit)} minutes.`;
}
