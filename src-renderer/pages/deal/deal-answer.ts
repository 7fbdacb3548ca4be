import type { DealResult, DealRow, StageVisit } from '#shared/results/metrics';
import type { Formatters } from '../../charts/formatters';

/** Which deal it is, where it stands, how long it took and where the time went, in one sentence. */
export function dealAnswer(result: DealResult | undefined, format: Formatters): string | undefined {
  if (!result) return undefined;
  const { deal } = result;
  return `${deal.name ?? deal.id}: ${fate(deal, format)}${timeSpent(result, format)}${reason(deal)}.`;
}

const closings = { won: 'won', lost: 'lost', abandoned: 'abandoned' } as const;

function fate({ outcome, ageDays, stage }: DealRow, format: Formatters): string {
  if (outcome === 'open')
    return ageDays === null ? `open, in ${stage ?? 'no stage'}` : `open for ${format.days(whole(ageDays))}`;
  return ageDays === null ? closings[outcome] : `${closings[outcome]} after ${format.days(whole(ageDays))}`;
}

/** The stage that took longest, unless it took all of the time. */
function timeSpent({ deal, visits }: DealResult, format: Formatters): string {
  const slowest = longest(visits.filter((visit) => visit.kind === 'open'));
  const days = whole(slowest?.days ?? 0);
  if (!slowest || days === 0 || days >= whole(deal.ageDays ?? 0)) return '';
  return `, ${format.count(days)} of them in ${slowest.stage}`;
}

function reason({ outcome, lossReason }: DealRow): string {
  return outcome !== 'won' && outcome !== 'open' && lossReason ? ` (${lossReason})` : '';
}

/** Days as people count them; under one day keeps its fraction. */
function whole(days: number): number {
  return days < 1 ? days : Math.round(days);
}

function longest(visits: readonly StageVisit[]): StageVisit | null {
  return visits.reduce<StageVisit | null>(
    (most, visit) => (most && most.days >= visit.days ? most : visit),
    null,
  );
}
