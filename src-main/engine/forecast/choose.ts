import { type ForecastMethod, type ModelMethod, modelMethods } from '#shared/results/forecast';
import { forecastConstants } from './constants';
import type { Standing } from './rolling';

export type Choice = {
  method: ForecastMethod;
  /** Why: `thin` too few periods to compare, `best` the smallest error, `simple` no model beat a simple one. */
  because: 'thin' | 'best' | 'simple' | 'nothing';
  /** Periods the methods were compared over. */
  periods: number;
};

/**
 * The method that did best at this very distance from the end of the periods before, each forecast with what was known then.
 * The mean of the models is taken until there are enough periods, and where no single one is clearly better; where no model
 * beats the mean of the last four periods or the CRM's percentages, that is the default.
 */
export function chooseMethod(before: readonly Standing[], now: Standing): Choice {
  const known = before.filter(({ origin }) => origin.actual !== null && origin.to <= now.origin.day);
  const candidates = modelMethods.filter((method) => now.models[method]);
  if (candidates.length === 0) {
    const simple = now.baselines.history === undefined ? 'static' : 'history';
    return { method: simple, because: 'nothing', periods: 0 };
  }
  const whole: ForecastMethod = candidates.includes('ensemble') ? 'ensemble' : candidates[0]!;
  const compared = known.filter((standing) => candidates.every((method) => standing.models[method]));
  const periods = compared.length;
  if (periods < forecastConstants.trackPeriods) return { method: whole, because: 'thin', periods };
  const errorOf = (method: ForecastMethod) =>
    compared.reduce(
      (sum, standing) => sum + Math.abs(meanBy(standing, method)! - standing.origin.actual!),
      0,
    );
  const simple = (['static', 'history'] as const)
    .filter((method) => compared.every((standing) => meanBy(standing, method) !== null))
    .sort((a, b) => errorOf(a) - errorOf(b))[0];
  const best = known.length < forecastConstants.ensembleUntil ? whole : bestOf(candidates, whole, errorOf);
  if (simple && errorOf(simple) < errorOf(best)) return { method: simple, because: 'simple', periods };
  return { method: best, because: known.length < forecastConstants.ensembleUntil ? 'thin' : 'best', periods };
}

function bestOf(
  candidates: readonly ModelMethod[],
  whole: ForecastMethod,
  errorOf: (method: ForecastMethod) => number,
): ForecastMethod {
  const limit = errorOf(whole) * (1 - forecastConstants.ensembleLead);
  const [first] = [...candidates].sort((a, b) => errorOf(a) - errorOf(b));
  return first && errorOf(first) < limit ? first : whole;
}

/** What a method says of an origin on average; null where it says nothing. */
export function meanBy(standing: Standing, method: ForecastMethod): number | null {
  const model = modelMethods.find((name) => name === method);
  return (model ? standing.models[model]?.mean : standing.baselines[method]) ?? null;
}
