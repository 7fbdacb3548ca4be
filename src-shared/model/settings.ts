import { z } from 'zod';

/** What the user decides for a workspace as a whole. Changing one derives everything again. */
export const settingsSchema = z.object({
  /** Deals that are not in the newest whole list any more: counted as they were seen last, or left out as deleted. */
  missing: z.enum(['keep', 'delete']),
  /** Month in which the fiscal year begins, 1 to 12; a fiscal year is named after the calendar year that it ends in. */
  fiscalYearStart: z.number().int().min(1).max(12),
  /** IANA name of the zone by whose clock timestamps with an offset are shown, and fall on a day. */
  timeZone: z.string().min(1).max(64),
});

export type WorkspaceSettings = z.infer<typeof settingsSchema>;

export const defaultSettings: WorkspaceSettings = {
  missing: 'keep',
  fiscalYearStart: 1,
  timeZone: 'UTC',
};
