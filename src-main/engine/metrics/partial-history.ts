import type { Warning } from '#shared/results/envelope';
import type { ConformancePart, ConformanceRow } from '#shared/results/flow';
import { constants } from './constants';
import type { WorkspaceFacts } from './facts';

/** What has every visit to a stage, where one date a stage has the last one only. */
export const wholeHistory =
  'An export of the stage history has all of them (HubSpot: the property history of “Deal stage”; Salesforce: OpportunityHistory).';

/** Whether so many deals have one date a stage that figures which count visits would be too low, and are withheld. */
export function losesVisits({ evidenceShares }: WorkspaceFacts): boolean {
  return (evidenceShares.dates ?? 0) >= constants.partialShare;
}

/** Says of which share of the deals only the last visit to each stage is known, and what follows for the figures. */
export function partialHistory(facts: WorkspaceFacts, effect: string): Warning[] {
  const share = facts.evidenceShares.dates ?? 0;
  if (share === 0) return [];
  const which =
    share === 1 ? 'All deals have' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} % of the deals have`;
  return [
    {
      code: 'partial-history',
      message: `${which} one date a stage: when a deal came back to a stage, its visit before is lost. ${effect} ${wholeHistory}`,
      details: { history: 'partial', share },
    },
  ];
}

/** What repeat visits are part of. */
const ofVisits: readonly ConformancePart[] = ['straight', 'loop', 'back', 'reopened'];

/** The row without the figures that rest on every visit; deals in which repeat visits are seen all the same stay counted. */
export function withoutVisits(row: ConformanceRow): ConformanceRow {
  const unknown = { low: null, high: null };
  return {
    ...row,
    meanVisits: null,
    shares: row.shares.map((share) =>
      ofVisits.includes(share.part) ? { ...share, ...unknown, share: null } : share,
    ),
    stages: row.stages.map((stage) => ({
      ...stage,
      ...unknown,
      bounceRate: null,
      meanVisits: null,
      reworkDays: null,
    })),
  };
}
