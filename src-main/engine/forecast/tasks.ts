import type { ModelMethod } from '#shared/results/forecast';
import { scoreTest, testWeek } from './backtest';
import { drawsBy, quantileOf, spreadOf } from './distribution';
import { type Halt, neverHalt } from './halt';
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
export const computeHere: Compute = async (name, input) => runTask(name, input, neverHalt);

/** Runs a task to its end, or up to where `halt` throws. */
export function runTask<N extends TaskName>(
  name: N,
  input: Parameters<ForecastTasks[N]>[0],
  halt: Halt,
): ReturnType<ForecastTasks[N]> {
  const run = forecastTasks[name] as (of: typeof input, halt: Halt) => unknown;
  return run(input, halt) as ReturnType<ForecastTasks[N]>;
}

/** Every origin in turn, the last one with all its deals; of those before only what they came to is kept. */
function roll(
  { panel, methods }: { panel: Panel; methods: readonly ModelMethod[] },
  halt: Halt = neverHalt,
): Standing[] {
  const none = new Float64Array(0);
  const standings = rollForward(panel, methods, halt);
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
function draw(task: DrawTask, halt: Halt = neverHalt): Drawn | null {
  const draws = drawsOf(task, halt);
  if (!draws) return null;
  const width = task.grouping?.groups ?? 0;
  return {
    sorted: Float64Array.from(draws.total).sort(),
    sd: spreadOf(draws.total),
    groups: Array.from({ length: draws.groups ? width : 0 }, (_, g) =>
      drawnGroup(Float64Array.from({ length: draws.n }, (__, d) => draws.groups![d * width + g]!)),
    ),
    watched: [...draws.watched].map(([deal, values]) => ({ deal, ...lowsOf(draws, values) })),
  };
}

function drawsOf({ panel, standing, before, method, ...given }: DrawTask, halt: Halt): Draws | null {
  const options = { ...given, halt };
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

/**
 * P10 of the total where one deal is lost in every draw, and where it is won in every draw, for what it brings on average when it is.
 * All else stays as it was drawn: in the draws that it happens to be won in, others are won more often, too, by the shared shock.
 */
function lowsOf(
  draws: Draws,
  values: Float64Array,
): Pick<Drawn['watched'][number], 'p10IfLost' | 'p10IfWon'> {
  const wins = values.reduce((n, value) => (value === 0 ? n : n + 1), 0);
  if (wins === 0) return { p10IfLost: null, p10IfWon: null };
  const usual = values.reduce((sum, value) => sum + value, 0) / wins;
  const low = (brings: (value: number) => number) =>
    quantileOf(draws.total.map((total, d) => total - values[d]! + brings(values[d]!)).sort(), 0.1);
  return { p10IfLost: low(() => 0), p10IfWon: low((value) => (value === 0 ? usual : value)) };
}
