import type { Connection } from '#engine/query/connection';
import type { Warning } from '#shared/results/envelope';
import type { MetricScope } from './answer';
import type { WorkspaceFacts } from './facts';
import { type Fragment, macroArguments } from './scope-sql';

/** Whether losses of days of clean-up count from another day than they were booked on. */
export function datesCleanUps(facts: WorkspaceFacts, scope: MetricScope): boolean {
  const { losses, firstDay } = facts.cleanUps;
  return (
    scope.cleanUps !== 'booked' && losses > 0 && firstDay !== null && firstDay <= (scope.asOf ?? facts.asOf)
  );
}

/** What a macro counts, and how: `moved` has what losses of clean-ups add to it; NULL where they count as booked. */
type Counts = { all: string; moved: string | null; keys: string[]; sums: string[]; booked: string };

/**
 * Counts by age with losses of clean-ups as dated. Where there are any, the count that they are in, `booked`, stands beside
 * as it is booked, as `as_booked`.
 */
export function countsSql({ all, moved, keys, sums, booked }: Counts): string {
  if (moved === null) return `FROM ${all}`;
  const columns = [...keys, ...sums].join(', ');
  return `FROM (
  SELECT ${keys.join(', ')}, ${sums.map((name) => `round(sum(${name}), 4) AS ${name}`).join(', ')},
    coalesce(sum(${booked}) FILTER (NOT moved), 0) AS as_booked
  FROM (
    SELECT ${columns}, false AS moved FROM ${all}
    UNION ALL
    SELECT ${columns}, true AS moved FROM ${moved}
  )
  GROUP BY ${keys.join(', ')}
)
WHERE ${[...sums, 'as_booked'].map((name) => `${name} > 0`).join(' OR ')}`;
}

/** Says how many losses of the deals in scope have another day, and by how much they moved. */
export async function cleanUpWarnings(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
): Promise<Warning[]> {
  if (!datesCleanUps(facts, scope)) return [];
  const { sql, params }: Fragment = macroArguments(facts, { ...scope, by: undefined }, { period: false });
  const asOf = sql.split(', ')[0] ?? '';
  const keep = sql.includes('keep := ')
    ? `WHERE ${sql.slice(sql.indexOf('keep := ') + 'keep := '.length)}`
    : '';
  const { losses, days, earlier } = await connection.one<{
    losses: number;
    days: number;
    earlier: number | null;
  }>(
    `SELECT count(*) AS losses, count(DISTINCT closed_at::DATE) AS days, median(weir.days(dated_at, closed_at)) AS earlier
    FROM weir.clean_up_life(${asOf}) AS o ${keep}`,
    params,
  );
  if (losses === 0) return [];
  const which = `${losses.toLocaleString('en')} ${losses === 1 ? 'loss' : 'losses'} of ${days === 1 ? 'a day' : `${days.toLocaleString('en')} days`} of clean-up`;
  return [
    {
      code: 'clean-ups-dated',
      message: `${which} count from the last activity or change of stage before, half of them ${Math.round(earlier ?? 0).toLocaleString('en')} days or more before the booked day. Count them as booked to compare.`,
      details: { losses, days, medianDaysEarlier: earlier },
    },
  ];
}
