import { z } from 'zod';
import { fileKinds } from './fields';
import { daySchema } from './scope';
import { stageKindSchema } from './stage';

/** day/month order of dates written with numbers only. `ymd` needs no proof, the others do. */
export const dateOrderSchema = z.enum(['ymd', 'dmy', 'mdy']);

const durationUnitSchema = z.enum(['weeks', 'days', 'hours', 'minutes', 'seconds', 'milliseconds']);

/**
 * How one file is read: the user's corrections on top of what was recognised, and the file format of `--map`.
 * `columns` maps a field of the dictionary to a column; `null` leaves the field out.
 * `matches` accepts near-matches of joined values, e.g. `{ product: { GTXPro: 'GTX Pro' } }`.
 */
export const mappingSchema = z.object({
  kind: z.enum(fileKinds).optional(),
  columns: z.record(z.string(), z.string().nullable()).optional(),
  stages: z
    .record(z.string(), z.object({ kind: stageKindSchema.optional(), rank: z.number().int().optional() }))
    .optional(),
  matches: z.record(z.string(), z.record(z.string(), z.string().nullable())).optional(),
  dateOrder: dateOrderSchema.optional(),
  decimal: z.enum(['.', ',']).optional(),
  encoding: z.string().optional(),
  delimiter: z.string().max(4).optional(),
  headerLine: z.number().int().min(0).optional(),
  currency: z.string().optional(),
  /** Which table of a file with several, from 1 in file order. */
  table: z.number().int().min(1).optional(),
  /** The day the rows were true, where the file is one of several dated exports of the same list. */
  snapshotDate: daySchema.optional(),
  /** Whether a list shows every deal, so that one which is not in it any more is missing, or only some of them. */
  list: z.enum(['whole', 'filtered']).optional(),
  /** What plain numbers in a column of lengths count. */
  units: z.record(z.string(), durationUnitSchema).optional(),
  /** What one unit of a currency is worth in the currency of the workspace. */
  rates: z.record(z.string(), z.number().positive()).optional(),
});

export type DurationUnit = z.infer<typeof durationUnitSchema>;
export type DateOrder = z.infer<typeof dateOrderSchema>;
export type Mapping = z.infer<typeof mappingSchema>;
