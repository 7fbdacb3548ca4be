import type { DealResult, StageVisit } from '#shared/results/metrics';
import type { Formatters } from '../../charts/formatters';

/** Where the deal stands, how long it took and where the time went, in one sentence. */
export function dealAnswer(result: DealResult | undefined, format: Formatters): string | undefined {
  if (!result) return undefined;
  const { deal } = result;
  const age = deal.ageDays === null ? '' : ` ${format.days(deal.ageDays)}`;
  const slowest = longest(result.visits.filter((visit) => visit.kind === 'open'));
  const spent =
    slowest && slowest.days > 0 && slowest.days < (deal.ageDays ?? 0)
      ? `, ${format.number(slowest.days)} of them in ${slowest.stage}`
      : '';
  if (deal.outcome === 'won') return `Won after${age || ' an unknown time'}${spent}.`;
  if (deal.outcome === 'lost' || deal.outcome === 'abandoned') {
    const why = deal.lossReason ? `: ${deal.lossReason}` : '';
    return `${deal.outcome === 'lost' ? 'Lost' : 'Abandoned'} after${age || ' an unknown time'}${spent}${why}.`;
  }
  return age === '' ? `Open, in ${deal.stage ?? 'no stage'}.` : `Open for${age}${spent}.`;
}

function longest(visits: readonly StageVisit[]): StageVisit | null {
  return visits.reduce<StageVisit | null>(
    (most, visit) => (most && most.days >= visit.days ? most : visit),
    null,
  );
}
