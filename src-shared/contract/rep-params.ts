import { z } from 'zod';
import { daySchema, scopeSchema } from '../model/scope';

const options = {
  /** Days that a deal is followed for; else the days by which nine of ten that go on do so. */
  within: z.number().int().min(1).max(3650).optional(),
  /** Whether deals of the first days of new reps count. */
  ramp: z.enum(['excluded', 'included']).default('excluded'),
};

/**
 * Reps compared in one stage, or without one from the creation of a deal to its win. `from` and `to` bound the day a deal
 * reached the stage or was created.
 */
export const repParams = scopeSchema.extend({
  stage: z.string().min(1).optional(),
  ...options,
  /** Adds the place of each rep among all with its interval; of up to 100 reps. */
  ranks: z.boolean().default(false),
});
export type RepParams = z.output<typeof repParams>;

/** Each rep in each stage. */
export const repStageParams = scopeSchema.extend(options);
export type RepStageParams = z.output<typeof repStageParams>;

/** A rep before and since the day of a coaching, in each stage. */
export const coachingParams = scopeSchema.extend({
  owner: z.string().min(1),
  coached: daySchema,
  ...options,
});
export type CoachingParams = z.output<typeof coachingParams>;

/** Deals of a rep in a stage, or of a sale; computed with the days that the answer names. All reps where `owner` is left out. */
export const behindReps = z.object({
  metric: z.literal('reps'),
  stage: z.string().nullable(),
  owner: z.string().nullable().optional(),
  part: z.enum(['all', 'went-on', 'not', 'several', 'ramp']),
  within: z.number().int(),
  rampDays: z.number().int(),
});
