import type { DealsResult } from '#shared/results/metrics';
import type { Formatters } from '../../charts/formatters';
import { counted } from '../data/words';
import type { DealControls } from './deal-query';

/** How many deals the list holds and what they are worth, in one sentence. */
export function dealsAnswer(
  data: DealsResult | undefined,
  controls: DealControls,
  format: Formatters,
): string | undefined {
  if (!data) return undefined;
  const which = controls.outcome === 'all' ? '' : `${controls.outcome} `;
  const found = controls.search === '' ? '' : ` with “${controls.search}”`;
  if (data.total === 0) return `No ${which}deal${found} in this scope.`;
  const deals = counted(data.total, format.count(data.total), `${which}deal`);
  const worth = data.totalValue === 0 ? '' : `, worth ${format.moneyShort(data.totalValue)}`;
  return `${deals}${found}${worth}.`;
}
