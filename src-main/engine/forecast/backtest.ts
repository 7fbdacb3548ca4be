import { auc, brier, calibrationLine, logLoss } from '#engine/stats/calibration';
import { wilson } from '#engine/stats/intervals';
import type {
  BacktestRow,
  BacktestSummary,
  CalibrationBin,
  DealScores,
  ForecastMethod,
  ModelMethod,
} from '#shared/results/forecast';
import { type Choice, chooseMethod, meanBy } from './choose';
import { forecastConstants } from './constants';
import { cents, drawsBy, quantileOf, spreadOf } from './distribution';
import { type Halt, neverHalt } from './halt';
import type { Panel } from './panel';
import { rollForward, type Standing } from './rolling';
import { summaries } from './summary';

export type WeekTask = {
  week: number;
  panel: Panel;
  /** Names of periods by their number. */
  labels: readonly string[];
  /** Number of the first period that is tested. */
  first: number;
  /** Methods to list; what `auto` takes is listed beside where it is among them. */
  methods: readonly ForecastMethod[];
  models: readonly ModelMethod[];
  seed: number;
  independent: boolean;
};

/** Chances of single deals with what became of them, over all origins of one week. */
export type Pairs = { method: ModelMethod; week: number; chances: Float64Array; won: Uint8Array };

export type WeekResult = {
  rows: BacktestRow[];
  pairs: Pairs[];
  /** What the newest period was, or would have been, forecast with. */
  choice: Choice | null;
};

/** Every period that is over, forecast at one of its weeks with nothing but what was known then. */
export function testWeek(task: WeekTask, halt: Halt = neverHalt): WeekResult {
  const rows: BacktestRow[] = [];
  const standings = rollForward(task.panel, task.models, halt);
  let choice: Choice | null = null;
  const tested = standings.filter(({ origin }) => origin.period >= task.first && origin.actual !== null);
  for (const standing of tested) {
    const before = standings.slice(0, standings.indexOf(standing));
    choice = chooseMethod(before, standing);
    for (const method of task.methods) {
      const row = rowOf(task, { standing, before, method }, halt);
      if (!row) continue;
      rows.push(row);
      if (method === choice.method) rows.push({ ...row, method: 'auto' });
    }
  }
  const listed = task.models.filter((method) => task.methods.includes(method));
  return { rows, pairs: listed.flatMap((method) => pairsOf(task, tested, method)), choice };
}

/** Scores of all weeks together, of periods and of single deals. */
export function scoreTest({ rows, pairs, seed }: { rows: BacktestRow[]; pairs: Pairs[]; seed: number }): {
  summary: BacktestSummary[];
  deals: DealScores[];
} {
  return { summary: summaries(rows, seed), deals: dealScores(pairs) };
}

type Place = { standing: Standing; before: readonly Standing[]; method: ForecastMethod };

function rowOf(task: WeekTask, { standing, before, method }: Place, halt: Halt): BacktestRow | null {
  const mean = meanBy(standing, method);
  if (mean === null) return null;
  const { origin } = standing;
  const drawn = drawsBy(standing, before, method, {
    draws: forecastConstants.backtestDraws,
    seed: task.seed + 7919 * origin.period + task.week,
    independent: task.independent,
    halt,
  });
  const sorted = drawn ? Float64Array.from(drawn.total).sort() : null;
  const at = (share: number) => (sorted ? cents(quantileOf(sorted, share)) : null);
  return {
    method,
    period: task.labels[origin.period] ?? '',
    week: task.week,
    asOf: origin.day,
    actual: cents(origin.actual ?? 0),
    wonToDate: cents(origin.wonToDate),
    mean: cents(mean),
    p10: at(0.1),
    p25: at(0.25),
    p50: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    floor: sorted ? cents(0.8 * spreadOf(sorted)) : null,
  };
}

function pairsOf({ panel, week }: WeekTask, tested: readonly Standing[], method: ModelMethod): Pairs[] {
  const known = tested.flatMap(({ origin, models }) => {
    const model = models[method];
    return model ? [{ origin, plain: model.plain }] : [];
  });
  const n = known.reduce((sum, { plain }) => sum + plain.length, 0);
  if (n === 0) return [];
  const pairs = { method, week, chances: new Float64Array(n), won: new Uint8Array(n) };
  let at = 0;
  for (const { origin, plain } of known) {
    pairs.chances.set(plain, at);
    pairs.won.set(panel.deals.won.subarray(origin.start, origin.end), at);
    at += plain.length;
  }
  return [pairs];
}

function dealScores(pairs: readonly Pairs[]): DealScores[] {
  const methods = [...new Set(pairs.map(({ method }) => method))];
  return methods.flatMap((method) => {
    const of = pairs.filter((one) => one.method === method);
    const whole = {
      chances: Float64Array.from(of.flatMap(({ chances }) => [...chances])),
      won: Uint8Array.from(of.flatMap(({ won }) => [...won])),
    };
    return [scoresOf(method, null, whole), ...of.map((one) => scoresOf(method, one.week, one))];
  });
}

type Outcomes = Pick<Pairs, 'chances' | 'won'>;

function scoresOf(method: ModelMethod, week: number | null, { chances, won }: Outcomes): DealScores {
  const n = chances.length;
  const wins = won.reduce((sum, one) => sum + one, 0);
  const line = calibrationLine(chances, won);
  const rate = n > 0 ? wins / n : 0;
  return {
    method,
    week,
    n,
    wins,
    brier: n > 0 ? brier(chances, won) : null,
    baseBrier: n > 0 ? rate * (1 - rate) : null,
    logLoss: n > 0 ? logLoss(chances, won) : null,
    auc: auc(chances, won),
    calibrationSlope: line?.slope ?? null,
    calibrationIntercept: line?.intercept ?? null,
    bins: binsOf({ chances, won }),
  };
}

/** Tenths of the scale of chances, those with deals. */
function binsOf({ chances, won }: Outcomes): CalibrationBin[] {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, sum: 0, wins: 0 }));
  chances.forEach((chance, i) => {
    const bin = bins[Math.min(9, Math.floor(chance * 10))]!;
    bin.n += 1;
    bin.sum += chance;
    bin.wins += won[i]!;
  });
  return bins
    .filter(({ n }) => n > 0)
    .map(({ n, sum, wins }) => ({ n, predicted: sum / n, observed: wins / n, ...wilsonOf(wins, n) }));
}

function wilsonOf(wins: number, n: number): { low: number; high: number } {
  const { low, high } = wilson(wins, n, 0.95);
  return { low: low ?? 0, high: high ?? 1 };
}
