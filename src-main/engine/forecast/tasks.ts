import type { ModelMethod } from '#shared/results/forecast';
import { scoreTest, testWeek } from './backtest';
import { drawsBy, quantileOf, spreadOf } from './distribution';
import { chancesOtherwise } from './other-dates';
import type { Panel } from './panel';
import { rollForward, type Standing } from './rolling';
import type { Draws, Grouping } from './simulate';
import { staticChances, staticDraws } from './static';

/**
 * The parts of a forecast that take time, as functions of plain data, so that they can run in a worker: what goes in and
 * comes out is columns and numbers.
 */
export const forecastTasks = { roll, draw, testWeek, scoreTest, otherwise: chancesOtherwise } as const;
export type ForecastTasks = typeof forecastTasks;
export type TaskName = keyof ForecastTasks;

/** Runs a task here or in a worker. */
export type Compute = <N extends TaskName>(
  name: N,
  input: Parameters<ForecastTasks[N]>[0],
) => Promise<ReturnType<ForecastTasks[N]>>;

/** Runs tasks where they are asked for. */
export const computeHere: Compute = async (name, input) => {
  const run: (of: typeof input) => unknown = forecastTasks[name] as (of: typeof input) => unknown;
  return run(input) as ReturnType<ForecastTasks[typeof name]>;
};

/** Every origin in turn, the last one with all its deals; of those before only what they came to is kept. */
function roll({ panel, methods }: { panel: Panel; methods: readonly ModelMethod[] }): Standing[] {
  const none = new Float64Array(0);
  const standings = rollForward(panel, methods);
  return standings.map((standing, i) => {
    if (i === standings.length - 1) return standing;
    const models = Object.fromEntries(
      Object.entries(standing.models).map(([name, model]) => [
        name,
        { ...model, chances: none, plain: none },
      ]),
    );
    return {
      ...standing,
      models,
      amounts: { asOf: none, booked: none, ratios: none, ratioSquare: 1 },
      fresh: { ...standing.fresh, pool: none, from: new Int32Array(0) },
    };
  });
}

export type DrawTask = {
  /** Needed for percentages of the CRM alone. */
  panel: Panel | null;
  standing: Standing;
  before: readonly Standing[];
  method: Parameters<typeof drawsBy>[2];
  draws: number;
  seed: number;
  grouping?: Grouping;
  watch?: readonly number[];
};

export type DrawnGroup = { p10: number; p25: number; p50: number; p75: number; p90: number; sd: number };

export type Drawn = {
  /** Draws of the total, ascending. */
  sorted: Float64Array;
  sd: number;
  groups: DrawnGroup[];
  watched: { deal: number; p10IfLost: number | null; p10IfWon: number | null }[];
};

/** The distribution of the total and of its groups, and what single deals do to it; null for methods that are a point. */
function draw(task: DrawTask): Drawn | null {
  const draws = drawsOf(task);
  if (!draws) return null;
  const width = task.grouping?.groups ?? 0;
  return {
    sorted: Float64Array.from(draws.total).sort(),
    sd: spreadOf(draws.total),
    groups: Array.from({ length: draws.groups ? width : 0 }, (_, g) =>
      drawnGroup(Float64Array.from({ length: draws.n }, (__, d) => draws.groups![d * width + g]!)),
    ),
    watched: [...draws.watched].map(([deal, won]) => ({
      deal,
      p10IfLost: lowOf(draws, won, 0),
      p10IfWon: lowOf(draws, won, 1),
    })),
  };
}

function drawsOf({ panel, standing, before, method, ...options }: DrawTask): Draws | null {
  if (panel && (method === 'static' || method === 'static-all')) {
    return staticDraws(panel, standing, staticChances(panel, standing, method === 'static'), {
      ...options,
      grouping: options.grouping,
    });
  }
  return drawsBy(standing, before, method, options);
}

function drawnGroup(values: Float64Array): DrawnGroup {
  const sd = spreadOf(values);
  const sorted = values.sort();
  const at = (share: number) => quantileOf(sorted, share);
  return { p10: at(0.1), p25: at(0.25), p50: at(0.5), p75: at(0.75), p90: at(0.9), sd };
}

/** Fewer draws than this say nothing of a tenth of them. */
const fewestDraws = 50;

function lowOf(draws: Draws, won: Uint8Array, as: 0 | 1): number | null {
  const chosen = draws.total.filter((_, d) => won[d] === as);
  return chosen.length < fewestDraws ? null : quantileOf(chosen.sort(), 0.1);
}
