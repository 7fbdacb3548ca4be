import type { Connection } from '#engine/query/connection';
import { literal } from '#engine/query/sql-text';
import type { Kinds } from './read-mix';
import type { RepReading } from './rep-reading';

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

/** What had been told by the end of a day, counted before. */
export type Told = { by: string; counted: readonly Counted[] };

type Counting = {
  kinds: Kinds;
  ranks: readonly number[];
  /** By rank of those asked for and kind. */
  chances: readonly (readonly number[])[];
  told: Told | null;
};

/** Deals that do not stand on the day as they stand now. */
const others = 'temp.rep_other';

/** Those are looked up once for both, the kinds and the reps, and are there while `work` goes on. */
export async function withOthers<T>(
  connection: Connection,
  { width, given, newReps, every, params }: RepReading,
  { someHanded }: Kinds,
  work: () => Promise<T>,
): Promise<T> {
  const parts = ['changed', ...(someHanded ? ['handed'] : [])].map(
    (part) => `FROM weir.rep_other${width}_${part}(${given}, ${newReps}, every := ${every})`,
  );
  try {
    await connection.run(`CREATE OR REPLACE TEMP TABLE rep_other AS ${parts.join('\nUNION ALL\n')}`, params);
    return await work();
  } finally {
    await connection.run(`DROP TABLE IF EXISTS ${others}`);
  }
}

/** Every rep in the ranks asked for; a rep may have several rows, which add up. The deals of `withOthers` are there. */
export async function countReps(
  connection: Connection,
  reading: RepReading,
  counting: Counting,
): Promise<Counted[]> {
  const { told, ranks } = counting;
  const rows = await connection.all<Counted>(
    countSql(counting, [toldPart(reading, counting), othersPart(reading, counting)]),
    reading.params,
  );
  return told ? [...told.counted.filter(({ rank }) => ranks.includes(rank)), ...rows] : rows;
}

/** The same of those deals alone that stand on the day as they stand now. */
export function countTold(
  connection: Connection,
  reading: RepReading,
  counting: Omit<Counting, 'told'>,
): Promise<Counted[]> {
  const all = { ...counting, told: null };
  return connection.all<Counted>(countSql(all, [toldPart(reading, all)]), reading.params);
}

function toldPart({ width, given, newReps, within }: RepReading, counting: Counting): string {
  const toldBy = counting.told ? `, told_by := ${literal(counting.told.by)}::DATE` : '';
  return `FROM weir.rep_sum${width}(${given}, ${newReps}, ${byKind(counting, within)}${toldBy})`;
}

function othersPart({ within }: RepReading, counting: Counting): string {
  return `SELECT
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
      JOIN weir.rep_chance(${byKind(counting, within)}) AS c ON c.number = o.number
      GROUP BY o.owner, o.rank, o.ramping`;
}

/** Chances of all ranks, or of one alone. */
function byKind({ kinds: { known }, ranks, chances }: Counting, within: readonly number[]): string {
  const [only, another] = ranks;
  const ofRank = another === undefined ? `, of_rank := ${only}` : '';
  const none = known.map(() => 0);
  const listed =
    another === undefined ? chances : within.map((_, rank) => chances[ranks.indexOf(rank)] ?? none);
  return `places := ${known.length}, chances := ${millionths(listed.flat())}${ofRank}`;
}

/** Read faster from a text than number by number. */
function millionths(chances: readonly number[]): string {
  return `'[${chances.map((chance) => Math.round(chance * 1e6)).join(',')}]'::INTEGER[]`;
}

function countSql({ ranks }: Pick<Counting, 'ranks'>, parts: readonly string[]): string {
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
