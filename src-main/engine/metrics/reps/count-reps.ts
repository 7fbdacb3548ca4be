import type { Connection } from '#engine/query/connection';
import { literal } from '#engine/query/sql-text';
import type { Kinds } from './read-mix';
import type { RepReading } from './rep-reading';
import type { ToldLater } from './told-ledger';

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

/**
 * What is told of them on each day after `by` up to the day, and on these days and `by` itself what comes to and what goes from those that
 * do not stand so, but for deals that changed hands.
 */
export function countLater(
  connection: Connection,
  reading: RepReading,
  counting: Counting,
  by: string,
): Promise<ToldLater> {
  const given = macroGiven(reading, counting, `, told_by := ${literal(by)}::DATE`);
  return connection.columns(
    `SELECT
      ${cellColumns},
      told_after::INTEGER AS day
    FROM (
      FROM weir.rep_sum${reading.width}(${given})
      UNION ALL
      FROM weir.rep_sum_turn${reading.width}(${given})
    )
    ORDER BY day, rank, owner, ramping`,
    reading.params,
  );
}

/** Deals that changed hands, which never stand. */
export async function countHanded(
  connection: Connection,
  reading: RepReading,
  counting: Counting,
): Promise<Counted[]> {
  if (!counting.kinds.someHanded) return [];
  const part = othersPart(otherSql(reading, 'handed'), reading, counting);
  return connection.all<Counted>(countSql(counting, [part]), reading.params);
}

function othersSql(reading: RepReading, { someHanded }: Kinds): string {
  const parts = ['changed', ...(someHanded ? ['handed'] : [])];
  return parts.map((part) => otherSql(reading, part)).join('\nUNION ALL\n');
}

function otherSql({ width, given, newReps, every }: RepReading, part: string): string {
  return `FROM weir.rep_other${width}_${part}(${given}, ${newReps}, every := ${every})`;
}

function toldPart(reading: RepReading, counting: Counting): string {
  return `SELECT * EXCLUDE (told_after) FROM weir.rep_sum${reading.width}(${macroGiven(reading, counting)})`;
}

function macroGiven({ given, newReps, within }: RepReading, counting: Counting, toldBy = ''): string {
  return `${given}, ${newReps}, ${byKind(counting, within)}${toldBy}`;
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

/** Owners as they are: words of a list are read some times faster than text. */
const cellColumns = `owner,
      rank::INTEGER AS rank,
      ramping,
      n::DOUBLE AS n,
      k::DOUBLE AS k,
      lost::DOUBLE AS lost,
      expected::DOUBLE AS expected,
      variance::DOUBLE AS variance`;

function countSql({ ranks }: Pick<Counting, 'ranks'>, parts: readonly string[]): string {
  return `SELECT
      ${cellColumns},
      several::DOUBLE AS several
    FROM (${parts.join('\nUNION ALL\n')})
    WHERE rank IN (${ranks.join(', ')})
    ORDER BY rank, owner, ramping`;
}
