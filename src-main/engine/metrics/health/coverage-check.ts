import { type Connection, Inline } from '#engine/query/connection';
import type { MethodParams } from '#shared/contract/methods';
import type { HealthCheck } from '#shared/results/health';
import { addDays, addMonths, daysBetween } from '#shared/time/day';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { toCents } from '../group-by';
import { narrowMacro } from '../narrow-macro';
import { slippageArguments } from '../slippage';

type Scope = MethodParams<'metric.health'>;
type Target = { from_day: string; to_day: string; amount: number };
type Due = { due: number | null; won: number | null };

/**
 * Open amount due by the end of the target's period over what is still to be won, against what has been needed: one over the share
 * of such amounts that was won by the end of past periods, looked at from the same day of theirs. Null without a target, and
 * where deals are filtered by anything, because targets are of all.
 */
export async function coverageCheck(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
): Promise<HealthCheck | null> {
  const asOf = scope.asOf ?? facts.asOf;
  if (scope.where.length > 0 || scope.pipeline !== undefined || !facts.kept.has('expected_close'))
    return null;
  const target = await targetOf(connection, asOf);
  if (target === null) return null;
  const { won, due, deals } = await standing(connection, { ...target, asOf });
  const toGo = target.amount - won;
  const past = toGo > 0 ? await pastShares(connection, facts, scope, { ...target, asOf }) : [];
  const needed = past.length >= fewestPeriods ? 1 / median(past) : null;
  const value = toGo > 0 ? due / toGo : null;
  const limit = needed !== null && Number.isFinite(needed) ? needed : null;
  const short = value !== null && limit !== null && value < limit;
  return {
    code: 'low-coverage',
    stage: null,
    title: 'Coverage of the target',
    message: messageOf({ target, won, due, value, limit, periods: past.length }),
    value,
    unit: 'times',
    limit,
    wrong: 'below',
    severity: short ? (value < limit / 2 ? 'high' : 'medium') : null,
    deals,
    amount: toCents(due),
    history: [],
    historyText: null,
  };
}

/** Fewer past periods than this tell nothing of what is needed. */
const fewestPeriods = 3;

/** The shortest period with a target that the day lies in: that of all where there is one, else those of owners or teams together. */
async function targetOf(connection: Connection, asOf: string): Promise<Target | null> {
  const rows = await connection.all<Target>(
    `SELECT from_day, to_day, sum(amount)::DOUBLE AS amount
    FROM (
      SELECT *, CASE WHEN owner IS NULL AND team IS NULL THEN 1 WHEN owner IS NOT NULL THEN 2 ELSE 3 END AS whose
      FROM weir.target
      WHERE $as_of::DATE BETWEEN from_day AND to_day AND amount > 0
    )
    GROUP BY from_day, to_day, whose
    ORDER BY to_day - from_day, whose
    LIMIT 1`,
    { as_of: new Inline(asOf) },
  );
  return rows[0] ?? null;
}

/** The last day of the period whose target the day lies in. */
export async function targetDueBy(connection: Connection, asOf: string): Promise<string | null> {
  return (await targetOf(connection, asOf))?.to_day ?? null;
}

type Days = { from_day: string; to_day: string; asOf: string };

function standing(connection: Connection, days: Days) {
  return connection.one<{ won: number; due: number; deals: number }>(
    `SELECT
      coalesce(sum(amount) FILTER (outcome = 'won' AND weir.in_period(closed_at, $from::DATE, $as_of::DATE)), 0)::DOUBLE AS won,
      coalesce(sum(amount) FILTER (outcome = 'open' AND expected_close <= $to::DATE), 0)::DOUBLE AS due,
      count(*) FILTER (outcome = 'open' AND expected_close <= $to::DATE)::DOUBLE AS deals
    FROM weir.life($as_of::DATE)`,
    { as_of: new Inline(days.asOf), from: new Inline(days.from_day), to: new Inline(days.to_day) },
  );
}

/** Shares of the amount due by the end of each past period, as known on the same day of it, that had been won by its end. */
async function pastShares(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
  days: Days,
): Promise<number[]> {
  const months = Math.max(1, Math.round((daysBetween(days.from_day, days.to_day) + 1) / 30.44));
  const into = daysBetween(days.from_day, days.asOf);
  const shares: number[] = [];
  for (let back = 1; back <= constants.coverageQuarters; back++) {
    const first = addMonths(days.from_day, -back * months);
    const last = addDays(addMonths(days.from_day, (1 - back) * months), -1);
    const day = addDays(first, into);
    const from = day < last ? day : last;
    const window = { ...scope, from, to: last, closeFrom: '0001-01-01', closeTo: last, by: undefined };
    const { sql, params } = slippageArguments(facts, window, { from, to: last });
    const { due, won } = await connection.one<Due>(
      `SELECT sum(due_value)::DOUBLE AS due, sum(won_value)::DOUBLE AS won FROM weir.${narrowMacro('slippage', facts, window)}(${sql})`,
      params,
    );
    if (due && won !== null) shares.push(won / due);
  }
  return shares;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

type Said = {
  target: Target;
  won: number;
  due: number;
  value: number | null;
  limit: number | null;
  periods: number;
};

function messageOf({ target, won, due, value, limit, periods }: Said): string {
  const money = (amount: number) => Math.round(amount).toLocaleString('en');
  const times = (n: number) => `${n.toLocaleString('en', { maximumFractionDigits: 1 })} times`;
  if (value === null)
    return `The target of ${money(target.amount)} up to ${target.to_day} is reached with ${money(won)}.`;
  const needed =
    limit === null
      ? `; what is needed cannot be told from ${periods} past periods`
      : `, where past periods needed ${times(limit)}`;
  return `${money(due)} are due by ${target.to_day} for the ${money(target.amount - won)} still to be won: ${times(value)}${needed}.`;
}
