import { z } from 'zod';
import { bounceParts, conformanceParts } from '../results/flow';

/** Deals that moved from one stage to another in the period; `to` null: those still in the stage at its end. */
export const behindFlow = z.object({
  metric: z.literal('flow'),
  from: z.string(),
  to: z.string().nullable(),
});

/** Lives by how they keep to the path, those of one path, named by the stages of its visits, or by what became of visits to a stage. */
export const behindConformance = z.object({
  metric: z.literal('conformance'),
  part: z.enum(['all', ...conformanceParts]).default('all'),
  path: z.array(z.string()).optional(),
  at: z.object({ stage: z.string(), part: z.enum(bounceParts) }).optional(),
});

/** Losses of these reasons as the data words them (null: none given), from one stage or, without `stage`, from all. */
export const behindLossReasons = z.object({
  metric: z.literal('loss-reasons'),
  reasons: z.array(z.string().nullable()).min(1).optional(),
  stage: z.string().nullable().optional(),
});

export const conformanceOptions = {
  /** So many of the most common paths. */
  variants: z.number().int().min(0).max(1000).default(20),
};

/** Lays a template over the stages of a pipeline, with the pairing proposed unless another is given; null takes it off. */
export const stageTemplateParams = z.object({
  pipeline: z.string().optional(),
  template: z.string().min(1).nullable(),
  stages: z.record(z.string(), z.string().nullable()).optional(),
});
