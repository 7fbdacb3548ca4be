import { z } from 'zod';
import type { Warning } from '#shared/results/envelope';
import type { InspectReport } from '#shared/results/workspace';

/** A value that misses the file it is joined with, and the value there that it most resembles. */
export type NearMatch = {
  file: string;
  field: string;
  value: string;
  suggestion: string;
  rows: number;
};

const detailsSchema = z.object({
  field: z.string(),
  value: z.string(),
  suggestion: z.string(),
  rows: z.number(),
});

/** True for a warning that `nearMatches` turns into a question. */
export function isNearMatch(warning: Warning): boolean {
  return warning.code === 'near-match';
}

/** The near-matches that the report offers. */
export function nearMatches(report: InspectReport): NearMatch[] {
  return report.files.flatMap((file) =>
    file.warnings.flatMap((warning) => {
      if (!isNearMatch(warning)) return [];
      const details = detailsSchema.safeParse(warning.details).data;
      return details ? [{ file: file.file, ...details }] : [];
    }),
  );
}

/** Those offered before and those offered now, each once; an answered one is no longer offered by the report. */
export function mergeMatches(before: readonly NearMatch[], now: readonly NearMatch[]): NearMatch[] {
  const known = new Set(before.map(keyOf));
  return [...before, ...now.filter((match) => !known.has(keyOf(match)))];
}

function keyOf({ file, field, value }: NearMatch): string {
  return `${file}\n${field}\n${value}`;
}
