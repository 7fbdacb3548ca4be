import { z } from 'zod';

/** open: being worked; won and lost: closed; post: after winning (delivery, renewal), kept out of win rates. */
export const stageKindSchema = z.enum(['open', 'won', 'lost', 'post']);

/** One stage of one pipeline. `rank` counts open stages from 1; won stands above all, lost has rank 0. */
export const stageSchema = z.object({
  pipeline: z.string().default(''),
  stage: z.string(),
  rank: z.number().int(),
  kind: stageKindSchema,
});

export type StageKind = z.infer<typeof stageKindSchema>;
export type Stage = z.infer<typeof stageSchema>;
