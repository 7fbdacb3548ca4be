import { meanBy } from '#engine/forecast/choose';
import { forecastConstants } from '#engine/forecast/constants';
import { cents, outlookOf, quantileOf } from '#engine/forecast/distribution';
import { staticChances } from '#engine/forecast/static';
import type { Drawn, DrawnGroup, DrawTask } from '#engine/forecast/tasks';
import type { Connection } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import {
  type ForecastAnswer,
  type ForecastMethod,
  type ForecastReason,
  type ForecastRow,
  forecastMethods,
  modelMethods,
  type Outlook,
} from '#shared/results/forecast';
import { answer } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { componentsOf } from './components';
import { driversOf, moversOf } from './drivers';
import { fanOf } from './fan';
import { type Groups, groupsOf } from './groups';
import { filterOf, originList } from './load-origins';
import { originAt } from './load-panel';
import { type ForecastContext, type ForecastModel, forecastHere, forecastModel, isOver } from './model';
import { reasonsOf, warningsOf } from './reasons';
import { trackRecord } from './track-record';

type Params = MethodParams<'metric.forecast'>;

/**
 * What will be won in a period, as a distribution: won to date, open deals by their chance of being won before the period
 * ends, and what is still to be created. All groups are sums of the same draws.
 */
export async function forecast(
  connection: Connection,
  facts: WorkspaceFacts,
  params: Params,
  context: ForecastContext = forecastHere,
): Promise<ForecastAnswer> {
  const model = await forecastModel(connection, facts, params, context);
  const { method, instead } = methodOf(model, params.method);
  const chances = chancesOf(model, method);
  const groups = params.by
    ? await groupsOf(connection, facts, { ...params, by: params.by }, model)
    : undefined;
  const booked = method.startsWith('static') ? model.standing.amounts.asOf : model.standing.amounts.booked;
  const movers = moversOf(chances, booked, params.drivers);
  const over = isOver(model);
  const drawn = over
    ? null
    : await context.compute('draw', {
        ...drawTask(model, method, params.seed),
        ...(groups ? { grouping: groups } : {}),
        watch: movers.map(({ place }) => place),
      });
  const { wonToDate } = model.standing.origin;
  const mean = over ? wonToDate : (meanBy(model.standing, method) ?? wonToDate);
  const sorted = drawn?.sorted ?? Float64Array.of(mean);
  const whole = outlookOf(sorted, mean);
  const parts = componentsOf(model, method, chances, booked, mean);
  const { fan, past } = await fanOf(connection, facts, params, model, whole);
  const filter = filterOf(facts, params, {});
  const current = originAt(model.periods.at(-1)!, model.span.daysLeft, false);
  const { target = null } = params;
  return {
    ...answer('forecast', facts, params, {
      n: chances.length,
      rows: rowsOf(model, { whole, drawn, groups, parts, chances, booked }),
      statement: {
        sql: `FROM weir.forecast_open(${originList([current])}${filter.sql})`,
        params: filter.params,
      },
      warnings: warningsOf(model, whole),
    }),
    ...model.span,
    method,
    asked: params.method,
    history: model.history.grade,
    reasons: [...(instead ? [instead] : []), ...reasonsOf(model, method, params.method)],
    seed: params.seed,
    draws: sorted.length,
    wonToDate: cents(wonToDate),
    ...whole,
    sd: cents(drawn?.sd ?? 0),
    target,
    targetProbability: target === null ? null : shareAtLeast(sorted, target),
    components: parts.components,
    drivers: await driversOf(connection, model, movers, drawn?.watched ?? []),
    baselines: over ? [] : baselinesOf(model),
    fan,
    past,
    dots: Array.from({ length: 20 }, (_, i) => cents(quantileOf(sorted, (i + 0.5) / 20))),
    quantiles: Array.from({ length: 199 }, (_, i) => cents(quantileOf(sorted, (i + 1) / 200))),
    trackRecord: trackRecord(model),
    sharedShock:
      modelMethods.flatMap((name) =>
        name === method ? (model.standing.models[name]?.shock ?? []) : [],
      )[0] ?? 0,
    learnedFrom: model.standing.learnedFrom,
  };
}

/** What was asked where the data carry it, else what they do carry, with the reason. */
export function methodOf(
  model: ForecastModel,
  asked: Params['method'],
): { method: ForecastMethod; instead?: ForecastReason } {
  const best = model.history.grade === 'none' ? 'static' : model.choice.method;
  if (asked === 'auto') return { method: best };
  if (meanBy(model.standing, asked) !== null) return { method: asked };
  return {
    method: best,
    instead: {
      code: 'method-not-carried',
      message: `The data do not carry the method "${asked}"; "${best}" is shown.`,
    },
  };
}

/** Chances of the open deals; of a period that is over none are open. */
export function chancesOf(model: ForecastModel, method: ForecastMethod): Float64Array {
  if (isOver(model)) return new Float64Array(0);
  const name = modelMethods.find((one) => one === method);
  const found = name && model.standing.models[name];
  if (found) return found.chances;
  if (method === 'history') return new Float64Array(model.standing.amounts.asOf.length);
  return staticChances(model.panel, model.standing, method === 'static');
}

function drawTask(model: ForecastModel, method: ForecastMethod, seed: number): DrawTask {
  return {
    panel: method.startsWith('static') ? model.panel : null,
    standing: model.standing,
    before: model.before,
    method,
    draws: forecastConstants.draws,
    seed,
  };
}

type Parts = {
  whole: Outlook;
  drawn: Drawn | null;
  groups: Groups | undefined;
  parts: ReturnType<typeof componentsOf>;
  chances: Float64Array;
  booked: Float64Array;
};

function rowsOf(
  model: ForecastModel,
  { whole, drawn, groups, parts, chances, booked }: Parts,
): ForecastRow[] {
  const { wonToDate, wonDeals, openAmount, openMean, newMean, openDeals } = parts.sums;
  if (!groups) {
    return [
      {
        key: null,
        ...whole,
        wonToDate,
        wonDeals,
        openDeals,
        openAmount,
        openMean,
        newMean,
        sd: cents(drawn?.sd ?? 0),
      },
    ];
  }
  const { asOf } = model.standing.amounts;
  const amount = new Float64Array(groups.groups);
  const open = new Float64Array(groups.groups);
  const deals = new Int32Array(groups.groups);
  groups.deals.subarray(0, chances.length).forEach((g, k) => {
    amount[g]! += asOf[k]!;
    open[g]! += chances[k]! * booked[k]!;
    deals[g]! += 1;
  });
  const won = spreadCents(groups.wonToDate, wonToDate);
  const opens = spreadCents(open, openMean);
  const fresh = spreadCents(
    groups.newShare.map((share) => share * newMean),
    newMean,
  );
  const amounts = spreadCents(amount, openAmount);
  return groups.keys.map((key, g) => {
    const of = drawn?.groups[g] ?? alongWhole(whole, wonToDate, won[g]!, groups.newShare[g]!);
    return {
      key,
      mean: cents(won[g]! + opens[g]! + fresh[g]!),
      p10: cents(of.p10),
      p25: cents(of.p25),
      p50: cents(of.p50),
      p75: cents(of.p75),
      p90: cents(of.p90),
      wonToDate: won[g]!,
      wonDeals: groups.wonDeals[g]!,
      openDeals: deals[g]!,
      openAmount: amounts[g]!,
      openMean: opens[g]!,
      newMean: fresh[g]!,
      sd: cents(of.sd),
    };
  });
}

/** Of methods that draw no deals: the group's share of what the whole adds to what is won. */
function alongWhole(whole: Outlook, wonToDate: number, won: number, share: number): DrawnGroup {
  const at = (value: number) => won + share * (value - wonToDate);
  return {
    p10: at(whole.p10),
    p25: at(whole.p25),
    p50: at(whole.p50),
    p75: at(whole.p75),
    p90: at(whole.p90),
    sd: 0,
  };
}

/** Parts to the cent that add up to the whole to the cent: what rounding leaves goes to the largest remainders. */
export function spreadCents(parts: ArrayLike<number>, whole: number): number[] {
  const exact = Array.from(parts, (part) => part * 100);
  const down = exact.map(Math.floor);
  let left = Math.round(whole * 100) - down.reduce((sum, part) => sum + part, 0);
  const order = exact
    .map((part, i) => ({ i, rest: part - Math.floor(part) }))
    .sort((a, b) => b.rest - a.rest);
  for (let k = 0; left !== 0 && order.length > 0; k += 1) {
    const step = Math.sign(left);
    down[order[k % order.length]!.i]! += step;
    left -= step;
  }
  return down.map((part) => cents(part / 100));
}

function shareAtLeast(sorted: Float64Array, target: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < target) low = middle + 1;
    else high = middle;
  }
  return (sorted.length - low) / sorted.length;
}

function baselinesOf(model: ForecastModel): ForecastAnswer['baselines'] {
  return forecastMethods.flatMap((method) => {
    const value = meanBy(model.standing, method);
    return value === null ? [] : [{ method, value: cents(value) }];
  });
}
