import { meanBy } from '#engine/forecast/choose';
import type { Standing } from '#engine/forecast/rolling';
import { relativeBias, wape } from '#engine/stats/scores';
import {
  type ForecastMethod,
  forecastMethods,
  modelMethods,
  type TrackRecord,
} from '#shared/results/forecast';
import type { ForecastModel } from './model';

/** How each method did at this week of the periods before. */
export function trackRecord({ before, standing }: ForecastModel): TrackRecord[] {
  const known = before.filter(
    (one) => one.origin.actual !== null && one.origin.to <= standing.origin.day && one.learnedFrom > 0,
  );
  return forecastMethods.flatMap((method) => {
    const rows = known.flatMap((one) => {
      const said = meanBy(one, method);
      return said === null ? [] : [{ said, actual: one.origin.actual!, held: heldBy(one, method) }];
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
        coverage80: shareHeld(rows.map((row) => row.held)),
      },
    ];
  });
}

/** Half the width of an 80 % interval in standard deviations. */
const halfWidth = 1.2816;

/** Whether what came lay within an 80 % interval of a normal of the method's variance; null for methods without one. */
function heldBy({ origin, models }: Standing, method: ForecastMethod): boolean | null {
  const name = modelMethods.find((one) => one === method);
  const model = name && models[name];
  if (!model || origin.actual === null) return null;
  const sd = Math.sqrt(model.variance + (model.sensitivity * model.shock) ** 2);
  return Math.abs(origin.actual - model.mean) <= halfWidth * sd;
}

function shareHeld(held: readonly (boolean | null)[]): number | null {
  const known = held.filter((one) => one !== null);
  return known.length > 0 ? known.filter(Boolean).length / known.length : null;
}
