import { z } from 'zod';

/** Queries of the console, addresses of pages and packs of rules are kept in the workspace under a name. */
export const savedKinds = ['query', 'view', 'rules'] as const;
export type SavedKind = (typeof savedKinds)[number];

export const savedListParams = z.object({ kind: z.enum(savedKinds) });
export const savedKeepParams = z.object({
  kind: z.enum(savedKinds),
  /** The one that is changed, or put back with its old number; a new one without. */
  id: z.number().int().positive().optional(),
  name: z.string().trim().min(1).max(120),
  /** The statement, the address of the page behind its `#`, or the pack as JSON. */
  content: z.string().min(1).max(100_000),
});
export const savedRemoveParams = z.object({ kind: z.enum(savedKinds), id: z.number().int().positive() });
