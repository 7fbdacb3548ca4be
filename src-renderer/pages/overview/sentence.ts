import type { OverviewRow, TimeInStageRow } from '#shared/results/metrics';
import type { Formatters } from '../../charts/formatters';
import { slowestStage, stuckStage } from '../../charts/time-in-stage';

/** Under this many closed deals their share says less than their number. */
const fewClosed = 20;

/** The overview in one sentence, as a manager would read it out. */
export function overviewSentence(
  row: OverviewRow,
  stages: readonly TimeInStageRow[],
  weight: 'count' | 'value',
  format: Formatters,
): string {
  const parts = [openPart(row, weight, format), winPart(row, weight, format)].filter((part) => part !== null);
  const slow = slowPart(stages, format);
  if (parts.length === 0) return 'No deal matches the chosen controls.';
  return `${[parts.join('; '), slow].filter((part) => part !== null).join('; ')}.`;
}

function openPart({ totals }: OverviewRow, weight: 'count' | 'value', format: Formatters): string | null {
  if (totals.deals === 0) return null;
  if (totals.open === 0) return 'No deal is open';
  const deals = format.deals(totals.open);
  const verb = totals.open === 1 ? 'is' : 'are';
  return weight === 'value' && totals.openValue > 0
    ? `${format.moneyShort(totals.openValue)} ${verb} open in ${deals}`
    : totals.openValue > 0
      ? `${deals} worth ${format.moneyShort(totals.openValue)} ${verb} open`
      : `${deals} ${verb} open`;
}

function winPart(
  { winRate, previousWinRate }: OverviewRow,
  weight: 'count' | 'value',
  format: Formatters,
): string | null {
  const closed = winRate.won + winRate.lost;
  if (winRate.closedRate === null || closed === 0) return winRate.created > 0 ? 'none has closed yet' : null;
  if (closed < fewClosed) {
    return `${format.count(winRate.won)} of ${format.count(closed)} closed ${closed === 1 ? 'deal' : 'deals'} ${winRate.won === 1 ? 'was' : 'were'} won`;
  }
  if (weight === 'value' && winRate.closedValueRate !== null) {
    const rate = `${format.percent(winRate.closedValueRate)} of closed value was won`;
    return `${rate}${changeText(winRate.closedValueRate, previousWinRate?.closedValueRate, format)}`;
  }
  const rate = `${format.percent(winRate.closedRate)} of closed deals were won (${format.percentRange(winRate.low, winRate.high)})`;
  return `${rate}${changeText(winRate.closedRate, previousWinRate?.closedRate, format)}`;
}

function changeText(now: number, before: number | null | undefined, format: Formatters): string {
  if (before == null) return '';
  const change = now - before;
  if (Math.abs(change) < 0.005) return ', much as in the period before';
  return `, ${format.fixed(Math.abs(change) * 100)} points ${change > 0 ? 'more' : 'less'} than in the period before`;
}

function slowPart(stages: readonly TimeInStageRow[], format: Formatters): string | null {
  const stuck = stuckStage(stages);
  if (stuck) return `fewer than half of ${format.count(stuck.visits)} visits to ${stuck.stage} have ended`;
  const slowest = slowestStage(stages);
  if (!slowest || slowest.median === null) return null;
  return `${slowest.stage} is the slowest step at ${format.days(slowest.median)}`;
}
