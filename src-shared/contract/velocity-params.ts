import { z } from 'zod';
import { scopeSchema } from '../model/scope';

const metricParams = scopeSchema.extend({ by: z.string().min(1).optional() });

export const velocityParams = metricParams;

export const trendGrains = ['quarter', 'month'] as const;
export const trendParams = scopeSchema.extend({
  grain: z.enum(trendGrains).default('quarter'),
  /** Age in days at which the win rates of all periods are read; by custom the age by which 80 % of the wins come. */
  horizon: z.number().positive().optional(),
});

export const bottleneckParams = metricParams;

/** Deals behind a factor of the velocity. `days` is the age from which an open deal is dormant, null for none. */
export const velocityBehind = z.object({
  metric: z.literal('velocity'),
  part: z.enum(['open', 'dormant', 'undated', 'won', 'realised']),
  days: z.number().nullable().default(null),
});
export type VelocityBehind = z.infer<typeof velocityBehind>;

/** Deals of one period of the trend; `first` is its first day. */
export const trendBehind = z.object({
  metric: z.literal('trend'),
  grain: z.enum(trendGrains),
  first: z.string(),
  part: z.enum(['created', 'open', 'closed', 'won']),
});
export type TrendBehind = z.infer<typeof trendBehind>;
