import type { Connection } from '#engine/query/connection';
import type { MetricScope } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { groupBy, sumOf } from '../group-by';
import { openMacro } from '../recent/held-months';
import { macroArguments } from '../scope-sql';

export type Load = { open: number; late: number };

/** Open deals of each rep on the as-of day, and how many of them are in the last third of the stages. */
export async function loadOf(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
): Promise<{ byOwner: Map<string | null, Load>; lateStages: string[] }> {
  const { sql, params } = macroArguments(facts, { ...scope, by: undefined }, { period: false });
  const macro = openMacro('rep_load', facts, scope);
  const rows = await connection.all<{ owner: string | null; rank: number; deals: number }>(
    `SELECT owner, rank, deals::DOUBLE AS deals FROM ${macro}(${sql})`,
    params,
  );
  const stages = facts.stages.filter(
    ({ kind, pipeline }) => kind === 'open' && (scope.pipeline === undefined || pipeline === scope.pipeline),
  );
  const ranks = Math.max(0, ...stages.map(({ rank }) => rank));
  const isLate = (rank: number) => rank > ranks * (1 - constants.lateShare);
  const byOwner = [...groupBy(rows, ({ owner }) => owner)].map(([owner, own]): [string | null, Load] => [
    owner,
    {
      open: sumOf(own, ({ deals }) => deals),
      late: sumOf(own, ({ rank, deals }) => (isLate(rank) ? deals : 0)),
    },
  ]);
  const lateStages = [...new Set(stages.filter(({ rank }) => isLate(rank)).map(({ stage }) => stage))];
  return { byOwner: new Map(byOwner), lateStages };
}

export const noLoad: Load = { open: 0, late: 0 };
