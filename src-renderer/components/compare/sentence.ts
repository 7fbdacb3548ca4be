import type { CompareAnswer, CompareArm, CompareRow } from '#shared/results/compare';
import type { Formatters } from '../../charts/formatters';

type Compared = Pick<CompareAnswer, 'rows' | 'stratifiedBy'> &
  Record<'base' | 'compared', Pick<CompareArm, 'label' | 'n'>>;

/** What the comparison of win rates says, effect and interval first. */
export function comparisonSentence(answer: Compared, format: Formatters): string {
  const row = answer.rows.find(({ figure }) => figure === 'win-rate');
  if (!row || row.difference === null || row.low === null || row.high === null) {
    return `${format.count(answer.compared.n)} and ${format.count(answer.base.n)} deals; too few to compare their win rates.`;
  }
  const { base, compared, difference, low, high } = row;
  const figures = `${answer.compared.label} ${format.percent(compared.value, 1)}, ${answer.base.label} ${format.percent(base.value, 1)}`;
  const effect = `${format.points(difference)} (${format.points(low)} to ${format.points(high)})`;
  const finding = findingOf(answer, low > 0 || high < 0, row.p);
  return `Won by day ${format.number(row.atDays, 0)}: ${figures}; ${effect}, ${finding}.`;
}

/** The interval is of all deals together; inside groups nothing may be left of the difference, or only there it shows. */
function findingOf({ stratifiedBy }: Compared, isClear: boolean, p: number | null): string {
  const inside = stratifiedBy !== null && p !== null ? p < 0.05 : isClear;
  if (isClear && inside) return 'a difference beyond chance';
  if (isClear) return `beyond chance in all, but not inside groups by ${stratifiedBy}`;
  if (inside) return `within chance in all, but not inside groups by ${stratifiedBy}`;
  return 'no difference that chance would not make';
}

/** What so many deals can show at all. */
export function powerSentence({ power, base, compared }: CompareAnswer, format: Formatters): string | null {
  if (!power) return null;
  const smallest = format.points(power.smallest).replace('+', '');
  return `With ${format.count(base.n)} and ${format.count(compared.n)} deals, the smallest change of the win rate that would be seen is ${smallest}; 5 pp need ${format.count(power.perSideFor5)} deals a side.`;
}

export const figureLabels: Record<CompareRow['figure'], string> = {
  'win-rate': 'Win rate (cohort)',
  'closed-rate': 'Win rate (closed)',
  'time-to-close': 'Days to close',
  'time-to-win': 'Days to win',
  step: 'Goes on from',
  'stage-time': 'Days in',
};

/** What the p-values compare: where they do so inside groups, the whole interval may leave out zero and p still be large. */
export function pText({ stratifiedBy }: CompareAnswer): string {
  const inside = stratifiedBy ? `; that of the win rate compares inside groups by ${stratifiedBy}` : '';
  return `p of steps is corrected for their number${inside}.`;
}
