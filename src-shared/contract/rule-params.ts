import { z } from 'zod';
import { rulePackSchema } from '../model/rule-pack';
import { daySchema, scopeSchema } from '../model/scope';

/** How far each open deal is from being taken by a pack; `limit` deals are listed, the nearest first. */
export const ruleCountdownParams = scopeSchema.extend({
  pack: rulePackSchema,
  limit: z.number().int().min(0).max(10_000).default(50),
});

/** What a pack would have done to the deals created in the period, with no deal handed over before the data says so. */
export const ruleSimulationParams = scopeSchema.extend({ pack: rulePackSchema });

export const simulatedParts = ['all', 'taken', 'won', 'lost', 'open', 'spared'] as const;

/** Deals that a pack would have taken and what became of them, or open ones by the days left to them. */
export const behindRules = z.object({
  metric: z.literal('rules'),
  pack: rulePackSchema,
  /** What counts as a follow-up, as the answer said. */
  source: z.enum(['activity', 'change', 'either']),
  since: daySchema.nullable().default(null),
  /** One rule of the pack alone; the first that a deal meets without. */
  rule: z.number().int().min(0).optional(),
  part: z.enum([...simulatedParts, 'due']),
  /** Days left at least and at most; for `due`. */
  leftFrom: z.number().int().optional(),
  leftTo: z.number().int().optional(),
});
