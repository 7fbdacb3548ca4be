import { meanBy } from '#engine/forecast/choose';
import type { Connection } from '#engine/query/connection';
import type { Scope } from '#shared/model/scope';
import type { ForecastMethod } from '#shared/results/forecast';
import type { WorkspaceFacts } from '../facts';
import { chancesOf, methodOf } from '../forecast/forecast';
import { filterOf, wonList } from '../forecast/load-origins';
import { originAt } from '../forecast/load-panel';
import { type ForecastContext, type ForecastModel, forecastModel } from '../forecast/model';

/** A forecast deal by deal: what each open one is counted for, what was won, and what is still to come. */
export type DealStanding = {
  model: ForecastModel;
  method: ForecastMethod;
  /** Of each open deal; the columns stand side by side. */
  keys: Int32Array;
  stages: Int32Array;
  due: Uint8Array;
  chances: Float64Array;
  /** What it brings on average when it is won. */
  booked: Float64Array;
  /** Its amount as models see it. */
  amounts: Float64Array;
  mean: number;
  wonToDate: number;
  /** What is expected beyond deals that are won or open. */
  newMean: number;
};

type Asked = Scope & { period?: string | undefined };

/** The forecast of a period as of a day by its deals, by the method that is asked for or the one in use. */
export async function dealStanding(
  connection: Connection,
  facts: WorkspaceFacts,
  asked: Asked,
  context: ForecastContext,
  method: ForecastMethod | 'auto' = 'auto',
): Promise<DealStanding> {
  const model = await forecastModel(connection, facts, asked, context);
  const used = methodOf(model, method).method;
  const { standing, panel } = model;
  const { origin, amounts } = standing;
  const chances = chancesOf(model, used);
  const booked = used.startsWith('static') ? amounts.asOf : amounts.booked;
  const mean = meanBy(standing, used) ?? origin.wonToDate;
  // Of a period that is over no deal is open any more.
  const end = origin.start + chances.length;
  const rows = <T extends Int32Array | Uint8Array>(column: T) => column.slice(origin.start, end) as T;
  const open = chances.reduce((sum, chance, i) => sum + chance * booked[i]!, 0);
  return {
    model,
    method: used,
    keys: rows(panel.deals.key),
    stages: rows(panel.deals.stage),
    due: rows(panel.deals.due),
    chances,
    booked,
    amounts: amounts.asOf,
    mean,
    wonToDate: origin.wonToDate,
    newMean: mean - origin.wonToDate - open,
  };
}

/** What each deal brought that was won in the period up to the as-of day, by its key. */
export async function wonByDeal(
  connection: Connection,
  facts: WorkspaceFacts,
  asked: Asked,
  model: ForecastModel,
): Promise<Map<number, number>> {
  const current = model.periods.at(-1);
  if (!current) return new Map();
  const origin = originAt(current, model.span.daysLeft, false);
  const { sql, params } = filterOf(facts, asked, {});
  const rows = await connection.all<{ key: number; amount: number }>(
    `SELECT key, sum(amount)::DOUBLE AS amount
    FROM weir.forecast_won(${wonList([origin], () => model.asOf)}${sql}) GROUP BY key`,
    params,
  );
  return new Map(rows.map(({ key, amount }) => [key, amount]));
}
