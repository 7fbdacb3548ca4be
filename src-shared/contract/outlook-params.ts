import { z } from 'zod';
import { daySchema, scopeSchema } from '../model/scope';
import { forecastMethods } from '../results/forecast';

const period = z.string().trim().min(4).max(20).optional();
const method = z.enum(['auto', ...forecastMethods]).default('auto');
const factor = z.number().min(0.05).max(20).default(1);

/** `from` and `to` are the two days; the as-of day and seven days before it unless given. */
export const movementParams = scopeSchema.extend({
  period,
  method,
  /** How many deals are named for each reason. */
  limit: z.number().int().min(0).max(1000).default(5),
});

/** What is tried: factors of 1 change nothing. */
export const whatIfParams = scopeSchema.extend({
  period,
  method,
  target: z.number().optional(),
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
  /** Odds of winning, so many times as high. */
  conversion: factor,
  /** Time that deals take, so many times as long. */
  cycle: factor,
  /** Amounts of open and new deals, so many times as large. */
  size: factor,
  /** Number of new deals, so many times as many. */
  volume: factor,
  /** Ids of open deals that are left out. */
  exclude: z.array(z.string().min(1)).max(1000).default([]),
  /** Deals that are not there: amount, and chance of being won in the period. */
  add: z
    .array(z.object({ amount: z.number().positive(), chance: z.number().min(0).max(1) }))
    .max(100)
    .default([]),
  /** Close dates of open deals that are moved. */
  move: z
    .array(z.object({ id: z.string().min(1), expectedClose: daySchema }))
    .max(1000)
    .default([]),
  /** Chances of open deals to be won in the period that somebody knows better; no factor moves them. */
  chances: z
    .array(z.object({ id: z.string().min(1), chance: z.number().min(0).max(1) }))
    .max(1000)
    .default([]),
});

export const gapParams = scopeSchema.extend({
  period,
  method,
  /** The target that is set or imported unless given. */
  target: z.number().min(0).optional(),
});

/** Open deals by forecast category and by when they are due. */
export const outlookPartsParams = scopeSchema.extend({ period, method });
