import { z } from 'zod';
import { daySchema, scopeSchema } from '../model/scope';

/**
 * Two sides of one comparison. With `splitDate`: deals created before that day against those since, leaving out
 * `transition` days from it on. With `by`: two groups of the field, or one against all others. Else the period against the
 * one from `baseFrom` to `baseTo`, which is the one just before, of equal length, where it is not given.
 */
export const compareParams = scopeSchema.extend({
  splitDate: daySchema.optional(),
  transition: z.number().int().min(0).max(3650).default(0),
  by: z.string().min(1).optional(),
  groups: z.array(z.string().nullable()).max(2).default([]),
  baseFrom: daySchema.optional(),
  baseTo: daySchema.optional(),
  /** Count deals from when they reached this stage, instead of from their creation. */
  stage: z.string().min(1).optional(),
  /** The age in days at which both sides are read; else the last one that both support. */
  within: z.number().positive().optional(),
  /** Return the curves of both sides. */
  curve: z.boolean().default(false),
  /** Look for changes of mix, season and trends. */
  checks: z.boolean().default(true),
});
export type CompareParams = z.output<typeof compareParams>;
