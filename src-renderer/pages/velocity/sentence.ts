import type { CycleRow, TimeInStageRow } from '#shared/results/metrics';
import type { Formatters } from '../../charts/formatters';
import { slowestStage } from '../../charts/time-in-stage';

const outcomeWords = { closed: 'closed', won: 'won', lost: 'lost' } as const;

/** The page in one sentence: the median beside the naive mean, and the slowest step. */
export function velocitySentence(
  cycle: CycleRow | undefined,
  stages: readonly TimeInStageRow[] | undefined,
  format: Formatters,
): string {
  const first = cyclePart(cycle, format);
  const slow = stages ? slowestStage(stages) : null;
  const second = slow
    ? `The slowest step is ${slow.stage}, ${format.days(slow.median)} at the median.`
    : null;
  return [first, second].filter((part) => part !== null).join(' ');
}

function cyclePart(cycle: CycleRow | undefined, format: Formatters): string {
  if (!cycle || cycle.n === 0) return 'No deal matches the chosen controls.';
  const word = outcomeWords[cycle.outcome];
  if (cycle.events === 0) return `None of ${format.count(cycle.n)} deals is ${word} yet.`;
  if (cycle.median === null) {
    return `Fewer than half of ${format.count(cycle.n)} deals are ${word} at any age seen, so there is no median yet.`;
  }
  const who =
    cycle.outcome === 'closed' ? 'Half of all deals are closed' : `Half of the deals that are ${word} take`;
  const until =
    cycle.outcome === 'closed'
      ? `within ${format.days(cycle.median)}`
      : `no more than ${format.days(cycle.median)}`;
  return `${who} ${until}${intervalOf(cycle, format)}${meanPart(cycle, format)}.`;
}

function intervalOf({ low, high }: CycleRow, format: Formatters): string {
  return low === null || high === null ? '' : ` (${format.number(low)}–${format.number(high)})`;
}

function meanPart({ naiveMean, median, outcome }: CycleRow, format: Formatters): string {
  if (naiveMean === null || median === null) return '';
  const mean = `the mean of those already ${outcomeWords[outcome]} is ${format.days(naiveMean)}`;
  return naiveMean < median ? `; ${mean}, because the slow ones are still open` : `; ${mean}`;
}
