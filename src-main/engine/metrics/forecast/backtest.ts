import { forecastConstants } from '#engine/forecast/constants';
import type { Panel } from '#engine/forecast/panel';
import { type CountedPeriod, periodOf, periodsUpTo, weeksOf } from '#engine/forecast/spans';
import type { Connection } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import { type BacktestAnswer, type ForecastMethod, forecastMethods } from '#shared/results/forecast';
import { daysBetween } from '#shared/time/day';
import { answer } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { countHistory, gradeHistory, type History } from './history';
import { loadOrigins, originList } from './load-origins';
import { loadLives, neighboursOf, originAt, partField } from './load-panel';
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
  const all = periodsUpTo(periodOf(asOf, params.grain, start), params.grain, start, dayBefore(firstDay));
  const periods = all.filter(({ to }) => to <= asOf);
  const graded = gradeHistory(facts, counted, periods.length, params.grain);
  const history: History = { ...graded, firstDay };
  const first = periods.length < forecastConstants.fewPeriods ? 2 : forecastConstants.firstTested;
  const weeks = await loadWeeks(connection, facts, params, { periods, history, context });
  context.onProgress({ fraction: 0.4, step: 'Forecasting past periods' });
  const result = await context.compute('backtest', {
    weeks,
    labels: periods.map(({ label }) => label),
    first,
    methods: params.methods ?? shownMethods(history),
    models: history.methods,
    seed: params.seed,
    independent: params.independent,
  });
  const tested = new Set(result.rows.map((row) => row.period)).size;
  return {
    ...answer('backtest', facts, params, {
      n: result.rows.length,
      rows: result.rows,
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
    summary: result.summary,
    deals: result.deals,
    winner: winnerOf(result.choices.map(({ choice }) => choice.method)),
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

type Loading = { periods: CountedPeriod[]; history: History; context: ForecastContext };

/** The panel of each tested week; all of a week come at once, so that memory holds one week of a large company at a time. */
async function loadWeeks(
  connection: Connection,
  facts: WorkspaceFacts,
  params: Params,
  { periods, history, context }: Loading,
) {
  const part = await partField(connection, facts);
  const weeks: { week: number; panel: Panel }[] = [];
  for (const [i, week] of testedWeeks[params.grain].entries()) {
    context.onProgress({
      fraction: (0.4 * i) / testedWeeks[params.grain].length,
      step: 'Reading deals that were open',
    });
    const codes = await codesOf(connection, facts);
    const origins = periods
      .map((period) => originAt(period, 7 * (weeksOf(period) - week), true))
      .filter(({ day }) => daysBetween(history.firstDay, day) >= 0);
    if (origins.length === 0) continue;
    const near = origins.flatMap((origin) =>
      neighboursOf([origin], daysBetween(origin.day, origin.period.to), history.firstDay),
    );
    const { deals, origins: loaded } = await loadOrigins(connection, facts, params, [...origins, ...near], {
      codes,
      partField: part,
      oneOf: 1,
    });
    const panel: Panel = {
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
    weeks.push({ week, panel });
  }
  return weeks;
}

/** The method most often taken over the weeks; the first of those where several are. */
function winnerOf(methods: readonly ForecastMethod[]): ForecastMethod {
  const count = (method: ForecastMethod) => methods.filter((other) => other === method).length;
  return [...methods].sort((a, b) => count(b) - count(a))[0] ?? 'static';
}
