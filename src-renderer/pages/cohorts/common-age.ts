import type { CohortRow } from '#shared/results/cohorts';

/** Share of the cohorts that must have been observed up to the age that they are compared at. */
const comparable = 0.6;

/** The latest step of age that most cohorts were observed through; null where none was. */
export function commonAge(rows: readonly CohortRow[]): number | null {
  const observedTo = new Map<string, number>();
  for (const { key, cohort, bucket, observed } of rows) {
    if (observed) observedTo.set(JSON.stringify([key, cohort]), bucket);
  }
  const ages = [...observedTo.values()].sort((a, b) => b - a);
  return ages[Math.ceil(ages.length * comparable) - 1] ?? null;
}
