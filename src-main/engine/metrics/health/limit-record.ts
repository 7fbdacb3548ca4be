import type { Connection } from '#engine/query/connection';
import { wilson } from '#engine/stats/intervals';
import type { MethodParams } from '#shared/contract/methods';
import type { Warning } from '#shared/results/envelope';
import type { LimitRecordAnswer, LimitRow } from '#shared/results/health';
import { answer } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { sumOf } from '../group-by';
import { partialHistory } from '../partial-history';
import { remembering } from '../remembered';
import { type Learned, learned, learnedOnOf } from './learned';
import { levels } from './limit-levels';
import {
  afterAll,
  countsBefore,
  countsOf,
  fixedHits,
  fixedLimits,
  type Origin,
  readOrigins,
  undecidedOf,
} from './limit-trials';
import { readStays, type StageLimit } from './stay-limits';
import { f1, type Hits, hitsOf, type LevelCounts, tuneLevels } from './tune-levels';
import { oneOf } from './win-chances';

/** How many past quarters limits are tried on, and how many come before them to tune on. */
const triedQuarters = 8;
const tunedQuarters = 2;
/** Deals that tuning takes at least. */
const fewestDeals = 50;

/** What came of trying, and the level that each stage is tuned to by all past quarters. */
type Record = { days: string[]; rows: LimitRow[]; undecided: number; tuned: ReadonlyMap<number, number> };
const remember = remembering<Record>();

/**
 * How limits would have done: on the first day of each past quarter every open deal is within or beyond its limit, and is caught
 * where it was lost from the very stage it stood in. Learned limits know what had happened by that day and no more. Of all deals,
 * whatever is filtered, and as the limits themselves as of the end of the month before.
 */
export async function limitRecord(
  connection: Connection,
  facts: WorkspaceFacts,
  scope: MethodParams<'metric.limitRecord'>,
): Promise<LimitRecordAnswer> {
  const asOf = scope.asOf ?? facts.asOf;
  const { days, rows, undecided, tuned } = await recordOf(connection, facts, asOf);
  const limits = await tunedDays(connection, facts, asOf, tuned);
  const statement = {
    sql: `FROM weir.limit_trial(DATE '${learnedOnOf(asOf)}', [${days.map((day) => `DATE '${day}'`).join(', ')}], one_of := ${oneOf(facts)})`,
    params: {},
  };
  return {
    ...answer(
      'limit-record',
      facts,
      { asOf, where: [], weight: 'count' },
      {
        n: rows[0]?.n ?? 0,
        rows,
        statement,
        warnings: [
          ...(days.length === 0 ? [noRecord] : []),
          ...partialHistory(facts, 'Stays that came before it are not tried.'),
        ],
      },
    ),
    origins: days,
    undecided,
    oneOf: oneOf(facts),
    tuned: facts.stages.flatMap(({ stageId, stage, pipeline }) => {
      const place = tuned.get(stageId);
      if (place === undefined) return [];
      const own = limits.find((limit) => limit.stageId === stageId && limit.segment === null);
      return [{ stage, pipeline, level: levels[place]!, days: own?.stale ?? null }];
    }),
  };
}

/** Limits in days of the level that each stage is tuned to on all past quarters. */
export async function tunedLimits(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
): Promise<StageLimit[]> {
  const { tuned } = await recordOf(connection, facts, asOf);
  return tunedDays(connection, facts, asOf, tuned);
}

/** Lengths of stays by level; what is learned of a month holds for all its days. */
const rememberedStays = new WeakMap<Learned, Awaited<ReturnType<typeof readStays>>>();

/** Of the month of the day, for every level that a stage may be tuned to. */
export async function levelStays(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
): ReturnType<typeof readStays> {
  const known = await learned(connection, facts, asOf);
  const { learnedOn, createdBefore } = known;
  if (createdBefore === null) return [];
  const stays = rememberedStays.get(known) ?? (await readStays(connection, learnedOn, createdBefore, levels));
  rememberedStays.set(known, stays);
  return stays;
}

async function tunedDays(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
  tuned: ReadonlyMap<number, number>,
): Promise<StageLimit[]> {
  if (tuned.size === 0) return [];
  const stays = await levelStays(connection, facts, asOf);
  return stays.flatMap(({ stage_id: stageId, segment, n, level, days }) => {
    const place = tuned.get(stageId);
    if (place === undefined || Math.abs(levels[place]! - level) > 1e-9) return [];
    // Level 0 is beyond the limit from the first day on.
    const stale = level === 0 ? 0 : days;
    return [{ stageId, segment, n, warn: stale, stale }];
  });
}

/** The record of the month of the day, remembered until the data change. */
export function recordOf(connection: Connection, facts: WorkspaceFacts, asOf: string): Promise<Record> {
  return remember(facts, learnedOnOf(asOf), () => readRecord(connection, facts, asOf));
}

async function readRecord(connection: Connection, facts: WorkspaceFacts, asOf: string): Promise<Record> {
  const { learnedOn, p95 } = await learned(connection, facts, asOf);
  const origins = p95 === null ? [] : await readOrigins(connection, facts, learnedOn, p95);
  const counts = countsBefore(origins, afterAll(learnedOn));
  const tried = triedOrigins(origins);
  return {
    days: tried.map(({ origin }) => origin.day),
    rows: tried.length === 0 ? [] : rowsOf(tried),
    undecided: sumOf(tried, ({ origin }) => undecidedOf(origin)),
    tuned: enough(counts) ? tuneLevels(counts, levels.length) : new Map<number, number>(),
  };
}

/** A quarter with the deals that limits are tried on, and those that they can be tuned on before. */
type Tried = { origin: Origin; own: Map<number, LevelCounts>; before: Map<number, LevelCounts> };

/** Quarters before which enough is known to tune limits, the last of them. */
function triedOrigins(origins: readonly Origin[]): Tried[] {
  return origins
    .slice(tunedQuarters)
    .map((origin) => ({ origin, before: countsBefore(origins, origin.day) }))
    .filter(({ before }) => enough(before))
    .slice(-triedQuarters)
    .map((tried) => ({ ...tried, own: countsOf(tried.origin) }));
}

function enough(counts: ReadonlyMap<number, LevelCounts>): boolean {
  return hitsOf(counts, () => null).n >= fewestDeals;
}

function rowsOf(tried: readonly Tried[]): LimitRow[] {
  const place = (level: number) => levels.findIndex((known) => Math.abs(known - level) < 1e-9);
  const [warn, stale] = [place(constants.warnLevel), place(constants.staleLevel)];
  const learnedRow = (
    limit: LimitRow['limit'],
    levelOf: (before: Tried['before']) => (stage: number) => number | null,
  ) =>
    rowOf(
      limit,
      'learned',
      tried.map(({ own, before }) => hitsOf(own, levelOf(before))),
    );
  const fixed = tried.map(({ origin }) => fixedHits(origin));
  return [
    learnedRow('tuned', (before) => {
      const tuned = tuneLevels(before, levels.length);
      return (stageId) => tuned.get(stageId) ?? null;
    }),
    learnedRow('stale', () => () => stale),
    learnedRow('warn', () => () => warn),
    ...fixedLimits.map((days, place) =>
      rowOf(
        days,
        'fixed',
        fixed.map((hits) => hits[place]!),
      ),
    ),
  ];
}

function rowOf(limit: LimitRow['limit'], kind: LimitRow['kind'], all: readonly Hits[]): LimitRow {
  const sum = (name: keyof Hits) => sumOf(all, (hits) => hits[name]);
  const hits = { n: sum('n'), flagged: sum('flagged'), lost: sum('lost'), caught: sum('caught') };
  const precision = wilson(hits.caught, hits.flagged, constants.confidence);
  const recall = wilson(hits.caught, hits.lost, constants.confidence);
  return {
    limit,
    kind,
    ...hits,
    precision: hits.flagged > 0 ? hits.caught / hits.flagged : null,
    precisionLow: precision.low,
    precisionHigh: precision.high,
    recall: hits.lost > 0 ? hits.caught / hits.lost : null,
    recallLow: recall.low,
    recallHigh: recall.high,
    f1: f1(hits),
  };
}

const noRecord: Warning = {
  code: 'no-record',
  message: `Limits cannot be tried on past quarters: that takes ${tunedQuarters} quarters to learn from and one to try, with ${fewestDeals} open deals whose days in the stage are known. A longer export of the stage history would give more.`,
};
