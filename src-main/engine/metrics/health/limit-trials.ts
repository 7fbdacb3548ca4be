import { type Columns, type Connection, Inline } from '#engine/query/connection';
import { addDays, addMonths, monthStart, quarterStart } from '#shared/time/day';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { groupBy } from '../group-by';
import { periodsUntil } from '../periods';
import { runsOf } from '../runs';
import { type LevelCounts, levelCounts } from './tune-levels';
import { oneOf } from './win-chances';

/**
 * Shares of the winning stays that a limit can let pass. At 0 everybody is beyond the limit, which is right where most that stand
 * in a stage are lost from there.
 */
export const levels = [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95] as const;

/** Limits in days that CRMs are commonly set to, which learned ones have to beat; 0 flags every deal. */
export const fixedLimits = [0, 7, 14, 21, 30, 45, 60, 90, 120, 180] as const;

type Row = {
  origin: string;
  stage_id: number;
  segment: string | null;
  age: number;
  left_quarter: string | null;
  lost: boolean;
  n: number;
};
type StayRow = {
  stage_id: number;
  segment: string | null;
  stay: number;
  created: string;
  won: string;
  n: number;
};

/** Alike open deals of one day: how many levels of their stage they are beyond, their days there, and what became of them. */
export type Trial = {
  stageId: number;
  age: number;
  beyond: number;
  /** First day of the quarter they left the stage in; null where they are still there. */
  left: string | null;
  lost: boolean;
  n: number;
};

/** The open deals of the first day of a quarter against limits learned from what had been won by then. */
export type Origin = { day: string; trials: Trial[] };

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
  const [stay, trial] = await Promise.all([
    connection.beside((other) =>
      other.columns<Numbered<StayRow, 'created' | 'won'>>(
        `SELECT * REPLACE (${['created', 'won'].map(dayNumber).join(', ')})
        FROM weir.won_stay_by_time($as_of::DATE, one_of := ${every})`,
        params,
      ),
    ),
    connection.columns<Numbered<Row, 'origin' | 'left_quarter'>>(
      `SELECT * REPLACE (${['origin', 'left_quarter'].map(dayNumber).join(', ')})
      FROM weir.limit_trial($as_of::DATE, [${days}], one_of := ${every})`,
      params,
    ),
  ]);
  const stays = { ...stay, created: daysOf(stay.created), won: daysOf(stay.won) };
  const rows = { ...trial, origin: daysOf(trial.origin), left_quarter: daysOf(trial.left_quarter) };
  return runsOf([rows.origin]).map(({ from, to }) => {
    const day = rows.origin[from]!;
    const limitsOf = limitsOn(stays, day, p95);
    return { day, trials: Array.from({ length: to - from }, (_, i) => trialOf(rows, from + i, limitsOf)) };
  });
}

/** Rows with some of their days as numbers: of some ten thousand, reading each as text costs more than the query. */
type Numbered<T, Name extends keyof T> = {
  [Column in keyof T]: Column extends Name ? (null extends T[Column] ? number | null : number) : T[Column];
};

function dayNumber(column: string): string {
  return `(${column} - DATE '${dayZero}')::INTEGER AS ${column}`;
}

const dayZero = '1970-01-01';

function daysOf<N extends number | null>(numbers: readonly N[]): (N extends null ? string | null : string)[] {
  const known = new Map<N, string | null>();
  return numbers.map((number) => {
    if (!known.has(number)) known.set(number, number === null ? null : addDays(dayZero, number));
    return known.get(number) as N extends null ? string | null : string;
  });
}

/** Four years, of which the last two are tried. */
const mostOrigins = 16;

type LimitsOf = (stageId: number, segment: string | null) => readonly number[] | null;

function trialOf(rows: Columns<Row>, i: number, limitsOf: LimitsOf): Trial {
  const [stageId, age] = [rows.stage_id[i]!, rows.age[i]!];
  const limits = limitsOf(stageId, rows.segment[i]!);
  return {
    stageId,
    age,
    beyond: limits === null ? 0 : limits.filter((days) => age > days).length,
    left: rows.left_quarter[i]!,
    lost: rows.lost[i]!,
    n: rows.n[i]!,
  };
}

/** Days of each level by stage and segment, from deals that were won before the day and created early enough for it. */
function limitsOn(stays: Columns<StayRow>, day: string, p95: number): LimitsOf {
  const createdBefore = (times: number) => monthStart(addDays(day, -Math.ceil(times * p95)));
  const [old, young] = [createdBefore(constants.oldEnough), createdBefore(1)];
  const known = Array.from(stays.stay.keys()).filter((i) => stays.won[i]! < day);
  const read = (before: string) =>
    quantilesOf(
      stays,
      known.filter((i) => stays.created[i]! < before),
    );
  const [fromOld, fromYoung] = [read(old), read(young)];
  return (stageId, segment) => fromOld(stageId, segment) ?? fromYoung(stageId, segment);
}

/** The same as the macro weir.stay_limit gives, in whole days. */
function quantilesOf(stays: Columns<StayRow>, chosen: readonly number[]): LimitsOf {
  const byStage = groupBy(chosen, (i) => stays.stage_id[i]!);
  const found = new Map<string, number[]>();
  for (const [stageId, ofStage] of byStage) {
    const whole = quantiles(stays, ofStage);
    if (whole.n < constants.fewestStays) continue;
    found.set(`${stageId}`, whole.days);
    for (const [segment, own] of groupBy(ofStage, (i) => stays.segment[i]!)) {
      if (segment === null) continue;
      const { n, days } = quantiles(stays, own);
      const { drawnStays } = constants;
      const drawn = days.map((d, k) =>
        k === 0 ? d : (n * d + drawnStays * whole.days[k]!) / (n + drawnStays),
      );
      found.set(`${stageId} ${segment}`, drawn);
    }
  }
  return (stageId, segment) => found.get(`${stageId} ${segment}`) ?? found.get(`${stageId}`) ?? null;
}

/** Days within which each share of the levels had left; rows of one stage ascend by their days. */
function quantiles(stays: Columns<StayRow>, rows: readonly number[]): { n: number; days: number[] } {
  const n = rows.reduce((sum, i) => sum + stays.n[i]!, 0);
  let [at, upto] = [0, 0];
  const days = levels.map((level) => {
    // Nothing is so short that it would not be beyond.
    if (level === 0) return -1;
    while (at < rows.length && upto + stays.n[rows[at]!]! < level * n - 1e-9) upto += stays.n[rows[at++]!]!;
    return stays.stay[rows[at]!] ?? 0;
  });
  return { n, days };
}

/** What is to be learned from on a day: deals of earlier quarters that had left their stage by then. */
export function countsBefore(origins: readonly Origin[], day: string): Map<number, LevelCounts> {
  const counts = new Map<number, LevelCounts>();
  for (const { trials } of origins.filter((origin) => origin.day < day)) {
    for (const trial of trials) if (trial.left !== null && trial.left < day) add(counts, trial);
  }
  return counts;
}

/** The deals of one quarter that have left their stage. */
export function countsOf(origin: Origin): Map<number, LevelCounts> {
  const counts = new Map<number, LevelCounts>();
  for (const trial of origin.trials) if (trial.left !== null) add(counts, trial);
  return counts;
}

function add(counts: Map<number, LevelCounts>, { stageId, beyond, lost, n }: Trial): void {
  const own = counts.get(stageId) ?? levelCounts(levels.length);
  counts.set(stageId, own);
  own[lost ? 'lost' : 'moved'][beyond]! += n;
}

/** The quarter after the as-of day: all that has left by the day counts as known. */
export function afterAll(asOf: string): string {
  return addMonths(quarterStart(asOf), 3);
}
