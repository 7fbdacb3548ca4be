import { z } from 'zod';
import { figureUnits } from '../model/asked-figure';
import { scopeSchema } from '../model/scope';
import { matchParts } from '../results/match';

/** `value` as it is written where it was seen: its last digit says how far it was rounded. */
export const matchParams = scopeSchema.extend({
  value: z.union([z.string().min(1).max(60), z.number()]).transform(String),
  /** 2017, 2017-Q4, 2017-12 or FY2017-Q4, instead of `from` and `to`. */
  period: z.string().max(20).optional(),
  unit: z.enum(figureUnits).optional(),
  limit: z.number().int().min(1).max(200).default(20),
});

export const behindMatch = z.object({
  metric: z.literal('match'),
  part: z.enum(matchParts),
  dateField: z.string().nullable(),
  newest: z.boolean().optional(),
});
