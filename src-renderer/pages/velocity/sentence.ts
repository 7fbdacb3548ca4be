import type { CycleRow, TimeInStageRow } from '#shared/results/metrics';
import type { Formatters } from '../../charts/formatters';

const outcomeWords = { closed: 'closed', won: 'won', lost: 'lost' } as const;

/** Below this many visits a stage is not called the slowest. */
const enoughVisits = 30;

/** The stage with the longest median visit, among those with enough visits. */
export function slowestStage(rows: readonly TimeInStageRow[]): TimeInStageRow | null {
  const known = rows.filter((row) => row.median !== null);
  const enough = known.filter((row) => row.visits >= enoughVisits);
  const pool = enough.length > 0 ? enough : known;
  return pool.reduce<TimeInStageRow | null>(
    (slowest, row) => (slowest === null || (row.median ?? 0) > (slowest.median ?? 0) ? row : slowest),
    null,
  );
}

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
