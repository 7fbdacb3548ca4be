import type { Connection } from '#engine/query/connection';
import type { Scope } from '#shared/model/scope';
import type { CurvePoint } from '#shared/results/metrics';
import type { GapAnswer, GapStep } from '#shared/results/outlook';
import { addDays, daysBetween } from '#shared/time/day';
import { cycle } from '../cycle';
import type { WorkspaceFacts } from '../facts';
import { toCents } from '../group-by';
import { keepExpression } from '../scope-sql';

type Lead = Pick<GapAnswer, 'leadTime' | 'lastDay' | 'averageWon' | 'averageCreated' | 'steps'>;

/** Under this share of deals won in time there is no use in creating more. */
const leastShare = 0.001;

/**
 * What has to be created on each of some days to win `missing` by the last day: the share of deals won within the days that
 * are left comes from the curve of all deals (Aalen–Johansen), their value from the wins of the year before.
 */
export async function createdLead(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Scope,
  { asOf, to, missing }: { asOf: string; to: string; missing: number },
): Promise<Lead> {
  const deals: Scope = {
    where: scope.where,
    weight: 'count',
    asOf,
    ...(scope.pipeline === undefined ? {} : { pipeline: scope.pipeline }),
  };
  const won = await cycle(connection, facts, { ...deals, outcome: 'won', start: 'created_at', curve: true });
  const [row] = won.rows;
  const keep = keepExpression(facts, deals);
  const { average_won, average_created } = await connection.one<{
    average_won: number | null;
    average_created: number | null;
  }>(
    `SELECT
      avg(o.amount) FILTER (o.outcome = 'won' AND o.closed_at >= $as_of::DATE - INTERVAL 1 YEAR)::DOUBLE AS average_won,
      avg(o.amount) FILTER (o.started_at >= $as_of::DATE - INTERVAL 1 YEAR)::DOUBLE AS average_created
    FROM weir.life($as_of::DATE) AS o${keep.sql ? ` WHERE ${keep.sql}` : ''}`,
    { ...keep.params, as_of: asOf },
  );
  const leadTime = row?.median ?? null;
  return {
    leadTime,
    lastDay: leadTime === null ? null : addDays(to, -Math.ceil(leadTime)),
    averageWon: average_won === null ? null : toCents(average_won),
    averageCreated: average_created === null ? null : toCents(average_created),
    steps: stepsOf(asOf, to, row?.curve ?? []).map((step) => ({
      ...step,
      ...needOf(step.share, missing, average_won, average_created),
    })),
  };
}

type Step = Pick<GapStep, 'day' | 'daysLeft' | 'share'>;

/** The as-of day and every second week after it until the period ends. */
function stepsOf(asOf: string, to: string, curve: readonly CurvePoint[]): Step[] {
  const steps: Step[] = [];
  for (let day = asOf; day < to && steps.length < 14; day = addDays(day, 14)) {
    const daysLeft = daysBetween(day, to);
    steps.push({ day, daysLeft, share: shareBy(curve, daysLeft) });
  }
  return steps;
}

/** Share won by an age; null beyond the last age that is seen. */
function shareBy(curve: readonly CurvePoint[], age: number): number | null {
  const last = curve.at(-1);
  if (!last) return null;
  const point = curve.findLast(({ t }) => t <= age);
  return point?.won ?? 0;
}

function needOf(
  share: number | null,
  missing: number,
  averageWon: number | null,
  averageCreated: number | null,
): Pick<GapStep, 'deals' | 'value'> {
  if (share === null || share < leastShare || averageWon === null || averageWon <= 0 || missing <= 0)
    return { deals: null, value: null };
  const deals = missing / (share * averageWon);
  return { deals: Math.ceil(deals), value: averageCreated === null ? null : toCents(deals * averageCreated) };
}
