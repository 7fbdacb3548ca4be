import { type Connection, Inline } from '#engine/query/connection';
import { identifier } from '#engine/query/sql-text';
import { sampleQuantile } from '#engine/stats/sample-quantile';
import type { MethodParams } from '#shared/contract/methods';
import type {
  CoverageAnswer,
  CoverageNeed,
  CoveragePast,
  CoverageRow,
  CoverageWeek,
} from '#shared/results/coverage';
import type { Warning } from '#shared/results/envelope';
import { addDays, daysBetween } from '#shared/time/day';
import { monthsOf, periodName } from '#shared/time/fiscal-periods';
import type { NamedPeriod } from '#shared/time/period';
import { answer } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { groupBy, sumOf, toCents } from '../group-by';
import { type Fragment, fieldColumn, keepExpression } from '../scope-sql';
import { askedPeriod } from './asked-period';
import { type ScopeTargets, scopeTargets } from './scope-target';

type Scope = MethodParams<'metric.coverage'>;

/** A period on one of its days, as weir.coverage gives it. */
type Counted = {
  key: string | null;
  back: number;
  starts: string;
  ends: string;
  day: string;
  days_left: number;
  is_now: boolean;
  due_deals: number;
  due: number;
  unpriced: number;
  won_of_due: number | null;
  won: number;
  total: number | null;
};

/**
 * What is open and due in a period against what is still to win in it, and how much of that past periods needed with as
 * many days left: one over the share of the value due then that was won by their end. Everything of a past day is as it
 * was known on it.
 */
export async function coverage(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
): Promise<CoverageAnswer> {
  const asOf = scope.asOf ?? facts.asOf;
  const period = askedPeriod(facts, scope.period, asOf);
  const statement = coverageStatement(facts, scope, period);
  const counted = await connection.all<Counted>(statement.sql, statement.params);
  const targets = await scopeTargets(connection, facts, scope, period);
  const groups = groupBy(counted, ({ key }) => key);
  if (groups.size === 0 && scope.by === undefined) groups.set(null, []);
  const targetOf = (key: string | null) =>
    scope.by === undefined
      ? (scope.target ?? targets.all?.amount ?? null)
      : (targets.of(key)?.amount ?? null);
  // Without a history of close dates nothing is known to be due, which is not the same as nothing being due.
  const isKnown = counted.some((day) => day.due_deals > 0);
  const rows = [...groups].map(([key, days]) => {
    const row = coverageRow(key, days, targetOf(key));
    return isKnown ? row : { ...row, coverage: null };
  });
  const all = scope.by === undefined ? (groups.get(null) ?? []) : [];
  return {
    ...answer('coverage', facts, scope, {
      n: sumOf(rows, (row) => row.dueDeals),
      rows,
      statement,
      warnings: warningsOf(rows, counted, scope, targets, period),
    }),
    period: period.label,
    starts: period.from,
    ends: period.to,
    daysLeft: Math.max(0, daysBetween(asOf, period.to)),
    past: all.filter(isPastNow).map((day) => pastOf(day, facts.fiscalYearStart)),
    weeks: weeksOf(all, period, targetOf(null)),
  };
}

function coverageStatement(facts: WorkspaceFacts, scope: Scope, period: NamedPeriod): Fragment {
  const keep = keepExpression(facts, scope);
  const parts = [
    '$as_of::DATE',
    '$first_day::DATE',
    String(monthsOf(period)),
    `periods_back := ${constants.coveragePeriods}`,
  ];
  if (scope.by) parts.push(`dim := o.${identifier(fieldColumn(facts, scope.by).field)}`);
  if (keep.sql) parts.push(`keep := ${keep.sql}`);
  return {
    sql: `FROM weir.coverage(${parts.join(', ')})`,
    params: {
      ...keep.params,
      as_of: new Inline(scope.asOf ?? facts.asOf),
      first_day: new Inline(period.from),
    },
  };
}

function isPastNow(day: Counted): boolean {
  return day.back > 0 && day.is_now && (day.total ?? 0) + day.due > 0;
}

function coverageRow(key: string | null, days: readonly Counted[], target: number | null): CoverageRow {
  const now = days.find((day) => day.back === 0 && day.is_now);
  const past = days.filter(isPastNow);
  const won = toCents(now?.won ?? 0);
  const due = toCents(now?.due ?? 0);
  const toGo = target === null ? null : toCents(Math.max(0, target - won));
  const conversions = past.flatMap((day) => (day.due > 0 ? [(day.won_of_due ?? 0) / day.due] : []));
  const [alone, withRest] = [needOf(past, wonOfDue), needOf(past, wonInRest)];
  return {
    key,
    target,
    wonToDate: won,
    toGo,
    dueDeals: now?.due_deals ?? 0,
    due,
    coverage: toGo === null || toGo === 0 ? null : due / toGo,
    conversion: sampleQuantile(conversions, 0.5),
    conversionLow: sampleQuantile(conversions, constants.coverageBand.low),
    conversionHigh: sampleQuantile(conversions, constants.coverageBand.high),
    needed: alone.needed,
    neededLow: alone.low,
    neededHigh: alone.high,
    neededWithRest: withRest.needed,
    neededWithRestLow: withRest.low,
    neededWithRestHigh: withRest.high,
    periods: alone.periods,
  };
}

const wonOfDue = (day: Counted) => day.won_of_due ?? 0;
const wonInRest = (day: Counted) => Math.max(0, (day.total ?? 0) - day.won);

/** One over the share of what was due that was won; a share of nothing asks for more than anything and has no number. */
function needOf(past: readonly Counted[], wonIn: (day: Counted) => number): CoverageNeed {
  const shares = past.flatMap((day) => (day.due > 0 ? [wonIn(day) / day.due] : []));
  const enough = shares.length >= constants.coverageMinimum;
  const inverse = (share: number | null) => (enough && share !== null && share > 0 ? 1 / share : null);
  const { low, high } = constants.coverageBand;
  return {
    needed: inverse(sampleQuantile(shares, 0.5)),
    low: inverse(sampleQuantile(shares, high)),
    high: inverse(sampleQuantile(shares, low)),
    periods: shares.length,
  };
}

function pastOf(day: Counted, fiscalYearStart: number): CoveragePast {
  return {
    period: periodName(day.starts, day.ends, fiscalYearStart),
    starts: day.starts,
    ends: day.ends,
    day: day.day,
    dueDeals: day.due_deals,
    due: toCents(day.due),
    wonOfDue: toCents(wonOfDue(day)),
    conversion: day.due > 0 ? wonOfDue(day) / day.due : null,
    restWon: toCents(wonInRest(day)),
    total: toCents(day.total ?? 0),
  };
}

/** Every week of the period from its first to its last, and the as-of day among them. */
function weeksOf(days: readonly Counted[], period: NamedPeriod, target: number | null): CoverageWeek[] {
  const length = daysBetween(period.from, period.to);
  return [...groupBy(days, ({ days_left }) => days_left)]
    .filter(([daysLeft]) => daysLeft <= length)
    .sort(([a], [b]) => b - a)
    .map(([daysLeft, ofDay]) => {
      const now = ofDay.find(({ back }) => back === 0);
      const past = ofDay.filter(({ back, total, due }) => back > 0 && (total ?? 0) + due > 0);
      const toGo = target === null || !now ? null : Math.max(0, target - now.won);
      return {
        daysLeft,
        day: addDays(period.to, -daysLeft),
        due: now ? toCents(now.due) : null,
        wonToDate: now ? toCents(now.won) : null,
        coverage: now && toGo ? now.due / toGo : null,
        needed: needOf(past, wonOfDue),
        neededWithRest: needOf(past, wonInRest),
      };
    });
}

function warningsOf(
  rows: readonly CoverageRow[],
  counted: readonly Counted[],
  scope: Scope,
  targets: ScopeTargets,
  period: NamedPeriod,
): Warning[] {
  const warnings: Warning[] = [];
  const add = (code: string, message: string, details?: Warning['details']) =>
    warnings.push({ code, message, ...(details ? { details } : {}) });
  if (rows.every(({ target }) => target === null))
    add('no-target', `There is no target for ${period.label}, so nothing says what is still to win.`);
  const covered = scope.target === undefined ? targets.all?.covered : undefined;
  if (covered !== undefined && covered < 0.999)
    add('target-part', `The target is for ${Math.round(covered * 100)} % of the days of ${period.label}.`);
  const past = counted.filter(({ back, is_now }) => back > 0 && is_now);
  const [due, total] = [sumOf(past, (day) => day.due), sumOf(past, (day) => day.total ?? 0)];
  if (due === 0 && total > 0)
    add(
      'no-close-dates',
      'No past close dates are known, so what was due in past periods cannot be told. A history of close dates, or the same list exported again and again, would tell.',
    );
  const thin = rows.filter(({ periods }) => periods < constants.coverageMinimum);
  if (due > 0 && thin.length > 0)
    add(
      'few-periods',
      rows.length === 1
        ? `${thin[0]?.periods ?? 0} past periods had deals that were due; from ${constants.coverageMinimum} on what is needed is told.`
        : `${thin.length} of ${rows.length} groups have fewer than ${constants.coverageMinimum} past periods to tell what is needed.`,
    );
  const unpriced = sumOf(
    counted.filter(({ back, is_now }) => back === 0 && is_now),
    (day) => day.unpriced,
  );
  if (unpriced > 0) add('no-amount', `${unpriced} deals that are due have no amount and count as nothing.`);
  return warnings;
}
