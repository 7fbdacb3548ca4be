import { z } from 'zod';
import { daySchema, scopeSchema } from '../model/scope';

export const cohortGrains = ['month', 'quarter'] as const;
export type CohortGrain = (typeof cohortGrains)[number];

const grain = z.enum(cohortGrains);
/** Length of a step of age in days; by custom a twelfth or a quarter of a year, like the cohort. */
const ageStep = z.number().min(1).max(3660);

export const cohortParams = scopeSchema.extend({
  by: z.string().min(1).optional(),
  grain: grain.default('quarter'),
  ageStep: ageStep.optional(),
  /** Adds what young cohorts come to: of this outcome. */
  develop: z.enum(['won', 'lost']).optional(),
  /** Whether what was created and won within each period is counted, too. */
  closings: z.boolean().default(true),
});

/** Deals of one cohort: all, or what had become of them by the end of a step of age (`bucket`, from 0). */
export const behindCohort = z.object({
  metric: z.literal('cohorts'),
  grain,
  ageStep,
  cohort: daySchema,
  bucket: z.number().int().min(0).optional(),
  part: z.enum(['deals', 'won', 'lost', 'open']),
});
export type BehindCohort = z.infer<typeof behindCohort>;

/** Deals created in a period, those of them won in it, and all won in it. */
export const behindCreateAndClose = z.object({
  metric: z.literal('create-and-close'),
  grain,
  period: daySchema,
  part: z.enum(['created', 'won-inside', 'won']),
});
export type BehindCreateAndClose = z.infer<typeof behindCreateAndClose>;
