import type { BacktestAnswer, BacktestMethod, BacktestRow } from '#shared/results/forecast';
import type { Measure } from './measure';

/** Backtests of one company: as they are, and with deals taken as independent. */
export type ForecastRun = {
  perWeek: number;
  seed: number;
  shared: BacktestAnswer;
  independent: BacktestAnswer;
};

/** The last so many quarters are scored, when there is much to learn from. */
const scored = 11;

type Sized = { perWeek: number; runs: readonly ForecastRun[] };

/** The goals of the forecast, each with whether these companies meet it. */
export function forecastMeasures(runs: readonly ForecastRun[]): Measure[] {
  const sizes = [...new Set(runs.map(({ perWeek }) => perWeek))].map((perWeek) => ({
    perWeek,
    runs: runs.filter((run) => run.perWeek === perWeek),
  }));
  return [...sizes.flatMap(methodTable), ...sizes.flatMap(sizeGoals), ...pooledGoals(runs)];
}

const shown: readonly BacktestMethod[] = [
  'static',
  'static-all',
  'history',
  'conversion',
  'cells',
  'logistic',
  'ensemble',
  'auto',
];

function methodTable({ perWeek, runs }: Sized): Measure[] {
  return shown.map((method) => ({
    section: `Forecast: WAPE at weeks 2, 6 and 10, ${runs.length} companies of ${perWeek} deals a week`,
    what: method,
    measured: [2, 6, 10].map((week) => decimals(wapeOf(runs, method, week))).join(' / '),
    limit: '',
    beside: `bias ${percent(biasOf(runs, method))}${coverText(runs, method)}`,
    pass: null,
  }));
}

/** A method that some company's data do not carry has no mean over all. */
function decimals(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(3);
}

function coverText(runs: readonly ForecastRun[], method: BacktestMethod): string {
  const rows = rowsOf(runs, method).filter((row) => row.p10 !== null);
  return rows.length === 0 ? '' : `, 80 % held ${percent(coverage(rows))}`;
}

function sizeGoals({ perWeek, runs }: Sized): Measure[] {
  const section = `Forecast: goals, ${perWeek} deals a week`;
  const ratio = (other: BacktestMethod, week: number) =>
    wapeOf(runs, 'auto', week) / wapeOf(runs, other, week);
  const goal = (what: string, value: number, limit: number | null, beside = ''): Measure => ({
    section,
    what,
    measured: value.toFixed(2),
    limit: limit === null ? '' : `≤ ${limit.toFixed(2)}`,
    beside,
    pass: limit === null ? null : value <= limit,
  });
  const enough = perWeek >= 10;
  // Where chance alone misses by more than the goal allows, no forecast can meet it.
  const least = (week: number) =>
    `one that is exactly right: ${(floorOf(runs, week) / wapeOf(runs, 'history', week)).toFixed(2)}`;
  return [
    goal('WAPE against static weights, week 2', ratio('static', 2), enough ? 0.6 : null),
    goal('WAPE against static weights, week 10', ratio('static', 10), enough ? 0.4 : null),
    goal('WAPE against the mean of four quarters, week 2', ratio('history', 2), 0.7, least(2)),
    goal('WAPE against the mean of four quarters, week 10', ratio('history', 10), 0.5, least(10)),
    ...[2, 6, 10].map((week) =>
      goal(`WAPE against conversion by stage and week, week ${week}`, ratio('conversion', week), 1),
    ),
    ...[2, 6, 10].map((week) =>
      goal(`WAPE against its floor, week ${week}`, wapeOf(runs, 'auto', week) / floorOf(runs, week), 1.25),
    ),
  ];
}

function pooledGoals(runs: readonly ForecastRun[]): Measure[] {
  const section = 'Forecast: goals over all companies';
  const rows = rowsOf(runs, 'auto');
  const covered = coverage(rows);
  const weekly = [2, 4, 6, 8, 10, 12].map((week) => coverage(rows.filter((row) => row.week === week)));
  const pinball = pinballOf(rows) / pinballOf(rowsOf(runs, 'auto', 'independent'));
  const bias = biasOf(runs, 'auto');
  const deals = runs.flatMap(({ shared }) => shared.deals.filter(({ week }) => week === null));
  const slopes = (method: string) => {
    const found = deals.flatMap((row) =>
      row.method === method && row.calibrationSlope !== null ? [row] : [],
    );
    const n = found.reduce((sum, row) => sum + row.n, 0);
    return found.reduce((sum, row) => sum + row.n * row.calibrationSlope!, 0) / n;
  };
  const slope = slopes('logistic');
  const worst = worstTenth(deals.filter(({ method }) => method === 'logistic'));
  const within = (value: number, low: number, high: number) => value >= low && value <= high;
  const line = (what: string, measured: string, limit: string, pass: boolean, beside = ''): Measure => ({
    section,
    what,
    measured,
    limit,
    beside,
    pass,
  });
  return [
    line(
      '80 % intervals that held',
      percent(covered),
      '75–85 %',
      within(covered, 0.75, 0.85),
      `n ${rows.length}`,
    ),
    line(
      'the same by week of the quarter',
      weekly.map((share) => percent(share)).join(', '),
      '70–90 % each',
      weekly.every((share) => within(share, 0.7, 0.9)),
      'weeks 2, 4, … 12',
    ),
    line(
      'pinball loss against that of independent deals',
      pinball.toFixed(3),
      '≤ 1.02',
      pinball <= 1.02,
      `independent intervals held ${percent(coverage(rowsOf(runs, 'auto', 'independent')))}`,
    ),
    line('bias', percent(bias), '−5–5 %', Math.abs(bias) <= 0.05),
    line(
      'calibration slope of single deals',
      slope.toFixed(2),
      '0.9–1.1',
      within(slope, 0.9, 1.1),
      'logistic',
    ),
    line('largest miss of a tenth of chances, n ≥ 200', percent(worst), '≤ 5 %', worst <= 0.05, 'logistic'),
  ];
}

/** Rows of the quarters that are scored. */
function rowsOf(
  runs: readonly ForecastRun[],
  method: BacktestMethod,
  which: 'shared' | 'independent' = 'shared',
): BacktestRow[] {
  return runs.flatMap((run) => {
    const { rows } = run[which];
    const periods = [...new Set(rows.map((row) => row.period))].sort().slice(-scored);
    return rows.filter((row) => row.method === method && periods.includes(row.period));
  });
}

/** Mean over companies, each by what it won. */
function wapeOf(runs: readonly ForecastRun[], method: BacktestMethod, week: number): number {
  return meanOver(runs, (run) => {
    const rows = rowsOf([run], method).filter((row) => row.week === week);
    return sum(rows, (row) => Math.abs(row.mean - row.actual)) / sum(rows, (row) => row.actual);
  });
}

function floorOf(runs: readonly ForecastRun[], week: number): number {
  return meanOver(runs, (run) => {
    const rows = rowsOf([run], 'auto').filter((row) => row.week === week);
    return sum(rows, (row) => row.floor ?? 0) / sum(rows, (row) => row.actual);
  });
}

function biasOf(runs: readonly ForecastRun[], method: BacktestMethod): number {
  return meanOver(runs, (run) => {
    const rows = rowsOf([run], method);
    return sum(rows, (row) => row.mean - row.actual) / sum(rows, (row) => row.actual);
  });
}

function coverage(rows: readonly BacktestRow[]): number {
  return (
    sum(rows, (row) =>
      row.p10 !== null && row.p90 !== null && row.actual >= row.p10 && row.actual <= row.p90 ? 1 : 0,
    ) / rows.length
  );
}

/** By what was won on average, so that companies of all sizes count. */
function pinballOf(rows: readonly BacktestRow[]): number {
  return sum(rows, (row) => {
    const loss = (quantile: number, share: number) =>
      row.actual >= quantile ? share * (row.actual - quantile) : (1 - share) * (quantile - row.actual);
    return (
      (loss(row.p10 ?? 0, 0.1) + loss(row.p50 ?? 0, 0.5) + loss(row.p90 ?? 0, 0.9)) / Math.max(1, row.actual)
    );
  });
}

function worstTenth(deals: readonly BacktestAnswer['deals'][number][]): number {
  const tenths = Array.from({ length: 10 }, () => ({ n: 0, predicted: 0, observed: 0 }));
  for (const bin of deals.flatMap(({ bins }) => bins)) {
    const tenth = tenths[Math.min(9, Math.floor(bin.predicted * 10))]!;
    tenth.n += bin.n;
    tenth.predicted += bin.n * bin.predicted;
    tenth.observed += bin.n * bin.observed;
  }
  const misses = tenths.flatMap(({ n, predicted, observed }) =>
    n >= 200 ? [Math.abs(predicted - observed) / n] : [],
  );
  return Math.max(0, ...misses);
}

function meanOver(runs: readonly ForecastRun[], of: (run: ForecastRun) => number): number {
  return sum(runs, of) / runs.length;
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
