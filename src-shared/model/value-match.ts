import { z } from 'zod';

/** Fields whose names can be taken as one another: those that other files describe. */
export const matchFields = ['account', 'product', 'owner'] as const;
export type MatchField = (typeof matchFields)[number];

/**
 * What was said of a name: the one that it is taken as, or null for a name of its own. Left out, nothing is said of it
 * any more.
 */
export const valueMatchSchema = z.object({
  field: z.enum(matchFields),
  value: z.string().min(1),
  becomes: z.string().min(1).nullable().optional(),
});
