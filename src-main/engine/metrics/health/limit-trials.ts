import { type Columns, type Connection, Inline } from '#engine/query/connection';
import { addMonths, dayNumber, dayOfNumber, quarterStart } from '#shared/time/day';
import type { WorkspaceFacts } from '../facts';
import { periodsUntil } from '../periods';
import { runsOf } from '../runs';
import { levels, limitsOn, type StayRow, type Stays, staysOf } from './limit-levels';
import { type Hits, type LevelCounts, levelCounts } from './tune-levels';
import { oneOf } from './win-chances';

/** Limits in days that CRMs are commonly set to, which learned ones have to beat; 0 flags every deal. */
export const fixedLimits = [0, 7, 14, 21, 30, 45, 60, 90, 120, 180] as const;

type Row = {
  origin: number;
  stage_id: number;
  segment: string | null;
  age: number;
  left_quarter: number | null;
  lost: boolean;
  n: number;
};
/**
 * Alike open deals of a day, in columns: their days in the stage (`age`), how many levels of the stage they are beyond, and what became
 * of them. `left` is the first day of the quarter they left the stage in as a day number; null where they are still there.
 */
type Trials = {
  stageId: readonly number[];
  age: readonly number[];
  beyond: Uint8Array;
  left: readonly (number | null)[];
  lost: readonly boolean[];
  n: readonly number[];
};

/** The open deals of the first day of a quarter, in rows `from` up to `to`, against limits learned from what had been won by then. */
export type Origin = { day: string; trials: Trials; from: number; to: number };

/** The last quarters that began by the as-of day, oldest first. `p95` is the age by which 95 % of the wins have come. */
export async function readOrigins(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
  p95: number,
): Promise<Origin[]> {
  const quarters = (await periodsUntil(connection, 'quarter', asOf)).slice(1).slice(-mostOrigins);
  if (quarters.length === 0) return [];
  const every = oneOf(facts);
  const days = quarters.map((day) => `DATE '${day}'`).join(', ');
  const params = { as_of: new Inline(asOf) };
  const [stays, rows] = await Promise.all([
    connection.beside((other) =>
      other.columns<StayRow>(
        `SELECT * REPLACE (${['created', 'won'].map(numbered).join(', ')})
        FROM weir.won_stay_by_time($as_of::DATE, one_of := ${every})`,
        params,
      ),
    ),
    connection.columns<Row>(
      `SELECT * REPLACE (${['origin', 'left_quarter'].map(numbered).join(', ')})
      FROM weir.limit_trial($as_of::DATE, [${days}], one_of := ${every})`,
      params,
    ),
  ]);
  return originsOf(staysOf(stays), rows, p95);
}

function originsOf(stays: Stays, rows: Columns<Row>, p95: number): Origin[] {
  const trials: Trials = {
    stageId: rows.stage_id,
    age: rows.age,
    beyond: new Uint8Array(rows.age.length),
    left: rows.left_quarter,
    lost: rows.lost,
    n: rows.n,
  };
  return runsOf([rows.origin]).map(({ from, to }) => {
    const day = dayOfNumber(rows.origin[from]!);
    const limitsOf = limitsOn(stays, day, p95);
    for (let i = from; i < to; i++) {
      const limits = limitsOf(rows.stage_id[i]!, rows.segment[i]!);
      trials.beyond[i] = limits === null ? 0 : beyondOf(limits, rows.age[i]!);
    }
    return { day, trials, from, to };
  });
}

/** A day as a number: of some ten thousand rows, reading each as text costs more than the query. */
function numbered(column: string): string {
  return `(${column} - DATE '1970-01-01')::INTEGER AS ${column}`;
}

/** Four years, of which the last two are tried. */
const mostOrigins = 16;

function beyondOf(limits: readonly number[], age: number): number {
  let beyond = 0;
  for (const days of limits) if (age > days) beyond++;
  return beyond;
}

/** What is to be learned from on a day: deals of earlier quarters that had left their stage by then. */
export function countsBefore(origins: readonly Origin[], day: string): Map<number, LevelCounts> {
  const counts = new Map<number, LevelCounts>();
  for (const origin of origins) if (origin.day < day) add(counts, origin, dayNumber(day));
  return counts;
}

/** The deals of one quarter that have left their stage. */
export function countsOf(origin: Origin): Map<number, LevelCounts> {
  const counts = new Map<number, LevelCounts>();
  add(counts, origin, Number.POSITIVE_INFINITY);
  return counts;
}

function add(counts: Map<number, LevelCounts>, { trials, from, to }: Origin, leftBefore: number): void {
  const { stageId, beyond, left, lost, n } = trials;
  for (let i = from; i < to; i++) {
    const at = left[i]!;
    if (at === null || at >= leftBefore) continue;
    let own = counts.get(stageId[i]!);
    if (!own) {
      own = levelCounts(levels.length);
      counts.set(stageId[i]!, own);
    }
    own[lost[i] ? 'lost' : 'moved'][beyond[i]!]! += n[i]!;
  }
}

/** Open deals of a quarter whose stay goes on. */
export function undecidedOf({ trials, from, to }: Origin): number {
  let undecided = 0;
  for (let i = from; i < to; i++) if (trials.left[i] === null) undecided += trials.n[i]!;
  return undecided;
}

/** What each of the fixed limits flags of a quarter. At 0 days every deal is flagged, also those that came on the day itself. */
export function fixedHits({ trials, from, to }: Origin): Hits[] {
  const { age, left, lost, n } = trials;
  const all = fixedLimits.map((): Hits => ({ n: 0, lost: 0, flagged: 0, caught: 0 }));
  for (let i = from; i < to; i++) {
    if (left[i] === null) continue;
    for (const [place, days] of fixedLimits.entries()) {
      const hits = all[place]!;
      hits.n += n[i]!;
      if (lost[i]) hits.lost += n[i]!;
      if (days > 0 && age[i]! < days) continue;
      hits.flagged += n[i]!;
      if (lost[i]) hits.caught += n[i]!;
    }
  }
  return all;
}

/** The quarter after the as-of day: all that has left by the day counts as known. */
export function afterAll(asOf: string): string {
  return addMonths(quarterStart(asOf), 3);
}
