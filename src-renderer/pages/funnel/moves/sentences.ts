import type { MetricAnswer } from '#shared/results/envelope';
import type { ConformancePart, ConformanceRow, FlowRow } from '#shared/results/flow';
import type { LossReasonRow } from '#shared/results/loss-reasons';
import type { Formatters } from '../../../charts/formatters';

/** Under this many deals or moves their shares say less than their numbers. */
const fewDeals = 20;

type Told<Row> = Pick<MetricAnswer<Row>, 'rows' | 'warnings'>;

/** How many moves skip a stage or lead back, and where most come back from. */
export function flowSentence(answer: Told<FlowRow>, format: Formatters): string {
  const moves = answer.rows.filter(({ to }) => to !== null);
  const all = sum(moves);
  if (all === 0) return 'No deal moved from one stage to another in this period.';
  if (lacksHistory(answer)) {
    const ended = (direction: 'won' | 'lost') => sum(moves.filter((row) => row.direction === direction));
    return `Without a stage history only the last move of each deal is known: ${format.count(ended('won'))} were won and ${format.count(ended('lost'))} lost.`;
  }
  const back = moves.filter(({ direction }) => direction === 'back');
  const share = (rows: readonly FlowRow[]) =>
    all < fewDeals ? format.count(sum(rows)) : format.percent(sum(rows) / all, 1);
  const skips = moves.filter(({ direction }) => direction === 'skip');
  const closed = new Set(moves.flatMap(({ to, direction }) => (isEnd(direction) ? [to] : [])));
  const most = back.filter(({ from }) => !closed.has(from)).sort((a, b) => b.count - a.count)[0];
  const where = most ? `, most often from ${most.from} to ${most.to} (${format.count(most.count)})` : '';
  return `Of ${format.count(all)} moves ${share(skips)} skip a stage and ${share(back)} lead back${where}.`;
}

/** How many deals keep to the path, and how the others leave it. */
export function pathSentence(answer: Told<ConformanceRow>, format: Formatters): string {
  const [row] = answer.rows;
  if (!row || row.deals === 0) return 'No deal was created in this period.';
  if (lacksHistory(answer)) {
    return `Which path ${format.deals(row.deals)} took is not in the data: without a stage history only the present stage of each is known.`;
  }
  if (row.deals < fewDeals) {
    const kept = row.shares.find(({ part }) => part === 'on-path')?.deals ?? 0;
    return `${format.count(kept)} of ${format.deals(row.deals)} created ${kept === 1 ? 'keeps' : 'keep'} to the path; too few to read shares off.`;
  }
  const part = (wanted: ConformancePart) => row.shares.find((one) => one.part === wanted);
  const share = (wanted: ConformancePart) => format.percent(part(wanted)?.share);
  const kept = part('on-path');
  const range =
    kept?.low == null || kept.high === null ? '' : ` (${format.percentRange(kept.low, kept.high)})`;
  return `Of ${format.count(row.deals)} deals created ${share('on-path')} keep to the path${range}; ${share('skip')} skip a stage, ${share('back')} move back and ${share('loop')} visit a stage again.`;
}

/** The reason given most, where most of its deals were lost from, and how many give none. */
export function lossesSentence(
  { rows }: Told<LossReasonRow>,
  weight: 'count' | 'value',
  format: Formatters,
): string {
  const size = (some: readonly LossReasonRow[]) =>
    some.reduce((total, row) => total + (weight === 'value' ? row.value : row.count), 0);
  const all = size(rows);
  if (all === 0) return 'No deal was lost in this period.';
  const what = weight === 'value' ? `${format.moneyShort(all)} lost` : `${format.count(all)} lost deals`;
  const given = rows.filter(({ reason }) => reason !== null);
  const [reason, own] = largest(given, (row) => row.reason, size);
  if (reason === null) return `None of ${what} has a reason.`;
  const [stage] = largest(own, (row) => row.stage, size);
  const where = stage === null ? '' : `, most often from ${stage}`;
  const none = all - size(given);
  const rest =
    none > 0 ? `; ${format.percent(none / all)} ${weight === 'value' ? 'gives' : 'give'} none` : '';
  return `Of ${what} ${format.percent(size(own) / all)} ${weight === 'value' ? 'gives' : 'give'} ${reason} as the reason${where}${rest}.`;
}

function isEnd(direction: FlowRow['direction']): boolean {
  return direction === 'won' || direction === 'lost';
}

function lacksHistory({ warnings }: Told<unknown>): boolean {
  return warnings.some(({ code }) => code === 'no-stage-history');
}

function sum(rows: readonly FlowRow[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}

/** The value that most of the rows have, with its rows. */
function largest<Row>(
  rows: readonly Row[],
  of: (row: Row) => string | null,
  size: (rows: readonly Row[]) => number,
): [string | null, readonly Row[]] {
  const values = [...new Set(rows.map(of))].filter((value) => value !== null);
  return values
    .map((value): [string, readonly Row[]] => [value, rows.filter((row) => of(row) === value)])
    .reduce<[string | null, readonly Row[]]>(
      (most, one) => (size(one[1]) > size(most[1]) ? one : most),
      [null, []],
    );
}
