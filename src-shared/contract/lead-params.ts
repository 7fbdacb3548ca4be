import { z } from 'zod';
import { scopeSchema } from '../model/scope';
import { leadSteps } from '../results/leads';

/** Leads that came in in the period, by a field of theirs; `limit` is how many minutes a hand-off may take. */
export const leadParams = scopeSchema.extend({
  by: z.enum(['channel', 'source', 'owner']).default('channel'),
  limit: z.number().positive().default(30),
});

/** What was done in the period, and the deals created in it by how they were worked. */
export const activityParams = scopeSchema.extend({
  /** What the hours of the week are counted of. */
  kind: z.enum(['call', 'e-mail', 'meeting', 'task']).default('call'),
});

/** The deals that leads became, of one group (`key`) or all. */
export const behindLeads = z.object({
  metric: z.literal('leads'),
  by: z.enum(['channel', 'source', 'owner']),
  key: z.string().nullable().optional(),
  step: z.enum(leadSteps),
});

/** Deals by how they were worked. */
export const behindActivity = z.object({
  metric: z.literal('activity'),
  outcome: z.enum(['won', 'lost', 'open', 'closed', 'all']),
  /** Bands as in `touchBands` and `speedBands`. */
  touches: z.number().int().min(0).max(5).optional(),
  speed: z.number().int().min(0).max(5).optional(),
});
