import { meanBy } from '#engine/forecast/choose';
import type { Connection } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type { Warning } from '#shared/results/envelope';
import {
  type MovedDeal,
  type MovementAnswer,
  type MovementReason,
  type MovementRow,
  type MovementSide,
  movementReasons,
} from '#shared/results/outlook';
import { addDays } from '#shared/time/day';
import { answer } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { forecast, spreadCents } from '../forecast/forecast';
import { type ForecastContext, forecastHere, isOver } from '../forecast/model';
import { toCents } from '../group-by';
import { type DealStanding, dealStanding, wonByDeal } from './standing';

type Params = MethodParams<'metric.movement'>;

/** What a deal is counted for on one day: won, or its chance times what it brings; `chance` of open ones alone. */
type Counted = { amount: number; chance: number | null };
type Told = { key: number; id: string; name: string | null; owner: string | null; reason: MovementReason };

/**
 * Why the mean of a forecast is another one than on an earlier day: deal by deal what it is counted for now less what it was
 * counted for then. Both days use the method of the later one where the earlier one carries it.
 */
export async function movement(
  connection: Connection,
  facts: WorkspaceFacts,
  params: Params,
  context: ForecastContext = forecastHere,
): Promise<MovementAnswer> {
  const to = params.to ?? params.asOf ?? facts.asOf;
  const from = params.from ?? addDays(to, -7);
  const scope = { where: params.where, weight: params.weight, pipeline: params.pipeline };
  // The period that the later day means: a week before, "this quarter" may have been another one.
  const late = { ...scope, asOf: to, period: params.period };
  const after = await dealStanding(connection, facts, late, context, params.method);
  const period = after.model.span.period;
  const early = { ...scope, asOf: from, period };
  const asked = await dealStanding(connection, facts, early, context, after.method);
  const before =
    meanBy(asked.model.standing, after.method) === null
      ? await dealStanding(connection, facts, early, context, 'auto')
      : asked;
  const [wasCounted, isCounted] = [
    countedOf(before, await wonByDeal(connection, facts, early, before.model)),
    countedOf(after, await wonByDeal(connection, facts, late, after.model)),
  ];
  const statement = {
    sql: 'FROM weir.outlook_reason($from_day::DATE, $to_day::DATE, $last_day::DATE)',
    params: { from_day: from, to_day: to, last_day: after.model.span.to },
  };
  const told = await connection.all<Told>(
    `SELECT key, id, name, owner, reason ${statement.sql}`,
    statement.params,
  );
  const moved = movedDeals(told, wasCounted, isCounted, isOver(after.model));
  const fresh = after.newMean - before.newMean;
  const [sides, rows] = [
    await Promise.all([
      sideOf(connection, facts, early, before, context),
      sideOf(connection, facts, late, after, context),
    ]),
    rowsOf(moved, fresh, toCents(after.mean) - toCents(before.mean)),
  ];
  const sum = moved.reduce((total, deal) => total + deal.after - deal.before, fresh);
  return {
    ...answer(
      'movement',
      facts,
      { ...params, from, to },
      {
        n: moved.length,
        rows,
        statement,
        warnings: warningsOf(before, after, from),
      },
    ),
    period,
    from,
    to,
    before: sides[0],
    after: sides[1],
    identityHolds:
      Math.abs(sum - (after.mean - before.mean)) < 0.01 * Math.max(1, Math.abs(after.mean) * 1e-9),
    deals: largest(moved, params.limit),
  };
}

function countedOf(
  { keys, chances, booked }: DealStanding,
  won: ReadonlyMap<number, number>,
): Map<number, Counted> {
  const counted = new Map<number, Counted>();
  for (const [key, amount] of won) counted.set(key, { amount, chance: null });
  keys.forEach((key, i) => {
    const chance = chances[i] ?? 0;
    // A deal that came back after it was won in the period is both.
    const known = counted.get(key)?.amount ?? 0;
    counted.set(key, { amount: known + chance * (booked[i] ?? 0), chance });
  });
  return counted;
}

/** Every deal that is counted on either day, with its reason; one that is in scope on one day alone left it or came to it. */
function movedDeals(
  told: readonly Told[],
  was: ReadonlyMap<number, Counted>,
  is: ReadonlyMap<number, Counted>,
  over: boolean,
): MovedDeal[] {
  const known = new Map(told.map((row) => [row.key, row]));
  // Won before the earlier day and unchanged since: nothing that moved.
  const same = (key: number) => !known.has(key) && was.get(key)?.amount === is.get(key)?.amount;
  const keys = [...new Set([...was.keys(), ...is.keys()])].filter((key) => !same(key));
  return keys.map((key) => {
    const row = known.get(key);
    const [before, after] = [was.get(key), is.get(key)];
    return {
      id: row?.id ?? '',
      name: row?.name ?? null,
      owner: row?.owner ?? null,
      reason: over ? (row?.reason ?? 'other') : reasonOf(row?.reason, before, after),
      before: before?.amount ?? 0,
      after: after?.amount ?? 0,
      chanceBefore: before?.chance ?? null,
      chanceAfter: after?.chance ?? null,
    };
  });
}

function reasonOf(
  reason: MovementReason | undefined,
  before: Counted | undefined,
  after: Counted | undefined,
): MovementReason {
  if (reason === undefined) return 'other';
  const closed = reason === 'won' || reason === 'lost';
  if (before && !after && !closed) return 'other';
  return !before && after && !closed && reason !== 'created' ? 'other' : reason;
}

function rowsOf(moved: readonly MovedDeal[], fresh: number, whole: number): MovementRow[] {
  const sums = new Map<MovementReason, { deals: number; amount: number }>();
  for (const deal of moved) {
    const sum = sums.get(deal.reason) ?? { deals: 0, amount: 0 };
    sums.set(deal.reason, { deals: sum.deals + 1, amount: sum.amount + deal.after - deal.before });
  }
  sums.set('new', { deals: 0, amount: fresh });
  const reasons = movementReasons.filter((reason) => sums.has(reason));
  const amounts = spreadCents(
    reasons.map((reason) => sums.get(reason)?.amount ?? 0),
    whole,
  );
  return reasons.map((reason, i) => ({
    reason,
    deals: sums.get(reason)?.deals ?? 0,
    amount: amounts[i] ?? 0,
  }));
}

function largest(moved: readonly MovedDeal[], limit: number): MovedDeal[] {
  const by = (deal: MovedDeal) => Math.abs(deal.after - deal.before);
  const sorted = moved.filter((deal) => by(deal) >= 0.005).sort((a, b) => by(b) - by(a));
  return movementReasons.flatMap((reason) =>
    sorted
      .filter((deal) => deal.reason === reason)
      .slice(0, limit)
      .map((deal) => ({ ...deal, before: toCents(deal.before), after: toCents(deal.after) })),
  );
}

async function sideOf(
  connection: Connection,
  facts: WorkspaceFacts,
  asked: { asOf: string; where: Params['where']; weight: Params['weight']; pipeline: string | undefined },
  { model, method }: DealStanding,
  context: ForecastContext,
): Promise<MovementSide> {
  const { period } = model.span;
  const told = await forecast(connection, facts, { ...asked, period, method, seed: 1, drivers: 0 }, context);
  const { asOf, mean, p10, p50, p90, wonToDate, daysLeft } = told;
  return { asOf, method, mean, p10, p50, p90, wonToDate, daysLeft };
}

function warningsOf(before: DealStanding, after: DealStanding, from: string): Warning[] {
  const warnings: Warning[] = [];
  if (before.method !== after.method)
    warnings.push({
      code: 'other-method',
      message: `As of ${from} the data did not carry the method "${after.method}"; "${before.method}" is compared with.`,
    });
  if (before.model.choice.method !== after.model.choice.method && before.method === after.method)
    warnings.push({
      code: 'method-changed',
      message: `As of ${from} another method was in use; both days are shown by that of today.`,
    });
  return warnings;
}
