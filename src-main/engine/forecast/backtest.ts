import { auc, brier, calibrationLine, logLoss } from '#engine/stats/calibration';
import { wilson } from '#engine/stats/intervals';
import {
  type BacktestRow,
  type BacktestSummary,
  type CalibrationBin,
  type DealScores,
  type ForecastMethod,
  type ModelMethod,
  modelMethods,
} from '#shared/results/forecast';
import { type Choice, chooseMethod, meanBy } from './choose';
import { forecastConstants } from './constants';
import { cents, drawsBy, quantileOf, spreadOf } from './distribution';
import type { Panel } from './panel';
import { rollForward, type Standing } from './rolling';
import { summaries } from './summary';

export type WeekPanel = { week: number; panel: Panel };

export type BacktestTask = {
  weeks: readonly WeekPanel[];
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

export type BacktestResult = {
  rows: BacktestRow[];
  summary: BacktestSummary[];
  deals: DealScores[];
  /** What the newest period would have been, or is, forecast with at each week. */
  choices: { week: number; choice: Choice }[];
};

/** Chances of single deals with what became of them, over all origins of one week. */
type Pairs = { chances: number[]; won: number[] };

/** Every period that is over, forecast at each of the weeks with nothing but what was known then. */
export function backtest(task: BacktestTask): BacktestResult {
  const rows: BacktestRow[] = [];
  const pairs = new Map<ModelMethod, Map<number, Pairs>>();
  const choices: BacktestResult['choices'] = [];
  for (const { week, panel } of task.weeks) {
    const standings = rollForward(panel, task.models);
    standings.forEach((standing, i) => {
      const before = standings.slice(0, i);
      if (standing.origin.period < task.first || standing.origin.actual === null) return;
      const choice = chooseMethod(before, standing);
      if (i === standings.length - 1) choices.push({ week, choice });
      for (const method of task.methods) {
        const row = rowOf(task, { week, standing, before, method });
        if (!row) continue;
        rows.push(row);
        if (method === choice.method) rows.push({ ...row, method: 'auto' });
      }
      collectPairs(pairs, panel, standing, week);
    });
  }
  rows.sort((a, b) => a.method.localeCompare(b.method) || a.asOf.localeCompare(b.asOf));
  return { rows, summary: summaries(rows, task.seed), deals: dealScores(pairs, task.methods), choices };
}

type Place = { week: number; standing: Standing; before: readonly Standing[]; method: ForecastMethod };

function rowOf(task: BacktestTask, { week, standing, before, method }: Place): BacktestRow | null {
  const mean = meanBy(standing, method);
  if (mean === null) return null;
  const { origin } = standing;
  const drawn = drawsBy(standing, before, method, {
    draws: forecastConstants.backtestDraws,
    seed: task.seed + 7919 * origin.period + week,
    independent: task.independent,
  });
  const sorted = drawn ? Float64Array.from(drawn.total).sort() : null;
  const at = (share: number) => (sorted ? cents(quantileOf(sorted, share)) : null);
  return {
    method,
    period: task.labels[origin.period] ?? '',
    week,
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

function collectPairs(
  all: Map<ModelMethod, Map<number, Pairs>>,
  { deals }: Panel,
  standing: Standing,
  week: number,
): void {
  for (const method of modelMethods) {
    const model = standing.models[method];
    if (!model) continue;
    const weeks = all.get(method) ?? new Map<number, Pairs>();
    const pairs = weeks.get(week) ?? { chances: [], won: [] };
    weeks.set(week, pairs);
    all.set(method, weeks);
    for (let k = 0; k < model.plain.length; k += 1) {
      pairs.chances.push(model.plain[k]!);
      pairs.won.push(deals.won[standing.origin.start + k]!);
    }
  }
}

function dealScores(
  all: Map<ModelMethod, Map<number, Pairs>>,
  methods: readonly ForecastMethod[],
): DealScores[] {
  return [...all]
    .filter(([method]) => methods.includes(method))
    .flatMap(([method, weeks]) => {
      const whole: Pairs = {
        chances: [...weeks.values()].flatMap(({ chances }) => chances),
        won: [...weeks.values()].flatMap(({ won }) => won),
      };
      return [
        scoresOf(method, null, whole),
        ...[...weeks].map(([week, pairs]) => scoresOf(method, week, pairs)),
      ];
    });
}

function scoresOf(method: ModelMethod, week: number | null, { chances, won }: Pairs): DealScores {
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
function binsOf({ chances, won }: Pairs): CalibrationBin[] {
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
