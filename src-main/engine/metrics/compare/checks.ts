import type { Connection } from '#engine/query/connection';
import { twoProportionTest } from '#engine/stats/difference';
import { chiSquareUpperTail } from '#engine/stats/distributions';
import { newcombeDifference } from '#engine/stats/intervals';
import type { CompareChecks } from '#shared/results/compare';
import { addDays, daysBetween } from '#shared/time/day';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { sumOf } from '../group-by';
import type { Arm, Arms } from './arms';
import { followedIn } from './followed';

type Count = { n: number; won: number };

/** What else can make two periods differ: the season, a trend that was there before, a dip before the change. */
export async function comparisonChecks(
  connection: Connection,
  facts: WorkspaceFacts,
  arms: Arms,
  age: number,
): Promise<CompareChecks> {
  if (arms.kind === 'groups') return { season: null, trend: null, dip: null };
  const months = await monthsOf(connection, facts, arms.base, age);
  const compared = await countOf(connection, facts, arms.compared, age);
  return {
    season: await season(connection, facts, arms, age),
    trend: trendOf(months),
    dip: dipOf(months, compared),
  };
}

async function countOf(connection: Connection, facts: WorkspaceFacts, arm: Arm, age: number): Promise<Count> {
  const { sql, params } = followedIn(facts, arm, age);
  return connection.one<Count>(
    `SELECT count(*)::DOUBLE AS n, coalesce(sum(won), 0)::DOUBLE AS won FROM ${sql}`,
    params,
  );
}

async function monthsOf(connection: Connection, facts: WorkspaceFacts, arm: Arm, age: number) {
  const { sql, params } = followedIn(facts, arm, age);
  return connection.all<Count & { month: number }>(
    `SELECT datediff('month', DATE '1970-01-01', weir.moment_of(started)::DATE) AS month,
      count(*)::DOUBLE AS n, sum(won)::DOUBLE AS won
    FROM ${sql}
    GROUP BY month
    ORDER BY month`,
    params,
  );
}

/** The same two windows a year earlier; the one before a split is as long as the one after it. */
async function season(connection: Connection, facts: WorkspaceFacts, arms: Arms, age: number) {
  const { base, compared } = arms;
  const { from, asOf } = compared.scope;
  if (!from) return null;
  const to = compared.scope.to ?? asOf ?? facts.asOf;
  const baseTo = base.scope.to ?? addDays(from, -1);
  const baseFrom = base.scope.from ?? addDays(baseTo, -daysBetween(from, to));
  const window = (arm: Arm, first: string, last: string): Arm => ({
    ...arm,
    scope: { ...arm.scope, from: yearBefore(first), to: yearBefore(last) },
  });
  const [before, after] = [
    await countOf(connection, facts, window(base, baseFrom, baseTo), age),
    await countOf(connection, facts, window(compared, from, to), age),
  ];
  if (Math.min(before.n, after.n) < constants.scanCell) return null;
  const { difference, low, high } = newcombeDifference(after.won, after.n, before.won, before.n);
  if (difference === null) return null;
  return { base: before.won / before.n, compared: after.won / after.n, difference, low, high };
}

/** Weighted slope of the monthly shares of the base. */
function trendOf(given: readonly (Count & { month: number })[]): CompareChecks['trend'] {
  const months = given.filter(({ n }) => n >= constants.trendCell);
  const n = sumOf(months, (month) => month.n);
  const rate = sumOf(months, ({ won }) => won) / n;
  if (months.length < constants.trendMonths || !(rate > 0 && rate < 1)) return null;
  const middle = sumOf(months, (month) => month.n * month.month) / n;
  const spread = sumOf(months, (month) => month.n * (month.month - middle) ** 2);
  const perMonth = sumOf(months, ({ won, month }) => won * (month - middle)) / spread;
  return {
    perMonth,
    p: chiSquareUpperTail((perMonth ** 2 * spread) / (rate * (1 - rate)), 1),
    months: months.length,
  };
}

/** Whether the last three months of the base were worse than those before and the compared side better again. */
function dipOf(months: readonly (Count & { month: number })[], compared: Count): CompareChecks['dip'] {
  const end = months.at(-1)?.month ?? 0;
  const total = (part: readonly Count[]): Count => ({
    n: sumOf(part, ({ n }) => n),
    won: sumOf(part, ({ won }) => won),
  });
  const last = total(months.filter(({ month }) => month > end - 3));
  const earlier = total(months.filter(({ month }) => month <= end - 3));
  if (Math.min(last.n, earlier.n, compared.n) < constants.scanCell) return null;
  const [lastRate, earlierRate] = [last.won / last.n, earlier.won / earlier.n];
  if (lastRate >= earlierRate || compared.won / compared.n <= lastRate) return null;
  const p = twoProportionTest(last.won, last.n, earlier.won, earlier.n);
  return p === null ? null : { last: lastRate, earlier: earlierRate, p };
}

function yearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0');
  const rest = day.slice(4);
  return year + (rest === '-02-29' ? '-02-28' : rest);
}
