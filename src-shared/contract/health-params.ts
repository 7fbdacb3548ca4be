import { z } from 'zod';
import { scopeSchema } from '../model/scope';
import { actionLists, checkCodes, staleReasons } from '../results/health';

/**
 * Beyond which days in a stage a deal is stale: learned from won deals (P80 warns, P90 is stale), tuned by stage to find what is
 * lost, or a number of days. `touch` is the days without a touch; late stages have half of them.
 */
export const staleLimits = {
  limit: z.union([z.literal('learned'), z.literal('tuned'), z.number().positive()]).default('learned'),
  touch: z.number().int().positive().optional(),
};

export const healthParams = scopeSchema.extend({
  ...staleLimits,
  /** Whether the past of every check is told at once, or that of stale deals and close dates later, by metric.healthPast. */
  past: z.enum(['all', 'later']).default('all'),
});

export const healthPastParams = scopeSchema.extend(staleLimits);

export const staleParams = scopeSchema.extend({
  ...staleLimits,
  /** Rows of deals, and points of the strips. */
  rows: z.number().int().min(0).max(10_000).default(50),
  points: z.number().int().min(0).max(5000).default(0),
});

export const limitRecordParams = scopeSchema;

export const actionListParams = scopeSchema.extend({
  ...staleLimits,
  list: z.enum(actionLists),
  rows: z.number().int().min(0).max(10_000).default(50),
});

export const actionExportParams = actionListParams
  .omit({ rows: true })
  .extend({ format: z.enum(['csv', 'xlsx']).default('csv') });

/** Open deals behind a check. */
export const behindHealth = z.object({
  metric: z.literal('health'),
  code: z.enum(checkCodes),
  stage: z.string().optional(),
  limit: staleLimits.limit.optional(),
  touch: staleLimits.touch,
});

/** Open deals behind a number of stale deals; the reasons overlap. */
export const behindStale = z.object({
  metric: z.literal('stale'),
  part: z.enum(['open', 'stale', 'warned', 'snoozed', ...staleReasons]),
  stage: z.string().optional(),
  limit: staleLimits.limit.optional(),
  touch: staleLimits.touch,
});

/** Deals of a list of what is to be done. */
export const behindActionList = z.object({
  metric: z.literal('action-list'),
  list: z.enum(actionLists),
  limit: staleLimits.limit.optional(),
  touch: staleLimits.touch,
});
