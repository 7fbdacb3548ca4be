import { meanBy } from '#engine/forecast/choose';
import { relativeBias, wape } from '#engine/stats/scores';
import { forecastMethods, type TrackRecord } from '#shared/results/forecast';
import type { ForecastModel } from './model';

/** How each method did at this week of the periods before. */
export function trackRecord({ before, standing }: ForecastModel): TrackRecord[] {
  const known = before.filter(
    (one) => one.origin.actual !== null && one.origin.to <= standing.origin.day && one.learnedFrom > 0,
  );
  return forecastMethods.flatMap((method) => {
    const rows = known.flatMap((one) => {
      const said = meanBy(one, method);
      return said === null ? [] : [{ said, actual: one.origin.actual! }];
    });
    if (rows.length === 0) return [];
    const actual = rows.map((row) => row.actual);
    const said = rows.map((row) => row.said);
    return [
      {
        method,
        periods: rows.length,
        wape: wape(actual, said),
        bias: relativeBias(actual, said),
        coverage80: null,
      },
    ];
  });
}
