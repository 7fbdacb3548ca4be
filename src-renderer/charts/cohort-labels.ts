import type { CohortsAnswer } from '#shared/results/cohorts';
import type { Formatters } from './formatters';

export type CohortGrid = Pick<CohortsAnswer, 'grain' | 'ageStep' | 'yearStart'>;

/** `Jan ’25`, `Q1 ’25`, or `Q1 FY26` where the fiscal year, named after the year it ends in, is not the calendar's. */
export function cohortLabel(cohort: string, { grain, yearStart }: CohortGrid, format: Formatters): string {
  if (grain === 'month') return format.month(cohort);
  const [year, month] = [Number(cohort.slice(0, 4)), Number(cohort.slice(5, 7))];
  const quarter = Math.floor(((month - yearStart + 12) % 12) / 3) + 1;
  if (yearStart === 1) return `Q${quarter} ’${cohort.slice(2, 4)}`;
  return `Q${quarter} FY${String((year + (month >= yearStart ? 1 : 0)) % 100).padStart(2, '0')}`;
}

/** Whether a step of age is as long as a cohort, so that ages are told in months or quarters. */
function isStepOfGrain({ grain, ageStep }: CohortGrid): boolean {
  return Math.round(ageStep) === (grain === 'month' ? 30 : 91);
}

/** What the numbers of ageTick count. */
export function ageUnit(grid: CohortGrid): string {
  return isStepOfGrain(grid) ? `${grid.grain}s` : 'days';
}

/** The end of a step of age, in the unit of ageUnit. */
export function ageTick(bucket: number, grid: CohortGrid, format: Formatters): string {
  return isStepOfGrain(grid) ? format.count(bucket + 1) : format.number((bucket + 1) * grid.ageStep);
}

/** `3 months`, `1 quarter`, `45 days`. */
export function ageText(bucket: number, grid: CohortGrid, format: Formatters): string {
  if (!isStepOfGrain(grid)) return format.days(Math.round((bucket + 1) * grid.ageStep));
  return `${format.count(bucket + 1)} ${grid.grain}${bucket === 0 ? '' : 's'}`;
}
