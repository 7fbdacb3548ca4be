import { z } from 'zod';
import { daySchema, scopeSchema } from '../model/scope';
import { changeBuckets, slippageParts } from '../results/changes';

/** Close dates that count as due; where neither is given, every open deal counts (changes) or the period (slippage). */
const dueWindow = { closeFrom: daySchema.optional(), closeTo: daySchema.optional() };

/**
 * `from` and `to` are two days, both looked at from their end; without them the last seven days to the as-of day.
 */
export const changeParams = scopeSchema.extend({
  by: z.string().min(1).optional(),
  ...dueWindow,
  /** Every recorded change for itself, also those that cancelled out between the days. */
  gross: z.boolean().default(false),
  /** Lists the deals that make up one bucket, the largest amounts first. */
  bucket: z.enum(changeBuckets).optional(),
  limit: z.number().int().min(0).max(10_000).default(50),
});

export const slippageParams = scopeSchema.extend({ by: z.string().min(1).optional(), ...dueWindow });

/** What moved most between two days as in changes; `limit` deals of each kind. */
export const moverParams = scopeSchema.extend({ limit: z.number().int().min(1).max(100).default(3) });

/** Deals behind a bucket of changes or a part of slippage, computed with the same days and window. */
export const behindChanges = z.object({
  metric: z.literal('changes'),
  bucket: z.enum(changeBuckets),
  ...dueWindow,
  gross: z.boolean().optional(),
});
export const behindSlippage = z.object({
  metric: z.literal('slippage'),
  part: z.enum(slippageParts),
  ...dueWindow,
});
