import type { Columns, Connection } from '#engine/query/connection';
import { type RiskRow, type RiskTable, riskTable, riskTableFrom, subjects } from '#engine/stats/risk-table';
import type { MetricScope } from './answer';
import { countsSql, datesCleanUps } from './clean-ups';
import type { WorkspaceFacts } from './facts';
import { lastingMacro } from './narrow-macro';
import { type Run, runsOf } from './runs';
import { type Fragment, macroArguments } from './scope-sql';

type Row = {
  key: string | null;
  t: number;
  won: number;
  lost: number;
  censored: number;
  entered: number;
  /** `lost` with losses of clean-ups as booked, where they are dated otherwise. */
  as_booked: number;
};
type RiskTables = Map<string | null, RiskTable>;

/**
 * Ages at outcome of the deals created in the period, one table a key; with the statement that counted them. `booked` has
 * losses of clean-ups on the day they were booked, where `tables` has them on another. `dim` breaks down by an expression
 * instead of a field.
 */
export async function outcomeRisk(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MetricScope,
  options: { startAt?: string; dim?: { wide: string; narrow: string } } = {},
): Promise<{ tables: RiskTables; booked: RiskTables | null; statement: Fragment }> {
  const started = options.startAt ? `o.${options.startAt} IS NOT NULL` : undefined;
  const { sql, params } = macroArguments(facts, scope, { period: true, and: started });
  const start = options.startAt ? `, start_at := o.${options.startAt}` : '';
  const macro = options.startAt ? 'outcome_risk' : lastingMacro('outcome_risk', facts, scope);
  const moving = options.startAt ? 'outcome_risk_moved' : lastingMacro('outcome_risk_moved', facts, scope);
  const dim = options.dim ? `, dim := ${options.dim[macro === 'outcome_risk' ? 'wide' : 'narrow']}` : '';
  const risk = (name: string) => `weir.${name}(${sql}${dim}${start})`;
  const moves = datesCleanUps(facts, scope);
  const counts = countsSql({ all: risk(macro), moved: moves ? risk(moving) : null, booked: 'lost' });
  const statement = { sql: `FROM ${counts}\nORDER BY key, t`, params };
  const ages = await connection.columns<Row>(statement.sql, statement.params);
  let booked: RiskTables | null | undefined;
  return {
    tables: tablesOf(ages),
    // Not everybody asks for them.
    get booked() {
      if (booked === undefined) booked = moves ? tablesOf({ ...ages, lost: ages.as_booked }) : null;
      return booked;
    },
    statement,
  };
}

function tablesOf(ages: Columns<Row>): RiskTables {
  const tables = runsOf([ages.key]).map((run) => [ages.key[run.from]!, tableOf(ages, run)] as const);
  return new Map(tables.filter(([, table]) => table.t.length > 0));
}

/** Where some deals are seen from a later age only, the others enter at age 0. */
function tableOf(ages: Columns<Row>, { from, to }: Run): RiskTable {
  const table = riskTableFrom(ages, from, to);
  const entries: RiskRow[] = [];
  let late = 0;
  for (let i = from; i < to; i++) {
    if (ages.entered[i]! === 0) continue;
    entries.push({ t: ages.t[i]!, won: 0, lost: 0, censored: 0, entered: ages.entered[i]! });
    late += ages.entered[i]!;
  }
  if (late === 0) return table;
  const others = { t: 0, won: 0, lost: 0, censored: 0, entered: Math.max(0, subjects(table) - late) };
  return riskTable([others, ...entries, ...rowsOf(table)]);
}

function rowsOf({ t, won, lost, censored }: RiskTable): RiskRow[] {
  return Array.from(t, (age, i) => ({ t: age, won: won[i]!, lost: lost[i]!, censored: censored[i]! }));
}

/** Reads ages at outcome; one that remembers answers the same question of one call only once. */
export type RiskReader = typeof outcomeRisk;

export function rememberedRisk(): RiskReader {
  const read = new Map<string, ReturnType<RiskReader>>();
  return (connection, facts, scope, options = {}) => {
    const { asOf, from, to, where, pipeline, cleanUps, by } = scope;
    const question = JSON.stringify([asOf, from, to, where, pipeline, cleanUps, by, options]);
    const known = read.get(question) ?? outcomeRisk(connection, facts, scope, options);
    read.set(question, known);
    return known;
  };
}
