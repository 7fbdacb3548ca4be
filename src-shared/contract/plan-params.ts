import { z } from 'zod';
import { daySchema, scopeSchema } from '../model/scope';
import { forecastMethods } from '../results/forecast';
import { judgedFields } from '../results/plan';

const name = z.string().trim().min(1).max(200);
/** `2026-Q3`, `2026-07` or `2026`, also with `FY`; quarters and years are those of the workspace's fiscal calendar. */
const period = z.string().trim().min(4).max(20);
const cents = z.number().min(-1e15).max(1e15);

/** Targets that hold, and what each group's is in `period`; of the as-of day's quarter unless given. */
export const targetListParams = z.object({ period: period.optional(), asOf: daySchema.optional() });

/** A target for the company, a team or an owner. Without an amount what is imported holds again. */
export const targetSetParams = z.object({
  period,
  owner: name.optional(),
  team: name.optional(),
  amount: cents.min(0).nullable(),
  author: name,
});

export const judgementListParams = z.object({
  period: period.optional(),
  /** Calls made with a later as-of day are left out. */
  asOf: daySchema.optional(),
});

/**
 * What somebody expects a group or a single deal to bring in a period, and why. `amount` null withdraws the call of the
 * same person on the same thing.
 */
export const judgementAddParams = z
  .object({
    period,
    asOf: daySchema.optional(),
    author: name,
    field: z.enum(judgedFields).optional(),
    value: name.optional(),
    deal: name.optional(),
    amount: cents.nullable(),
    note: z.string().trim().min(1).max(4000),
  })
  .refine(({ field, value }) => (field === undefined) === (value === undefined), {
    message: 'A group is a field with its value',
  })
  .refine(({ field, deal }) => field === undefined || deal === undefined, {
    message: 'A call is on a group or on a deal',
  });

/** Forecasts of a period as they stood, the oldest first, up to `asOf`. */
export const keptListParams = scopeSchema.pick({ asOf: true, where: true, pipeline: true }).extend({
  period: period.optional(),
});

/** Keeps the forecast of the as-of day, once a day, period, method and choice of deals; returns all that are kept. */
export const keptAddParams = keptListParams.extend({
  method: z.enum(['auto', ...forecastMethods]).default('auto'),
  target: z.number().optional(),
});
