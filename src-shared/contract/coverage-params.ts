import { z } from 'zod';
import { scopeSchema } from '../model/scope';

/** `period` as in a forecast; `target` stands for the one that is set or imported. */
export const coverageParams = scopeSchema.extend({
  by: z.string().min(1).optional(),
  period: z.string().trim().min(4).max(20).optional(),
  target: z.number().min(0).optional(),
});

/** Deals that are open and due in the period. */
export const behindCoverage = z.object({
  metric: z.literal('coverage'),
  part: z.literal('due'),
  period: z.string().trim().min(4).max(20).optional(),
});
