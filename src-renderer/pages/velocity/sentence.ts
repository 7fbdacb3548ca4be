import type { CycleRow } from '#shared/results/metrics';
import type { BottleneckRow, TrendRow, VelocityRow } from '#shared/results/velocity';
import type { Formatters } from '../../charts/formatters';
import { enoughVisits, stuckStage } from '../../charts/time-in-stage';
import { periodName, type TrendGrain } from '../../charts/trend';

const outcomeWords = { closed: 'closed', won: 'won', lost: 'lost' } as const;

/** The page in one sentence: the median beside the naive mean, and the slowest step. */
export function velocitySentence(
  cycle: CycleRow | undefined,
  stages: readonly BottleneckRow[] | undefined,
  format: Formatters,
): string {
  const first = cyclePart(cycle, format);
  return [first, slowestPart(stages, format), stuckPart(stages, format)]
    .filter((part) => part !== null)
    .join(' ');
}

/** No median can be as long as one that is not reached. */
function stuckPart(stages: readonly BottleneckRow[] | undefined, format: Formatters): string | null {
  const stuck = stuckStage(stages ?? []);
  return stuck
    ? `Of ${format.count(stuck.visits)} visits to ${stuck.stage} fewer than half have ended.`
    : null;
}

function slowestPart(stages: readonly BottleneckRow[] | undefined, format: Formatters): string | null {
  const [slow] = stages ?? [];
  if (!slow || slow.median === null || slow.visits < enoughVisits) return null;
  const median = `${format.days(slow.median)} at the median`;
  if (slow.difference === null || slow.separable) return `The slowest step is ${slow.stage}, ${median}.`;
  return `The slowest steps are ${slow.stage}, ${median}, and ${slow.next}; they cannot be told apart.`;
}

/** The slowest step with its evidence: its share of the whole time, and how far it is from the next. */
export function slowestSentence(
  stages: readonly BottleneckRow[] | undefined,
  format: Formatters,
): string | null {
  const [slow] = stages ?? [];
  if (!slow || slow.median === null) return null;
  if (slow.visits < enoughVisits) return null;
  if (stages?.length === 1) return `${slow.stage} is the only stage whose visits are timed`;
  return `${slow.stage} is the slowest step${apartFrom(slow, format)}${shareOf(slow, stages ?? [], format)}`;
}

function apartFrom(slow: BottleneckRow, format: Formatters): string {
  if (slow.difference === null) return '';
  if (!slow.separable) return ` by its median, but cannot be told apart from ${slow.next}`;
  const range = daysRange(slow.differenceLow, slow.differenceHigh, format);
  return `, ${format.days(slow.difference)} longer than ${slow.next}${range}`;
}

/** The stage's share of all days spent in stages, and where most are spent if that is elsewhere. */
function shareOf(slow: BottleneckRow, stages: readonly BottleneckRow[], format: Formatters): string {
  if (slow.share === null) return '';
  const most = stages.reduce((a, b) => ((b.share ?? 0) > (a.share ?? 0) ? b : a), slow);
  const elsewhere =
    most.stage === slow.stage ? '' : `, most (${format.percent(most.share)}) in ${most.stage}`;
  return `; ${format.percent(slow.share)} of all days in stages are spent in it${elsewhere}`;
}

/** What the pipeline yields a day; null where a factor is missing. */
export function yieldSentence(row: VelocityRow | undefined, format: Formatters): string | null {
  if (row?.velocity == null) return null;
  const range =
    row.low === null || row.high === null
      ? ''
      : ` (${format.moneyShort(row.low)}–${format.moneyShort(row.high)})`;
  return `The pipeline yields ${format.moneyShort(row.velocity)} a day${range}`;
}

/** The newest whole period beside the one a year before, where their intervals tell them apart. */
export function trendSentence(
  rows: readonly TrendRow[],
  grain: TrendGrain,
  format: Formatters,
): string | null {
  const back = grain === 'quarter' ? 4 : 12;
  const at = rows.findLastIndex((row) => !row.partial && row.medianClose !== null && row.winRate !== null);
  const [now, then] = [rows[at], rows[at - back]];
  if (!now || !then || then.medianClose === null) return null;
  const name = (row: TrendRow) => periodName(row.period, grain, { format });
  const apart = isApart(
    [now.medianCloseLow, now.medianCloseHigh],
    [then.medianCloseLow, then.medianCloseHigh],
  );
  const days = `${format.days(now.medianClose)} to close at the median`;
  if (!apart) {
    return `Deals of ${name(now)} take ${days}; that cannot be told from the ${format.number(then.medianClose)} of ${name(then)}`;
  }
  return `Deals of ${name(now)} take ${days}, after ${format.number(then.medianClose)} in ${name(then)}`;
}

type Range = readonly [low: number | null, high: number | null];

function isApart([lowA, highA]: Range, [lowB, highB]: Range): boolean {
  if (lowA === null || highA === null || lowB === null || highB === null) return false;
  return lowA > highB || lowB > highA;
}

function daysRange(low: number | null, high: number | null, format: Formatters): string {
  return low === null || high === null ? '' : ` (${format.number(low, 1)}–${format.number(high, 1)})`;
}

/** How many deals take longer than a benchmark. */
export function benchmarkSentence(cycle: CycleRow | undefined, format: Formatters): string | null {
  if (cycle?.benchmark === undefined) return null;
  const who =
    cycle.outcome === 'closed' ? 'of all deals' : `of the deals that are ${outcomeWords[cycle.outcome]}`;
  const days = format.days(cycle.benchmark);
  if (cycle.beyond == null) return `No deal is seen for ${days} yet.`;
  const { beyondLow: low, beyondHigh: high } = cycle;
  const range = low == null || high == null ? '' : ` (${format.percentRange(low, high)})`;
  return `${format.percent(cycle.beyond)}${range} ${who} take longer than the benchmark of ${days}.`;
}

function cyclePart(cycle: CycleRow | undefined, format: Formatters): string {
  if (!cycle || cycle.n === 0) return 'No deal matches the chosen controls.';
  const word = outcomeWords[cycle.outcome];
  if (cycle.events === 0) return `None of ${format.count(cycle.n)} deals is ${word} yet.`;
  if (cycle.median === null) {
    return `Fewer than half of ${format.count(cycle.n)} deals are ${word} at any age seen, so there is no median yet.`;
  }
  const who =
    cycle.n < enoughVisits
      ? cycle.outcome === 'closed'
        ? `Of ${format.count(cycle.n)} deals half are closed`
        : `Of ${format.count(cycle.events)} ${word} so far half take`
      : cycle.outcome === 'closed'
        ? 'Half of all deals are closed'
        : `Half of the deals that are ${word} take`;
  const until =
    cycle.outcome === 'closed'
      ? `within ${format.days(cycle.median)}`
      : `no more than ${format.days(cycle.median)}`;
  return `${who} ${until}${intervalOf(cycle, format)}${meanPart(cycle, format)}.`;
}

function intervalOf({ low, high }: CycleRow, format: Formatters): string {
  if (low === null || high === null) return '';
  const [from, to] = [format.number(low), format.number(high)];
  return from === to ? '' : ` (${from}–${to})`;
}

function meanPart({ naiveMean, median, outcome }: CycleRow, format: Formatters): string {
  if (naiveMean === null || median === null) return '';
  const mean = `the mean of those already ${outcomeWords[outcome]} is ${format.days(naiveMean)}`;
  return naiveMean < median ? `; ${mean}, because the slow ones are still open` : `; ${mean}`;
}
