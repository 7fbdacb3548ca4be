import type { ForecastMethod, ModelMethod } from '#shared/results/forecast';
import { ageChances } from './age';
import { type Amounts, learnAmounts } from './amounts';
import { cellChances } from './cells';
import { forecastConstants } from './constants';
import { conversionChances } from './conversion';
import { type Halt, neverHalt } from './halt';
import { carriesLandmark, landmarkChances } from './landmark';
import { learnNewBusiness, type NewBusiness } from './new-business';
import { adjustByOwner } from './owner-adjustment';
import { type Origin, type Panel, type Slice, thinned } from './panel';
import { type PastError, sharedShock } from './shock';
import { calibrateByValue } from './value-calibration';

/** What one method says of one origin, before anything is drawn. */
export type ModelPoint = {
  method: ModelMethod;
  /** Of each open deal, calibrated by value. */
  chances: Float64Array;
  /** The same as they hold for counts of deals. */
  plain: Float64Array;
  mean: number;
  openMean: number;
  /** Variance with all deals independent, and how far the mean moves with the shared shock. */
  variance: number;
  sensitivity: number;
  shock: number;
};

/** All that is known at one origin: models, baselines, amounts and new business. */
export type Standing = {
  origin: Origin;
  /** Completed periods it learned from. */
  learnedFrom: number;
  amounts: Amounts;
  fresh: NewBusiness;
  models: Partial<Record<ModelMethod, ModelPoint>>;
  baselines: Partial<Record<ForecastMethod, number>>;
};

/**
 * Goes through the origins in order of time; each is forecast with nothing but the periods that were over by then. The errors
 * made on the way tell how far deals move together, and which method is to be trusted.
 */
export function rollForward(
  panel: Panel,
  methods: readonly ModelMethod[],
  halt: Halt = neverHalt,
): Standing[] {
  const errors: Partial<Record<ModelMethod, TimedError[]>> = {};
  return panel.origins.map((origin, i) => {
    halt();
    const past = panel.origins.slice(0, i).filter((other) => other.to <= origin.day);
    const standing = standingAt(panel, methods, past, origin);
    for (const model of Object.values(standing.models)) {
      const known = errors[model.method] ?? [];
      model.shock = sharedShock(seasoned(known.filter(({ to }) => to <= origin.day)), standing.learnedFrom);
      errors[model.method] = known;
      if (origin.actual === null) continue;
      known.push({
        to: origin.to,
        learnedFrom: standing.learnedFrom,
        error: origin.actual - model.mean,
        variance: model.variance,
        sensitivity: model.sensitivity,
      });
    }
    return standing;
  });
}

type TimedError = PastError & { to: string; learnedFrom: number };

/** The last errors; those made when there was hardly anything to learn from say nothing of now, where there are others. */
function seasoned(errors: readonly TimedError[]): TimedError[] {
  const { logisticPeriods, forecastPeriods } = forecastConstants;
  const good = errors.filter(({ learnedFrom }) => learnedFrom >= logisticPeriods);
  return (good.length > 0 ? good : errors).slice(-forecastPeriods);
}

/** All that is known at one origin, learned from those before it. */
export function standingAt(
  panel: Panel,
  methods: readonly ModelMethod[],
  past: readonly Origin[],
  origin: Origin,
): Standing {
  const learned = past.slice(-forecastConstants.forecastPeriods);
  const train = slicesOf(learned, origin);
  const recent = learned.slice(-forecastConstants.conversionPeriods);
  const around = slicesOf(
    panel.neighbours.filter((other) => recent.some(({ period }) => period === other.period)),
    origin,
  );
  const amounts = learnAmounts(panel, train, origin);
  const fresh = learnNewBusiness(past, origin.season);
  const models: Standing['models'] = {};
  if (learned.length >= forecastConstants.fewestPeriods) {
    const chances = chancesBy(panel, methods, { train, around, learned, booked: amounts.booked }, origin);
    for (const [method, values] of chances) {
      models[method] = pointOf(method, values, { origin, amounts, fresh });
    }
  }
  return {
    origin,
    learnedFrom: learned.length,
    amounts,
    fresh,
    models,
    baselines: baselinesOf(panel, past, origin, amounts),
  };
}

function slicesOf(origins: readonly Origin[], now: Origin): Slice[] {
  return origins.map(({ start, end, period }) => ({
    start,
    end,
    weight: forecastConstants.forecastMemory ** (now.period - period - 1),
  }));
}

type Chances = Pick<ModelPoint, 'chances' | 'plain'>;
type Learning = { train: Slice[]; around: Slice[]; learned: readonly Origin[]; booked: Float64Array };

function chancesBy(
  panel: Panel,
  methods: readonly ModelMethod[],
  { train, around, learned, booked }: Learning,
  origin: Origin,
): Map<ModelMethod, Chances> {
  const chances = new Map<ModelMethod, Chances>();
  const asks = (method: ModelMethod) => methods.includes(method);
  const byValue = (given: { chances: Float64Array; fitted: Float64Array }, slices: readonly Slice[]) => ({
    plain: given.chances,
    chances: adjustByOwner(panel, slices, given.fitted, origin, {
      chances: calibrateByValue(panel, slices, given.fitted, origin, given.chances),
      booked,
    }),
  });
  if (asks('conversion') || asks('ensemble')) {
    const recent = train.slice(-forecastConstants.conversionPeriods);
    chances.set('conversion', alike(conversionChances(panel, recent, around, origin)));
  }
  if (asks('cells') || asks('ensemble')) {
    const lean = thinned(train, forecastConstants.trainedRows);
    chances.set('cells', byValue(cellChances(panel, lean, origin), lean));
  }
  if (asks('logistic') || asks('ensemble')) {
    const wide = learned.length < forecastConstants.fewPeriods ? [...train, ...around] : train;
    const more = thinned(wide, forecastConstants.trainedRows);
    if (carriesLandmark(panel, train, learned.length)) {
      chances.set('logistic', byValue(landmarkChances(panel, more, origin), more));
    }
  }
  if (asks('age') && panel.lives) chances.set('age', alike(ageChances(panel, panel.lives, origin)));
  if (asks('ensemble') && chances.size > 1) chances.set('ensemble', meanOf([...chances.values()]));
  return new Map([...chances].filter(([method]) => asks(method)));
}

function alike(chances: Float64Array): Chances {
  return { chances, plain: chances };
}

function meanOf(all: readonly Chances[]): Chances {
  const mean = (of: (one: Chances) => Float64Array) =>
    of(all[0]!).map((_, i) => all.reduce((sum, one) => sum + of(one)[i]!, 0) / all.length);
  return { chances: mean((one) => one.chances), plain: mean((one) => one.plain) };
}

/** Mean and variance of what a method says, and how far the shared shock moves it. */
function pointOf(
  method: ModelMethod,
  { chances, plain }: Chances,
  { origin, amounts, fresh }: Pick<Standing, 'origin' | 'amounts' | 'fresh'>,
): ModelPoint {
  const { booked, ratioSquare } = amounts;
  const { scale } = origin;
  let openMean = 0;
  let squares = 0;
  let squaredMeans = 0;
  let sensitivity = 0;
  for (let i = 0; i < chances.length; i += 1) {
    const p = chances[i]!;
    const a = booked[i]!;
    openMean += p * a;
    squares += p * ratioSquare * a * a;
    squaredMeans += (p * a) ** 2;
    sensitivity += p * (1 - p) * a;
  }
  openMean *= scale;
  return {
    method,
    chances,
    plain,
    openMean,
    mean: origin.wonToDate + openMean + fresh.mean,
    // Of the deals themselves, and of looking at one of so many: scale × (scale − 1) × Σ (p a)².
    variance: scale * (squares - squaredMeans) + scale * (scale - 1) * squaredMeans + fresh.variance,
    sensitivity: scale * sensitivity + forecastConstants.shockNew * fresh.mean,
    shock: 0,
  };
}

/** Forecasts that learn nothing of deals: the CRM's percentages, and the mean of the last four periods. */
function baselinesOf(
  panel: Panel,
  past: readonly Origin[],
  origin: Origin,
  { asOf }: Amounts,
): Standing['baselines'] {
  const { deals, stages } = panel;
  // Where no deal has a close date, all count as due.
  const isDated = deals.due.some((due) => due === 1);
  let due = 0;
  let all = 0;
  for (let k = 0; k < asOf.length; k += 1) {
    const row = origin.start + k;
    const value = origin.scale * stages[deals.stage[row]!]!.staticChance * asOf[k]!;
    all += value;
    if (deals.due[row] || !isDated) due += value;
  }
  const last = past.slice(-4).flatMap(({ actual }) => (actual === null ? [] : [actual]));
  return {
    static: origin.wonToDate + due,
    'static-all': origin.wonToDate + all,
    ...(last.length > 0 ? { history: last.reduce((sum, value) => sum + value, 0) / last.length } : {}),
  };
}
