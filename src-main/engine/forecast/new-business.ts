import { type CountForecast, forecastCount } from '#engine/stats/negative-binomial';
import { forecastConstants } from './constants';
import type { Origin } from './panel';

/** What will be won of deals that are not open yet: how many, and the amounts that such wins had. */
export type NewBusiness = {
  count: CountForecast;
  /** Amounts of the last periods, from which those to come are drawn, and the place in `pool` of the period they are of. */
  pool: Float64Array;
  /** Number of the origin, among those given, that each amount is of. */
  from: Int32Array;
  mean: number;
  variance: number;
};

/** Told from the same distance from the end of the last periods: counts with their spread, amounts drawn again. */
export function learnNewBusiness(past: readonly Origin[], season: number): NewBusiness {
  const recent = past.slice(-forecastConstants.conversionPeriods);
  const count = ofNextPeriod(forecastCount(recent.map((origin) => origin.fresh.length)), recent.length);
  const factor = seasonFactor(past, season);
  const seasonal = scaled(count, factor);
  const pool = new Float64Array(recent.reduce((sum, origin) => sum + origin.fresh.length, 0));
  const from = new Int32Array(pool.length);
  let at = 0;
  recent.forEach(({ fresh }, i) => {
    pool.set(fresh, at);
    from.fill(i, at, at + fresh.length);
    at += fresh.length;
  });
  const n = Math.max(1, pool.length);
  const meanAmount = pool.reduce((sum, amount) => sum + amount, 0) / n;
  const square = pool.reduce((sum, amount) => sum + amount * amount, 0) / n;
  if (pool.length === 0)
    return { count: { ...seasonal, mean: 0, variance: 0 }, pool, from, mean: 0, variance: 0 };
  return {
    count: seasonal,
    pool,
    from,
    mean: seasonal.mean * meanAmount,
    variance: seasonal.mean * square + Math.max(0, seasonal.variance - seasonal.mean) * meanAmount ** 2,
  };
}

/** The mean of a few periods is uncertain itself: counts of the next one spread 1 + 1/n as much as those of n past ones did. */
function ofNextPeriod(count: CountForecast, periods: number): CountForecast {
  if (count.kind === 'gamma-poisson') return count;
  const variance = count.variance * (1 + 1 / Math.max(1, periods));
  return { ...count, variance, size: count.mean ** 2 / (variance - count.mean) };
}

/** How much more comes at this time of the year, drawn to 1 and only where several years show it. */
function seasonFactor(past: readonly Origin[], season: number): number {
  const same = past.filter((origin) => origin.season === season);
  const mean = (origins: readonly Origin[]) =>
    origins.reduce((sum, origin) => sum + origin.fresh.length, 0) / Math.max(1, origins.length);
  const all = mean(past);
  if (same.length < forecastConstants.seasonYears || all === 0) return 1;
  const shrink = same.length / (same.length + forecastConstants.seasonYears);
  return 1 + shrink * (mean(same) / all - 1);
}

function scaled(count: CountForecast, factor: number): CountForecast {
  if (count.kind === 'gamma-poisson') {
    return {
      ...count,
      mean: count.mean * factor,
      variance: count.mean * factor + (count.variance - count.mean) * factor ** 2,
    };
  }
  const mean = count.mean * factor;
  return { ...count, mean, variance: mean + mean ** 2 / count.size };
}
