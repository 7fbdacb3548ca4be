import type { Pairs } from '#engine/forecast/backtest';
import { forecastConstants } from '#engine/forecast/constants';
import type { Panel } from '#engine/forecast/panel';
import { type CountedPeriod, periodsUpTo, weeksOf } from '#engine/forecast/spans';
import type { Connection } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import {
  type BacktestAnswer,
  type BacktestRow,
  type ForecastMethod,
  forecastMethods,
} from '#shared/results/forecast';
import { daysBetween } from '#shared/time/day';
import { fiscalPeriodAt } from '#shared/time/fiscal-periods';
import { answer } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { countHistory, gradeHistory, type History } from './history';
import { loadOrigins, originList } from './load-origins';
import { loadLives, originAt, partField, thinning } from './load-panel';
import { codesOf, dayBefore, type ForecastContext, forecastHere } from './model';

type Params = MethodParams<'metric.backtest'>;

/** Weeks of a quarter and of a month from whose ends periods are forecast. */
const testedWeeks = { quarter: [2, 4, 6, 8, 10, 12], month: [1, 2, 3] } as const;

/** Every completed period, forecast from several of its weeks with what was known then, and how that compares with what came. */
export async function backtest(
  connection: Connection,
  facts: WorkspaceFacts,
  params: Params,
  context: ForecastContext = forecastHere,
): Promise<BacktestAnswer> {
  const asOf = params.asOf ?? facts.asOf;
  const counted = await countHistory(connection, facts, params, asOf);
  const firstDay = counted.first ?? asOf;
  const start = facts.fiscalYearStart;
  const all = periodsUpTo(
    fiscalPeriodAt(asOf, params.grain, start),
    params.grain,
    start,
    dayBefore(firstDay),
  );
  const periods = all.filter(({ to }) => to <= asOf);
  const graded = gradeHistory(facts, counted, periods.length, params.grain, asOf);
  const history: History = { ...graded, firstDay, open: counted.open };
  const first = periods.length < forecastConstants.fewPeriods ? 2 : forecastConstants.firstTested;
  const rows: BacktestRow[] = [];
  const pairs: Pairs[] = [];
  const choices: ForecastMethod[] = [];
  const weeks = testedWeeks[params.grain];
  // A week at a time, so that memory holds the deals of one.
  for (const [i, week] of weeks.entries()) {
    context.onProgress({
      fraction: i / (weeks.length + 1),
      step: `Forecasting past ${params.grain}s from week ${week}`,
    });
    const panel = await weekPanel(connection, facts, params, { periods, history, week });
    if (!panel) continue;
    const tested = await context.compute('testWeek', {
      week,
      panel,
      labels: periods.map(({ label }) => label),
      first,
      methods: params.methods ?? shownMethods(history),
      models: history.methods,
      seed: params.seed,
      independent: params.independent,
    });
    rows.push(...tested.rows);
    pairs.push(...tested.pairs);
    if (tested.choice) choices.push(tested.choice.method);
  }
  context.onProgress({ fraction: weeks.length / (weeks.length + 1), step: 'Scoring' });
  rows.sort((a, b) => (a.method === b.method ? byText(a.asOf, b.asOf) : byText(a.method, b.method)));
  const { summary, deals } = await context.compute('scoreTest', { rows, pairs, seed: params.seed });
  const tested = new Set(rows.map((row) => row.period)).size;
  return {
    ...answer('backtest', facts, params, {
      n: rows.length,
      rows,
      statement: {
        sql: `FROM weir.forecast_open(${originList(periods.slice(-1).map((period) => originAt(period, 7, true)))})`,
        params: {},
      },
      warnings:
        tested > 0
          ? []
          : [
              {
                code: 'nothing-tested',
                message: `${periods.length} completed ${params.grain}s are too few: forecasts are tested from the third on.`,
              },
            ],
    }),
    grain: params.grain,
    history: history.grade,
    reasons: history.reasons,
    summary,
    deals,
    winner: winnerOf(choices),
    periods: periods.length,
    tested,
  };
}

/** Every method the grade of history carries, beside the simple ones. */
function shownMethods(history: History): ForecastMethod[] {
  return forecastMethods.filter(
    (method) =>
      method === 'static' ||
      method === 'static-all' ||
      method === 'history' ||
      history.methods.some((name) => name === method),
  );
}

type Loading = { periods: CountedPeriod[]; history: History; week: number };

/** What is known at one week of all periods; null where the data begin later than that in each. */
async function weekPanel(
  connection: Connection,
  facts: WorkspaceFacts,
  params: Params,
  { periods, history, week }: Loading,
): Promise<Panel | null> {
  const part = await partField(connection, facts);
  const codes = await codesOf(connection, facts);
  const origins = periods
    .map((period) => originAt(period, 7 * (weeksOf(period) - week), true))
    .filter(({ day }) => daysBetween(history.firstDay, day) >= 0);
  if (origins.length === 0) return null;
  const { oneOf, near } = thinning(history, origins, origins);
  const { deals, origins: loaded } = await loadOrigins(connection, facts, params, [...origins, ...near], {
    codes,
    partField: part,
    oneOf,
  });
  return {
    deals,
    stages: codes.stages,
    parts: codes.parts.size,
    owners: codes.owners.size,
    origins: loaded.slice(0, origins.length),
    neighbours: loaded.slice(origins.length),
    valued: history.valued,
    ...(history.grade === 'dates'
      ? { lives: await loadLives({ connection, facts, scope: params, history }, codes, part) }
      : {}),
  };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The method most often taken over the weeks; the first of those where several are. */
function winnerOf(methods: readonly ForecastMethod[]): ForecastMethod {
  const count = (method: ForecastMethod) => methods.filter((other) => other === method).length;
  return [...methods].sort((a, b) => count(b) - count(a))[0] ?? 'static';
}
