import { type Choice, chooseMethod } from '#engine/forecast/choose';
import type { Panel } from '#engine/forecast/panel';
import type { Standing } from '#engine/forecast/rolling';
import {
  type CountedPeriod,
  type Grain,
  namedPeriod,
  periodsUpTo,
  weekOf,
  weeksOf,
} from '#engine/forecast/spans';
import { type Compute, computeHere } from '#engine/forecast/tasks';
import type { Connection } from '#engine/query/connection';
import { WeirError } from '#shared/contract/errors';
import type { Progress } from '#shared/contract/methods';
import type { Scope } from '#shared/model/scope';
import type { ForecastSpan } from '#shared/results/forecast';
import { addDays, dayNumber, daysBetween } from '#shared/time/day';
import { fiscalPeriodAt } from '#shared/time/fiscal-periods';
import type { WorkspaceFacts } from '../facts';
import { countHistory, gradeHistory, type History } from './history';
import { type AskedOrigin, type Codes, filterOf, wonList } from './load-origins';
import { loadPanel, openStages, originAt, partField } from './load-panel';

/** What a handler lends to a forecast: where long tasks run, and who hears how far they are. */
export type ForecastContext = { compute: Compute; onProgress: (progress: Progress) => void };

export const forecastHere: ForecastContext = { compute: computeHere, onProgress: () => {} };

/** A forecast before anything is drawn: everything learned for one period as of one day. Kept until the data change. */
export type ForecastModel = {
  span: ForecastSpan;
  asOf: string;
  grain: Grain;
  /** Up to the one that is forecast, which is the last. */
  periods: CountedPeriod[];
  history: History;
  panel: Panel;
  standing: Standing;
  before: Standing[];
  choice: Choice;
  /** Deals won in the period so far. */
  wonDeals: number;
};

/** Models by the facts they were made of, which are new whenever the data are. */
const kept = new WeakMap<WorkspaceFacts, Map<string, Promise<ForecastModel>>>();
const most = 12;

type Asked = Scope & { period?: string | undefined };

/** The model of a period as of a day, made once; errors: `invalid-input` for a period that cannot be read. */
export async function forecastModel(
  connection: Connection,
  facts: WorkspaceFacts,
  asked: Asked,
  context: ForecastContext = forecastHere,
): Promise<ForecastModel> {
  const asOf = asked.asOf ?? facts.asOf;
  const span = spanOf(facts, asked.period, asOf);
  const key = JSON.stringify([span.from, span.to, asOf, asked.where, asked.pipeline]);
  const models = kept.get(facts) ?? new Map<string, Promise<ForecastModel>>();
  kept.set(facts, models);
  const known = await models.get(key)?.catch((error: unknown) => {
    // Another caller stopped it, or ran into what this one may run into again.
    if (connection.signal?.aborted) throw error;
    return undefined;
  });
  if (known) return known;
  if (models.size >= most) models.delete(models.keys().next().value ?? '');
  const made = makeModel(connection, facts, asked, { asOf, span, context });
  models.set(key, made);
  // What failed or was cancelled is made again.
  made.catch(() => models.delete(key));
  return made;
}

type SpanWithGrain = ForecastSpan & { grain: Grain };

/** The period of a name, or the quarter that the day after the as-of day lies in, and where the as-of day stands in it. */
export function spanOf(facts: WorkspaceFacts, period: string | undefined, asOf: string): SpanWithGrain {
  const start = facts.fiscalYearStart;
  const found =
    period === undefined
      ? { ...fiscalPeriodAt(addDays(asOf, 1), 'quarter', start), grain: 'quarter' as const }
      : namedPeriod(period, start, asOf);
  if (!found) {
    throw new WeirError({
      code: 'invalid-input',
      message: `"${period}" is no period.`,
      hint: 'Write 2017-Q4, FY2018-Q1, 2018-01, 2018 or next-90.',
      details: { period },
    });
  }
  const daysLeft = Math.max(0, daysBetween(asOf, found.to));
  return {
    period: found.label,
    grain: found.grain,
    from: found.from,
    to: found.to,
    daysLeft,
    week: weekOf(found, daysLeft),
    weeks: weeksOf(found),
  };
}

async function makeModel(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
  { asOf, span, context }: { asOf: string; span: SpanWithGrain; context: ForecastContext },
): Promise<ForecastModel> {
  context.onProgress({ fraction: 0.05, step: 'Reading deals that were open' });
  const counted = await countHistory(connection, facts, scope, asOf);
  const firstDay = counted.first ?? asOf;
  const last = { label: span.period, from: span.from, to: span.to };
  const periods = periodsUpTo(last, span.grain, facts.fiscalYearStart, dayBefore(firstDay));
  const completed = periods.filter(({ to }) => to <= asOf && to < span.to).length;
  const history: History = {
    ...gradeHistory(facts, counted, completed, span.grain, asOf),
    firstDay,
    open: counted.open,
  };
  const codes = await codesOf(connection, facts);
  const part = await partField(connection, facts);
  const panel = await loadPanel({ connection, facts, scope, history }, periods, span.daysLeft, codes, part);
  context.onProgress({ fraction: 0.5, step: 'Learning from past periods' });
  const standings = await context.compute('roll', { panel, methods: history.methods });
  context.onProgress({ fraction: 0.9, step: 'Drawing what may come' });
  const newest = standings.at(-1)!;
  const current = originAt(periods.at(-1)!, span.daysLeft, false);
  const won = await wonSoFar(connection, facts, scope, current, asOf);
  // Of a period that is over it counts what is known now, not what was known at its end.
  const standing = { ...newest, origin: { ...newest.origin, wonToDate: won.amount } };
  const before = standings.slice(0, -1);
  return {
    span,
    asOf,
    grain: span.grain,
    periods,
    history,
    panel,
    standing,
    before,
    choice: chooseMethod(before, standing),
    wonDeals: won.deals,
  };
}

async function wonSoFar(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
  origin: AskedOrigin,
  asOf: string,
): Promise<{ deals: number; amount: number }> {
  const { sql, params } = filterOf(facts, scope, {});
  return connection.one<{ deals: number; amount: number }>(
    `SELECT count(*)::INTEGER AS deals, coalesce(sum(amount), 0)::DOUBLE AS amount
    FROM weir.forecast_won(${wonList([origin], () => asOf)}${sql})`,
    params,
  );
}

/** Days that the first period may begin before the first day of the data and still count as seen whole. */
const grace = 10;

export function dayBefore(firstDay: string): string {
  return addDays(firstDay, -grace);
}

export async function codesOf(connection: Connection, facts: WorkspaceFacts): Promise<Codes> {
  return { stages: await openStages(connection, facts), parts: new Map(), owners: new Map() };
}

/** Whether the period is over on the as-of day. */
export function isOver(model: ForecastModel): boolean {
  return dayNumber(model.asOf) >= dayNumber(model.span.to);
}
