import { SeededRandom } from '#engine/stats/random';
import { intervalScore, mase, pinballLoss, relativeBias, wape } from '#engine/stats/scores';
import type { BacktestMethod, BacktestRow, BacktestSummary } from '#shared/results/forecast';
import { quantileOf } from './distribution';

/** Scores of each method at each week and over all of them. */
export function summaries(rows: readonly BacktestRow[], seed: number): BacktestSummary[] {
  const methods = [...new Set(rows.map((row) => row.method))];
  const weeks = [...new Set(rows.map((row) => row.week))].sort((a, b) => a - b);
  return [null, ...weeks].flatMap((week) =>
    methods.map((method) =>
      summaryOf(
        rows.filter((row) => week === null || row.week === week),
        method,
        week,
        seed,
      ),
    ),
  );
}

function summaryOf(
  all: readonly BacktestRow[],
  method: BacktestMethod,
  week: number | null,
  seed: number,
): BacktestSummary {
  const rows = all.filter((row) => row.method === method);
  const actual = rows.map((row) => row.actual);
  const error = wape(
    actual,
    rows.map((row) => row.mean),
  );
  const meanActual = actual.length > 0 ? actual.reduce((sum, value) => sum + value, 0) / actual.length : 0;
  const against = (other: BacktestMethod) =>
    relative(
      rows,
      all.filter((row) => row.method === other),
    );
  const history = against('history');
  const drawn = rows.flatMap((row) =>
    row.p10 !== null && row.p25 !== null && row.p50 !== null && row.p75 !== null && row.p90 !== null
      ? [{ ...row, p10: row.p10, p25: row.p25, p50: row.p50, p75: row.p75, p90: row.p90 }]
      : [],
  );
  const meanOf = (of: (row: (typeof drawn)[number]) => number) =>
    drawn.length > 0 ? drawn.reduce((sum, row) => sum + of(row), 0) / drawn.length : null;
  const byMean = (value: number | null) => (value !== null && meanActual > 0 ? value / meanActual : null);
  const periods = new Set(rows.map((row) => row.period)).size;
  const floor = byMean(meanOf((row) => row.floor ?? 0));
  const wapeOfHistory = history.error;
  return {
    method,
    week,
    n: rows.length,
    periods,
    wape: error,
    bias: relativeBias(
      actual,
      rows.map((row) => row.mean),
    ),
    relativeToStatic: against('static').ratio,
    relativeToHistory: history.ratio,
    relativeToConversion: against('conversion').ratio,
    ...relativeBand(
      rows,
      all.filter((row) => row.method === 'history'),
      seed,
    ),
    mase: mase(
      actual,
      rows.map((row) => row.mean),
      lastChange(rows),
    ),
    pinball: byMean(
      meanOf(
        (row) =>
          (pinballLoss(row.actual, row.p10, 0.1) +
            pinballLoss(row.actual, row.p50, 0.5) +
            pinballLoss(row.actual, row.p90, 0.9)) /
          3,
      ),
    ),
    intervalScore: byMean(meanOf((row) => intervalScore(row.actual, row.p10, row.p90, 0.8))),
    coverage80: meanOf((row) => (row.actual >= row.p10 && row.actual <= row.p90 ? 1 : 0)),
    coverage50: meanOf((row) => (row.actual >= row.p25 && row.actual <= row.p75 ? 1 : 0)),
    ...coverageRange(drawn.length > 0 ? periods : 0),
    width: byMean(meanOf((row) => row.p90 - row.p10)),
    floor,
    skill:
      error !== null && floor !== null && wapeOfHistory !== null && wapeOfHistory > floor
        ? 1 - (error - floor) / (wapeOfHistory - floor)
        : null,
  };
}

/** WAPE of rows by that of the other method, over the periods and weeks that both forecast. */
function relative(rows: readonly BacktestRow[], others: readonly BacktestRow[]) {
  const pairs = paired(rows, others);
  const actual = pairs.map(([row]) => row.actual);
  const own = wape(
    actual,
    pairs.map(([row]) => row.mean),
  );
  const error = wape(
    actual,
    pairs.map(([, other]) => other.mean),
  );
  return { error, ratio: own !== null && error !== null && error > 0 ? own / error : null };
}

function paired(rows: readonly BacktestRow[], others: readonly BacktestRow[]): [BacktestRow, BacktestRow][] {
  const byOrigin = new Map(others.map((other) => [other.asOf, other]));
  return rows.flatMap((row) => {
    const other = byOrigin.get(row.asOf);
    return other ? [[row, other] satisfies [BacktestRow, BacktestRow]] : [];
  });
}

const resamples = 400;

/** 80 % interval of the ratio of two WAPEs: whole periods are drawn again, since errors of one period go together. */
function relativeBand(rows: readonly BacktestRow[], others: readonly BacktestRow[], seed: number) {
  const blocks = new Map<string, [number, number]>();
  for (const [row, other] of paired(rows, others)) {
    const [own, theirs] = blocks.get(row.period) ?? [0, 0];
    blocks.set(row.period, [
      own + Math.abs(row.mean - row.actual),
      theirs + Math.abs(other.mean - other.actual),
    ]);
  }
  const sums = [...blocks.values()];
  if (sums.length < 3) return { relativeLow: null, relativeHigh: null };
  const random = new SeededRandom(seed, 6);
  const ratios = new Float64Array(resamples);
  for (let r = 0; r < resamples; r += 1) {
    let own = 0;
    let theirs = 0;
    for (let k = 0; k < sums.length; k += 1) {
      const [a, b] = sums[random.below(sums.length)]!;
      own += a;
      theirs += b;
    }
    ratios[r] = theirs > 0 ? own / theirs : 1;
  }
  ratios.sort();
  return { relativeLow: quantileOf(ratios, 0.1), relativeHigh: quantileOf(ratios, 0.9) };
}

/** Mean absolute change from one period to the next. */
function lastChange(rows: readonly BacktestRow[]): number {
  const actuals = [...new Map(rows.map((row) => [row.period, row.actual])).values()];
  if (actuals.length < 2) return 0;
  let sum = 0;
  for (let i = 1; i < actuals.length; i += 1) sum += Math.abs(actuals[i]! - actuals[i - 1]!);
  return sum / (actuals.length - 1);
}

/** Shares that so many independent periods of true coverage 80 % show in 95 % of cases. */
function coverageRange(periods: number): { coverageLow: number | null; coverageHigh: number | null } {
  if (periods === 0) return { coverageLow: null, coverageHigh: null };
  const atMost = (share: number) => {
    let low = 0;
    while (low < periods && 1 - tailAbove(low, periods) < share) low += 1;
    return low / periods;
  };
  return { coverageLow: atMost(0.025), coverageHigh: atMost(0.975) };
}

/** P(X > k) of a binomial of n at 0.8. */
function tailAbove(k: number, n: number): number {
  let sum = 0;
  for (let i = k + 1; i <= n; i += 1)
    sum += Math.exp(logChoose(n, i) + i * Math.log(0.8) + (n - i) * Math.log(0.2));
  return sum;
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i += 1) sum += Math.log((n - k + i) / i);
  return sum;
}
