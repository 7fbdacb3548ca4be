import { z } from 'zod';

/** A calendar day as `YYYY-MM-DD`. Days travel as text everywhere, so no time zone can move them. */
export const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'A day is written YYYY-MM-DD');

/** One condition: the field equals any of the values. Several conditions must all hold. `null` asks for empty. */
export const conditionSchema = z.object({
  field: z.string().min(1),
  values: z.array(z.string().nullable()).min(1),
});

/**
 * What a metric looks at. Every page control is in here, so an address or a command line is one Scope.
 * `from`/`to` bound the date that the metric names (closing for win rate, creation for cohorts), inclusive.
 */
export const scopeSchema = z.object({
  asOf: daySchema.optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  where: z.array(conditionSchema).default([]),
  pipeline: z.string().optional(),
  weight: z.enum(['count', 'value']).default('count'),
  /**
   * When deals count as lost that were closed together on a day of clean-up: at their last sign of life before, or on the
   * day they were booked. Lengths and curves follow it; counts of closed deals are always those of the booked day.
   */
  cleanUps: z.enum(['dated', 'booked']).optional(),
});

export type Condition = z.infer<typeof conditionSchema>;
export type Scope = z.infer<typeof scopeSchema>;
export type ScopeInput = z.input<typeof scopeSchema>;
