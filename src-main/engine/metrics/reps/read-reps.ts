import { type Connection, Inline } from '#engine/query/connection';
import { literal } from '#engine/query/sql-text';
import type { MetricScope } from '../answer';
import type { WorkspaceFacts } from '../facts';
import { narrowMacro } from '../narrow-macro';
import { type Fragment, fieldColumn, macroArguments } from '../scope-sql';
import { type Horizons, horizonsOf } from './horizons';
import { mixOf } from './mix';
import { startsOf } from './people';
import { everyOf, type Kinds, kindsOf, mixRows } from './read-mix';

/** One rep in one rank; `ramping` are the deals of a new rep's first days. */
export type Counted = {
  owner: string | null;
  rank: number;
  ramping: boolean;
  n: number;
  k: number;
  /** Lost in the time that deals are followed for. */
  lost: number;
  expected: number;
  variance: number;
  several: number;
};

export type RepScope = MetricScope & { within?: number | undefined; ramp: 'excluded' | 'included' };

/** What reps are compared by, of the ranks asked for. */
export type ReadReps = {
  counted: Counted[];
  horizons: Horizons;
  /** Kinds of deals that were told apart, by label. */
  labels: string[];
  /** Variance of the log-odds by kind of deal, in each rank. */
  spread: ReadonlyMap<number, number>;
  statement: Fragment;
};

/** How the macros are asked. */
export type RepReading = {
  /** What the names of the macros end with: the widest fields that the filter asks for. */
  width: string;
  /** Day, period and filter, and the days by rank. */
  given: string;
  within: readonly number[];
  /** New reps with the end of their first days. */
  newReps: string;
  /** Of very many deals, which part kinds are learned from. */
  every: number;
  params: Fragment['params'];
};

/** Deals are followed for the days `given`, else for those that the day of the scope knows of. */
export async function readReps(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: RepScope,
  ranks: readonly number[],
  given?: Horizons,
): Promise<ReadReps> {
  const horizons = given ?? (await horizonsOf(connection, facts, scope));
  const kinds = await kindsOf(connection, facts);
  const reading = await readingOf(connection, facts, scope, horizons);
  try {
    await keepOthers(connection, reading, kinds);
    const rows = await mixRows(connection, facts, reading, ranks);
    const { labels, spread, chances } = mixOf(rows, ranks, facts, kinds);
    const counted = await connection.all<Counted>(countSql(reading, kinds, ranks, chances), reading.params);
    return { counted, horizons, labels, spread, statement: statementOf(facts, scope, horizons, ranks) };
  } finally {
    await connection.run(`DROP TABLE IF EXISTS ${others}`);
  }
}

/** Deals that do not stand on the day as they stand now are looked up once for both, the kinds and the reps. */
const others = 'temp.rep_other';

async function keepOthers(
  connection: Connection,
  { width, given, newReps, every, params }: RepReading,
  { someHanded }: Kinds,
): Promise<void> {
  const parts = ['changed', ...(someHanded ? ['handed'] : [])].map(
    (part) => `FROM weir.rep_other${width}_${part}(${given}, ${newReps}, every := ${every})`,
  );
  await connection.run(`CREATE OR REPLACE TEMP TABLE rep_other AS ${parts.join('\nUNION ALL\n')}`, params);
}

function statementOf(
  facts: WorkspaceFacts,
  scope: RepScope,
  horizons: Horizons,
  ranks: readonly number[],
): Fragment {
  const { sql, params } = repArguments(facts, scope, horizons);
  const macro = `weir.${narrowMacro('rep_count', facts, scope)}`;
  return {
    sql: `FROM ${macro}(${sql})\nWHERE rank IN (${ranks.join(', ')})\nORDER BY rank, owner`,
    params,
  };
}

async function readingOf(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: RepScope,
  { within, rampDays }: Horizons,
): Promise<RepReading> {
  const starts = await startsOf(connection, facts, scope.asOf ?? facts.asOf, rampDays);
  const fresh = starts.filter(({ until }) => until !== null);
  const { sql, params } = macroArguments(facts, { ...scope, by: undefined }, { period: true });
  const isSlim = scope.where.every(({ field }) => slimFields.includes(fieldColumn(facts, field).field));
  return {
    width: isSlim ? '_slim' : narrowMacro('', facts, scope),
    given: `${sql}, within := [${within.join(', ')}]`,
    within,
    newReps: `names := [${fresh.map(({ owner }) => literal(owner)).join(', ')}]::VARCHAR[],
      untils := [${fresh.map(({ until }) => until).join(', ')}]::BIGINT[]`,
    every: everyOf(facts),
    params,
  };
}

/** Fields that stand in weir.rep_entry itself. */
const slimFields = ['owner', 'pipeline'];

function countSql(
  { width, given, within, newReps }: RepReading,
  { known }: Kinds,
  ranks: readonly number[],
  chances: readonly (readonly number[])[],
): string {
  const [only, another] = ranks;
  const ofRank = another === undefined ? `, of_rank := ${only}` : '';
  const none = known.map(() => 0);
  const byRank = within.map((_, rank) => chances[ranks.indexOf(rank)] ?? none);
  const listed = another === undefined ? chances : byRank;
  const byKind = `places := ${known.length}, chances := ${millionths(listed.flat())}${ofRank}`;
  const parts = [
    `FROM weir.rep_sum${width}(${given}, ${newReps}, ${byKind})`,
    `SELECT
        o.owner,
        o.rank,
        o.ramping,
        count(*),
        sum(o.went_on),
        sum(o.lost),
        sum(c.chance),
        sum(c.chance::BIGINT * (1000000 - c.chance)),
        sum(o.several)
      FROM ${others} AS o
      JOIN weir.rep_chance(${byKind}) AS c ON c.number = o.number
      GROUP BY o.owner, o.rank, o.ramping`,
  ];
  return `SELECT
      owner::VARCHAR AS owner,
      rank::INTEGER AS rank,
      ramping,
      sum(n)::DOUBLE AS n,
      sum(k)::DOUBLE AS k,
      sum(lost)::DOUBLE AS lost,
      sum(expected)::DOUBLE / 1e6 AS expected,
      sum(variance)::DOUBLE / 1e12 AS variance,
      sum(several)::DOUBLE AS several
    FROM (${parts.join('\nUNION ALL\n')})
    WHERE rank IN (${ranks.join(', ')})
    GROUP BY owner, rank, ramping
    ORDER BY rank, owner NULLS LAST, ramping`;
}

/** Read faster from a text than number by number. */
function millionths(chances: readonly number[]): string {
  return `'[${chances.map((chance) => Math.round(chance * 1e6)).join(',')}]'::INTEGER[]`;
}

/** Arguments of the macros of reps. */
export function repArguments(
  facts: WorkspaceFacts,
  scope: MetricScope,
  { within, rampDays }: Horizons,
): Fragment {
  const { sql, params } = macroArguments(facts, { ...scope, by: undefined }, { period: true });
  const asOf = new Inline(scope.asOf ?? facts.asOf);
  return {
    sql: `${sql}, within := [${within.join(', ')}], ramp := ${rampDays}`,
    params: { ...params, as_of: asOf },
  };
}
