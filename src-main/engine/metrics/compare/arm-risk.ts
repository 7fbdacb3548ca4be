import type { Connection } from '#engine/query/connection';
import { pooled, type RiskTable, riskTable } from '#engine/stats/risk-table';
import type { WorkspaceFacts } from '../facts';
import { groupBy } from '../group-by';
import { narrowMacro } from '../narrow-macro';
import { outcomeRisk } from '../outcome-risk';
import { type Fragment, macroArguments } from '../scope-sql';
import type { Arm } from './arms';

export type ArmRisk = {
  arm: Arm;
  /** One table for each stratum, and all of them in one. */
  strata: Map<string | null, RiskTable>;
  all: RiskTable;
  statement: Fragment;
};

/** Ages at outcome of one side, by stratum: from creation, or from when the stage of that rank was reached. */
export async function armRisk(
  connection: Connection,
  facts: WorkspaceFacts,
  arm: Arm,
  options: { stratifyBy: string | null; rank: number | null },
): Promise<ArmRisk> {
  const scope = { ...arm.scope, by: options.stratifyBy ?? undefined };
  const { tables, statement } =
    options.rank === null
      ? await outcomeRisk(connection, facts, scope)
      : await reachedRisk(connection, facts, scope, options.rank);
  const some = [...tables.values()];
  return { arm, strata: tables, all: some.length === 1 ? some[0]! : pooled(some), statement };
}

type Row = { key: string | null; t: number; won: number; lost: number; censored: number };

async function reachedRisk(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: Arm['scope'],
  rank: number,
): Promise<{ tables: Map<string | null, RiskTable>; statement: Fragment }> {
  const { sql, params } = macroArguments(facts, scope, { period: true });
  const macro = narrowMacro('reached_risk', facts, scope);
  const statement = { sql: `FROM weir.${macro}(${sql}, stage_rank := ${rank})\nORDER BY key, t`, params };
  const rows = await connection.all<Row>(statement.sql, statement.params);
  const tables = new Map(
    [...groupBy(rows, (row) => row.key)].map(([key, group]) => [
      key,
      riskTable(group.map(({ t, won, lost, censored }) => ({ t, won, lost, censored }))),
    ]),
  );
  return { tables, statement };
}
