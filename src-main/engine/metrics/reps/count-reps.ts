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
  /** In millionths, and in millionths of them: whole numbers, which add up to the same in any order. */
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
};

const others = 'temp.rep_other';

/** Deals that do not stand on the day as they stand now are looked up once for both, the kinds and the reps, and are there while `work` goes on. */
export async function withOthers<T>(
  connection: Connection,
  reading: RepReading,
  kinds: Kinds,
  work: () => Promise<T>,
): Promise<T> {
  try {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE rep_other AS ${othersSql(reading, kinds)}`,
      reading.params,
    );
    return await work();
  } finally {
    await connection.run(`DROP TABLE IF EXISTS ${others}`);
  }
}

/** Every rep in the ranks asked for; a rep may have several rows, which add up. The deals of `withOthers` are there. */
export function countReps(
  connection: Connection,
  reading: RepReading,
  counting: Counting,
): Promise<Counted[]> {
  const parts = [toldPart(reading, counting), othersPart(`FROM ${others}`, reading, counting)];
  return connection.all<Counted>(countSql(counting, parts), reading.params);
}

/** The same of those deals alone that stand on the day as they stand now. */
export function countTold(
  connection: Connection,
  reading: RepReading,
  counting: Counting,
): Promise<Counted[]> {
  return connection.all<Counted>(countSql(counting, [toldPart(reading, counting)]), reading.params);
}

/** The same as `countReps` from what was counted before. */
export async function countSince(
  connection: Connection,
  reading: RepReading,
  counting: Counting,
  told: Told,
): Promise<Counted[]> {
  const { kinds, ranks } = counting;
  const rest = othersPart(othersSql(reading, kinds), reading, counting);
  const [since, other] = await Promise.all([
    connection.all<Counted>(countSql(counting, [toldPart(reading, counting, told)]), reading.params),
    connection.beside((one) => one.all<Counted>(countSql(counting, [rest]), reading.params)),
  ]);
  return [...told.counted.filter(({ rank }) => ranks.includes(rank)), ...since, ...other];
}

function othersSql({ width, given, newReps, every }: RepReading, { someHanded }: Kinds): string {
  return ['changed', ...(someHanded ? ['handed'] : [])]
    .map((part) => `FROM weir.rep_other${width}_${part}(${given}, ${newReps}, every := ${every})`)
    .join('\nUNION ALL\n');
}

function toldPart({ width, given, newReps, within }: RepReading, counting: Counting, told?: Told): string {
  const toldBy = told ? `, told_by := ${literal(told.by)}::DATE` : '';
  return `FROM weir.rep_sum${width}(${given}, ${newReps}, ${byKind(counting, within)}${toldBy})`;
}

function othersPart(source: string, { within }: RepReading, counting: Counting): string {
  return `SELECT
        o.owner,
        o.rank,
        o.ramping,
        count(*) AS n,
        sum(o.went_on) AS k,
        sum(o.lost) AS lost,
        sum(c.chance) AS expected,
        sum(c.chance::BIGINT * (1000000 - c.chance)) AS variance,
        sum(o.several) AS several
      FROM (${source}) AS o
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
      n::DOUBLE AS n,
      k::DOUBLE AS k,
      lost::DOUBLE AS lost,
      expected::DOUBLE AS expected,
      variance::DOUBLE AS variance,
      several::DOUBLE AS several
    FROM (${parts.join('\nUNION ALL\n')})
    WHERE rank IN (${ranks.join(', ')})
    ORDER BY rank, owner, ramping`;
}
