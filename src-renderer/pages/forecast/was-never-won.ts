import type { ForecastAnswer } from '#shared/results/forecast';

/** Whether nothing with an amount was ever won: there is nothing to learn a forecast from, and none to show. */
export function wasNeverWon({ wonToDate, p90, past }: ForecastAnswer): boolean {
  return wonToDate === 0 && p90 === 0 && past.every(({ total }) => total === 0);
}
