import type { Columns, Connection } from '#engine/query/connection';
import { type RiskRow, type RiskTable, riskTable } from '#engine/stats/risk-table';
import type { MetricScope } from './answer';
import { countsSql, datesCleanUps } from './clean-ups';
import type { WorkspaceFacts } from './facts';
import { sumOf } from './group-by';
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
 * losses of clean-ups on the day they were booked, where `tables` has them on another. `dim` breaks down
 * by an expression instead of a field.
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
  const counts = countsSql({
    all: risk(macro),
    moved: moves ? risk(moving) : null,
    keys: ['key', 't'],
    sums: ['won', 'lost', 'censored', 'entered'],
    booked: 'lost',
  });
  const statement = { sql: `${counts}\nORDER BY key, t, entered`, params };
  const rows = await connection.columns<Row>(statement.sql, statement.params);
  let asBooked: RiskTables | null | undefined;
  return {
    tables: tablesOf(rows, rows.lost),
    // Not everybody asks for them.
    get booked() {
      if (asBooked === undefined) asBooked = moves ? tablesOf(rows, rows.as_booked.map(Number)) : null;
      return asBooked;
    },
    statement,
  };
}

function tablesOf(rows: Columns<Row>, lost: readonly number[]): RiskTables {
  const found: RiskTables = new Map();
  for (const run of runsOf([rows.key])) {
    const places = placesOf(rows, lost, run);
    if (places.length > 0) found.set(rows.key[run.from]!, tableOf(rows, lost, places));
  }
  return found;
}

/** The rows of a run that count anybody: what moves may leave nobody at an age. */
function placesOf(rows: Columns<Row>, lost: readonly number[], { from, to }: Run): number[] {
  const places: number[] = [];
  for (let i = from; i < to; i++) {
    if (rows.won[i]! + lost[i]! + rows.censored[i]! + rows.entered[i]! > 0) places.push(i);
  }
  return places;
}

/** Ages of one key ascend, each once, but for those at which deals come under observation later. */
function tableOf(rows: Columns<Row>, lost: readonly number[], places: readonly number[]): RiskTable {
  const column = (values: readonly number[]) => Float64Array.from(places, (i) => values[i]!);
  if (places.every((i) => rows.entered[i] === 0)) {
    return { t: column(rows.t), won: column(rows.won), lost: column(lost), censored: column(rows.censored) };
  }
  return riskTable(
    withEntries(
      places.map((i) => ({
        t: rows.t[i]!,
        won: rows.won[i]!,
        lost: lost[i]!,
        censored: rows.censored[i]!,
        entered: rows.entered[i]!,
      })),
    ),
  );
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

/** Where some deals are seen from a later age only, the others enter at age 0. */
function withEntries(rows: Required<RiskRow>[]): RiskRow[] {
  const late = sumOf(rows, (row) => row.entered);
  const all = sumOf(rows, (row) => row.won + row.lost + row.censored);
  return [{ t: 0, won: 0, lost: 0, censored: 0, entered: Math.max(0, all - late) }, ...rows];
}
