import { SeededRandom } from '#engine/stats/random';
import { type ForecastMethod, modelMethods, type Outlook } from '#shared/results/forecast';
import { meanBy } from './choose';
import { forecastConstants } from './constants';
import type { Halt } from './halt';
import type { Standing } from './rolling';
import { type Draws, type Grouping, simulate } from './simulate';

export type DrawOptions = {
  draws: number;
  seed: number;
  grouping?: Grouping;
  watch?: readonly number[];
  /** Takes deals as independent, to see what the shared shock brings. */
  independent?: boolean;
  halt?: Halt;
};

/** Draws of what a method says of an origin; null for methods that are a point. */
export function drawsBy(
  standing: Standing,
  before: readonly Standing[],
  method: ForecastMethod,
  { draws, seed, independent = false, ...options }: DrawOptions,
): Draws | null {
  const name = modelMethods.find((model) => model === method);
  const model = name && standing.models[name];
  const { origin, amounts, fresh } = standing;
  if (model) {
    return simulate(
      {
        wonToDate: origin.wonToDate,
        chances: model.chances,
        booked: amounts.booked,
        ratios: amounts.ratios,
        fresh,
        shock: independent ? 0 : model.shock,
        scale: origin.scale,
      },
      draws,
      seed,
      options,
    );
  }
  return method === 'history' ? historyDraws(standing, before, draws, seed) : null;
}

/** Without an error of its own kind, a mean of past periods is taken to be off by so much. */
const usualError = 0.3;

/** The mean of the last four periods with the errors it made before; never less than what is won already. */
function historyDraws(
  { origin, baselines }: Standing,
  before: readonly Standing[],
  draws: number,
  seed: number,
): Draws | null {
  const mean = baselines.history;
  if (mean === undefined) return null;
  let squares = 0;
  let n = 0;
  for (const standing of before.slice(-forecastConstants.forecastPeriods)) {
    const { actual, to } = standing.origin;
    const said = meanBy(standing, 'history');
    if (actual === null || to > origin.day || said === null || said <= 0) continue;
    if (standing.learnedFrom < forecastConstants.logisticPeriods) continue;
    squares += ((actual - said) / said) ** 2;
    n += 1;
  }
  const sd = Math.sqrt((squares + usualError ** 2) / (n + 1));
  const random = new SeededRandom(seed, 4);
  const total = Float64Array.from({ length: draws }, () =>
    Math.max(origin.wonToDate, mean * (1 + sd * random.normal())),
  );
  return { total, groups: null, n: draws, watched: new Map() };
}

/** Quantiles of sorted draws, between two of them by their distance. */
export function quantileOf(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return 0;
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}

/** Mean and quantiles to the cent; `mean` is what the method says, which draws only scatter around. */
export function outlookOf(sorted: Float64Array, mean: number): Outlook {
  const at = (share: number) => cents(quantileOf(sorted, share));
  return { mean: cents(mean), p10: at(0.1), p25: at(0.25), p50: at(0.5), p75: at(0.75), p90: at(0.9) };
}

export function spreadOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length));
}

/** To the cent, and never −0. */
export function cents(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}
