import type { Warning } from '#shared/results/envelope';
import type { WorkspaceFacts } from './facts';

/** Says that moves are missing where most deals come with their present state alone. */
export function withoutHistory(facts: WorkspaceFacts): Warning[] {
  if (facts.evidence !== 'state') return [];
  return [
    {
      code: 'no-stage-history',
      message:
        'The data has no stage history, so stages that deals passed before look skipped. An export of the stage history would tell.',
    },
  ];
}

/** The same for a funnel, which counts deals in the stages before their own. */
export function assumesPassed(facts: WorkspaceFacts): Warning[] {
  if (facts.evidence !== 'state') return [];
  return [
    {
      code: 'no-stage-history',
      message:
        'The data has no stage history: deals are taken to have passed the stages before their own, and how long that took is not known. An export of the stage history would tell.',
    },
  ];
}
