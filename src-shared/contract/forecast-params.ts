import { z } from 'zod';
import { scopeSchema } from '../model/scope';
import { forecastMethods } from '../results/forecast';

const seed = z.number().int().min(0).max(4_294_967_295).default(1);

/**
 * `period` is `2017-Q4`, `FY2018-Q1`, `2018-01`, `2018`, or `next-90` for so many days; the quarter that the day after the as-of day lies in unless given. `by` breaks the same
 * draws down, so groups add up to the total.
 */
export const forecastParams = scopeSchema.extend({
  by: z.string().min(1).optional(),
  period: z.string().min(4).optional(),
  method: z.enum(['auto', ...forecastMethods]).default('auto'),
  target: z.number().optional(),
  seed,
  /** How many of the deals that move it most are listed. */
  drivers: z.number().int().min(0).max(1000).default(5),
});

/** Forecasts of every completed period, each made with what was known in its weeks. */
export const backtestParams = scopeSchema.extend({
  grain: z.enum(['quarter', 'month']).default('quarter'),
  methods: z.array(z.enum(forecastMethods)).min(1).optional(),
  seed,
  /** Takes deals as independent of each other, to see what the shared shock brings. */
  independent: z.boolean().default(false),
});
