import { z } from 'zod';

/** A conversion window: one number of days for all stages, or one for each of the stages named. */
export const withinSchema = z.union([
  z.number().positive(),
  z.record(z.string().min(1), z.number().positive()),
]);
export type Within = z.infer<typeof withinSchema>;

const entry = /(.+?)\s*=\s*(\d+(?:\.\d+)?)\s*(?:,\s*|$)/g;

/**
 * A window as people write it: `90`, or `Qualify=30,Proposal=60`. Names may hold commas and signs of equality, as each ends
 * at the last one before its number. Null where it is neither.
 */
export function parseWithin(text: string): Within | null {
  const days = Number(text);
  if (text.trim() !== '' && Number.isFinite(days)) return days > 0 ? days : null;
  const found = [...text.matchAll(entry)];
  const length = found.reduce((sum, match) => sum + match[0].length, 0);
  if (found.length === 0 || length !== text.length) return null;
  const windows = Object.fromEntries(found.map((match) => [match[1]!.trim(), Number(match[2])]));
  return withinSchema.safeParse(windows).data ?? null;
}

/** The same window as text that parseWithin reads. */
export function writeWithin(within: Within): string {
  if (typeof within === 'number') return String(within);
  return Object.entries(within)
    .map(([stage, days]) => `${stage}=${days}`)
    .join(',');
}

/** The days of one stage; undefined where it has no window. */
export function withinOf(within: Within | undefined, stage: string): number | undefined {
  if (typeof within !== 'object') return within;
  return Object.hasOwn(within, stage) ? within[stage] : undefined;
}
