import type { Connection } from '#engine/query/connection';
import type { Warning } from '#shared/results/envelope';
import type { MetricScope } from './answer';
import type { WorkspaceFacts } from './facts';
import { lastingMacro } from './narrow-macro';
import { macroArguments } from './scope-sql';

/** Whether losses of days of clean-up count from another day than they were booked on. */
export function datesCleanUps(facts: WorkspaceFacts, scope: MetricScope): boolean {
  return scope.cleanUps !== 'booked' && hasCleanUps(facts, scope);
}

function hasCleanUps({ cleanUps, asOf }: WorkspaceFacts, scope: MetricScope): boolean {
  return cleanUps.losses > 0 && cleanUps.firstDay !== null && cleanUps.firstDay <= (scope.asOf ?? asOf);
}

/**
 * Counts by age with losses of clean-ups as dated. What they add and take away, `moved`, stands in rows beside the rest and
 * is added up where the counts are read; of `booked`, the count that they are in, `as_booked` has it as it is booked.
 */
export function countsSql({
  all,
  moved,
  booked,
}: {
  all: string;
  moved: string | null;
  booked: string;
}): string {
  if (moved === null) return `(SELECT *, ${booked} AS as_booked FROM ${all})`;
  return `(
  SELECT *, ${booked} AS as_booked FROM ${all}
  UNION ALL
  SELECT *, 0 AS as_booked FROM ${moved}
)`;
}

/**
 * Says how many losses of the deals in scope have another day than the booked one, by how much, and which of the two
 * counts. `booked` is the figure that results from the other choice.
 */
export async function cleanUpWarnings(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
  booked?: string | null,
): Promise<Warning[]> {
  if (scope.quiet || !hasCleanUps(facts, scope)) return [];
  const { sql, params } = macroArguments(facts, { ...scope, by: undefined }, { period: false });
  const { losses, days, earlier } = await connection.one<{
    losses: number;
    days: number;
    earlier: number | null;
  }>(`FROM weir.${lastingMacro('clean_up_extent', facts, { ...scope, by: undefined })}(${sql})`, params);
  if (losses === 0) return [];
  const which = `${losses.toLocaleString('en')} ${losses === 1 ? 'loss' : 'losses'} of ${days === 1 ? 'a day' : `${days.toLocaleString('en')} days`} of clean-up`;
  const apart = `${Math.round(earlier ?? 0).toLocaleString('en')} days`;
  const message =
    scope.cleanUps === 'booked'
      ? `${which} count on the booked day, half of them ${apart} or more after the last activity or change of stage.`
      : `${which} count from the last activity or change of stage, half of them ${apart} or more before the booked day.${booked ? ` By the booked days ${booked}.` : ''}`;
  const code = scope.cleanUps === 'booked' ? 'clean-ups-booked' : 'clean-ups-dated';
  return [{ code, message, details: { losses, days, medianDaysEarlier: earlier } }];
}
