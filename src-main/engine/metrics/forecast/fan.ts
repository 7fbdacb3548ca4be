import type { Connection } from '#engine/query/connection';
import type { Scope } from '#shared/model/scope';
import type { FanPoint, Outlook, PastPath } from '#shared/results/forecast';
import { addDays } from '#shared/time/day';
import type { WorkspaceFacts } from '../facts';
import { toCents } from '../group-by';
import { filterOf, wonList } from './load-origins';
import { originAt } from './load-panel';
import type { ForecastModel } from './model';

/** Periods whose course is drawn behind the present one. */
const shownPeriods = 8;

/**
 * The course of the period by week: what was won so far, and from the as-of day on the outlook for the end, reached in the
 * pace at which the rest of past periods came in from this day of theirs.
 */
export async function fanOf(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
  model: ForecastModel,
  outlook: Outlook,
): Promise<{ fan: FanPoint[]; past: PastPath[] }> {
  const { span, asOf } = model;
  const over = model.periods.slice(0, -1).filter(({ to }) => to <= asOf);
  const shown = over.slice(-shownPeriods);
  const asked = [
    ...shown.map((period) => originAt(period, 0, true)),
    { ...originAt(model.periods.at(-1)!, span.daysLeft, false), day: asOf, known: asOf },
  ];
  const { sql, params } = filterOf(facts, scope, {});
  const rows = await connection.all<{ n: number; day: string; amount: number }>(
    `SELECT n, won_at::DATE AS day, sum(amount) AS amount
    FROM weir.forecast_won(${wonList(asked, ({ known }) => known)}${sql}) GROUP BY ALL ORDER BY n, day`,
    params,
  );
  const wonBy = (n: number, day: string) =>
    rows.reduce((sum, row) => (row.n === n && row.day <= day ? sum + row.amount : sum), 0);
  const days = weekEnds(span.to, span.weeks);
  const past = shown.map((period, n) => {
    const won = weekEnds(period.to, span.weeks).map((day) => toCents(wonBy(n, day)));
    return { period: period.label, total: won.at(-1) ?? 0, won };
  });
  const share = (daysLeft: number) => {
    let came = 0;
    let rest = 0;
    shown.forEach((period, n) => {
      const before = wonBy(n, addDays(period.to, -span.daysLeft));
      came += wonBy(n, addDays(period.to, -daysLeft)) - before;
      rest += wonBy(n, period.to) - before;
    });
    return rest > 0 ? came / rest : 1 - daysLeft / Math.max(1, span.daysLeft);
  };
  const now = wonBy(shown.length, asOf);
  const points = days.map((day, i): FanPoint => {
    const isPast = day <= asOf;
    const part = isPast ? null : share(7 * (span.weeks - 1 - i));
    return {
      week: i + 1,
      day,
      won: isPast ? toCents(wonBy(shown.length, day)) : null,
      outlook: part === null ? null : alongTo(outlook, now, part),
    };
  });
  return { fan: withToday(points, model, now), past };
}

/** The as-of day itself, where no week ends with it and the period has begun. */
function withToday(points: FanPoint[], { span, asOf }: ForecastModel, now: number): FanPoint[] {
  if (asOf < span.from || asOf >= span.to || points.some(({ day }) => day === asOf)) return points;
  const at = points.findIndex(({ day }) => day > asOf);
  const today = { week: span.week, day: asOf, won: toCents(now), outlook: null };
  return [...points.slice(0, at), today, ...points.slice(at)];
}

function weekEnds(to: string, weeks: number): string[] {
  return Array.from({ length: weeks }, (_, i) => addDays(to, -7 * (weeks - 1 - i)));
}

function alongTo(outlook: Outlook, now: number, part: number): Outlook {
  const at = (value: number) => toCents(now + part * (value - now));
  return {
    mean: at(outlook.mean),
    p10: at(outlook.p10),
    p25: at(outlook.p25),
    p50: at(outlook.p50),
    p75: at(outlook.p75),
    p90: at(outlook.p90),
  };
}
