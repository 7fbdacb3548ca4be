import type { Rule, RuleKind } from '#shared/model/rule-pack';

export const kindLabels: Record<RuleKind, string> = {
  'no-follow-up': 'Days without follow-up',
  'not-closed': 'Days not closed',
  capacity: 'Customers of one rep',
};

/** What the limit of a rule counts. */
export function unitOf(kind: RuleKind): string {
  return kind === 'capacity' ? 'customers' : 'days';
}

/** A rule in a few words: "10 days without follow-up". */
export function ruleText({ kind, limit }: Pick<Rule, 'kind' | 'limit'>): string {
  if (kind === 'no-follow-up') return `${limit} days without follow-up`;
  return kind === 'not-closed' ? `${limit} days not closed` : `${limit} customers of one rep`;
}
