import { forecastConstants } from '#engine/forecast/constants';
import type { Grouping } from '#engine/forecast/simulate';
import type { Connection } from '#engine/query/connection';
import type { Scope } from '#shared/model/scope';
import type { WorkspaceFacts } from '../facts';
import { filterOf, originList, wonList } from './load-origins';
import { originAt } from './load-panel';
import type { ForecastModel } from './model';

export type Groups = Grouping & {
  keys: (string | null)[];
  wonDeals: Int32Array;
  /** Share of the mean of new business by group; adds up to 1. */
  newShare: Float64Array;
};

/**
 * Groups of the deals that are open, of what is won and of past new business, by a field. New business of groups that have
 * neither open deals nor wins any more, such as reps who left, is shared among the others as theirs is.
 */
export async function groupsOf(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope & { by: string },
  model: ForecastModel,
): Promise<Groups> {
  const filter = filterOf(facts, scope, { dim: scope.by });
  const current = model.periods.at(-1)!;
  const now = originAt(current, model.span.daysLeft, false);
  const asked = { ...now, day: model.asOf, known: model.asOf };
  const open = await connection.columns<{ grp: string | null }>(
    `SELECT grp FROM weir.forecast_open(${originList([asked])}${filter.sql}) ORDER BY key, life`,
    filter.params,
  );
  const won = await connection.all<{ grp: string | null; amount: number; deals: number }>(
    `SELECT grp, sum(amount) AS amount, count(*)::INTEGER AS deals
    FROM weir.forecast_won(${wonList([asked], () => model.asOf)}${filter.sql}) GROUP BY grp ORDER BY grp`,
    filter.params,
  );
  const past = model.before
    .filter(({ origin }) => origin.to <= model.asOf)
    .slice(-forecastConstants.conversionPeriods)
    .map(({ origin }) => originAt(model.periods[origin.period]!, model.span.daysLeft, true));
  const fresh =
    past.length === 0
      ? { grp: [] }
      : await connection.columns<{ grp: string | null }>(
          `SELECT grp FROM weir.forecast_new(${originList(past)}${filter.sql}) ORDER BY n, won_at, key`,
          filter.params,
        );
  const keys = [...new Set([...open.grp, ...won.map(({ grp }) => grp)])].sort(byName);
  if (keys.length === 0) keys.push(null);
  const placeOf = new Map(keys.map((key, i) => [key, i]));
  const wonToDate = new Float64Array(keys.length);
  const wonDeals = new Int32Array(keys.length);
  for (const { grp, amount, deals } of won) {
    wonToDate[placeOf.get(grp)!] = amount;
    wonDeals[placeOf.get(grp)!] = deals;
  }
  const pool = poolPlaces(fresh.grp, placeOf, open.grp);
  return {
    groups: keys.length,
    keys,
    deals: Int32Array.from(open.grp, (grp) => placeOf.get(grp)!),
    pool,
    wonToDate,
    wonDeals,
    newShare: newShares(pool, model.standing.fresh.pool, keys.length),
  };
}

function byName(a: string | null, b: string | null): number {
  return a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;
}

function poolPlaces(
  groups: readonly (string | null)[],
  placeOf: ReadonlyMap<string | null, number>,
  open: readonly (string | null)[],
): Int32Array {
  const present = groups.flatMap((grp) => placeOf.get(grp) ?? []);
  const others = present.length > 0 ? present : open.map((grp) => placeOf.get(grp)!);
  return Int32Array.from(groups, (grp, i) => placeOf.get(grp) ?? others[(i * 7919) % others.length] ?? 0);
}

function newShares(places: Int32Array, amounts: Float64Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  let total = 0;
  for (let i = 0; i < places.length; i += 1) {
    sums[places[i]!]! += amounts[i]!;
    total += amounts[i]!;
  }
  if (total === 0) return sums.fill(1 / count);
  return sums.map((sum) => sum / total);
}
