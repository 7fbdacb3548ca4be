import type { Connection } from '#engine/query/connection';
import type { StaleReason } from '#shared/results/health';
import type { MetricScope } from '../answer';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { openMacro } from '../recent/held-months';
import { type Fragment, macroArguments } from '../scope-sql';
import { type Learned, learned, learnedBefore } from './learned';
import { tunedLimits } from './limit-record';
import { limitsSql, type StageLimit } from './stay-limits';
import { chancesSql, lowOdds } from './win-chances';

/** What deals are judged by: learned, tuned or a number of days in the stage, and days without a touch in early stages. */
export type LimitChoice = { limit?: 'learned' | 'tuned' | number | undefined; touch?: number | undefined };

/** The parts of stale deals as conditions on a row of weir.stale_deal. */
export const staleParts = {
  open: 'true',
  stale: 'is_stale',
  warned: 'is_warned',
  snoozed: 'snoozed',
  'no-move': 'is_stale AND no_move',
  'no-touch': 'is_stale AND no_touch',
  'low-odds': 'is_stale AND low_odds',
} as const satisfies Record<StaleReason | 'open' | 'stale' | 'warned' | 'snoozed', string>;

const remembered = new WeakMap<Learned, StageLimit[]>();

/** Finds out what deals are judged by, so that `judgedDeals` can say it. */
export async function learnJudging(
  connection: Connection,
  facts: WorkspaceFacts,
  asOf: string,
  choice: LimitChoice,
): Promise<Learned & { chosen: StageLimit[] }> {
  const known = await learned(connection, facts, asOf);
  if (choice.limit === 'tuned' && !remembered.has(known)) {
    remembered.set(known, await tunedLimits(connection, facts, asOf));
  }
  return { ...known, chosen: chosenLimits(known, choice) };
}

function chosenLimits(known: Learned, { limit }: LimitChoice): StageLimit[] {
  return limit === 'tuned' ? (remembered.get(known) ?? []) : known.limits;
}

/**
 * Open deals of the scope against what they are judged by, as SQL that can be selected from; `learnJudging` goes before. Names and
 * other words of the deals are there where `words` asks for them; with `lowOdds` chances and odds are not, but whether odds are low.
 */
export function judgedDeals(
  facts: WorkspaceFacts,
  scope: MetricScope,
  choice: LimitChoice,
  options: { and?: string; words?: boolean; lowOdds?: boolean } = {},
): Fragment {
  const known = learnedBefore(facts, scope.asOf ?? facts.asOf);
  const { sql, params } = macroArguments(
    facts,
    { ...scope, by: undefined },
    { period: false, and: options.and },
  );
  const macro = options.words
    ? 'weir.stale_deal'
    : openMacro('stale_deal', facts, { ...scope, by: undefined });
  const touch = touchLimits(facts, choice.touch);
  const days = typeof choice.limit === 'number' ? `, limit_days := ${choice.limit}` : '';
  const chances = options.lowOdds ? lowOdds(known.chances, constants.oddsLimit) : known.chances;
  return {
    sql: `${macro}(${sql}, limits := ${limitsSql(chosenLimits(known, choice))}, chances := ${chancesSql(chances)},
      late_stages := [${lateStages(facts).join(', ')}]::INTEGER[]${days}, touch_days := ${touch?.early ?? 'NULL'}, late_touch_days := ${touch?.late ?? 'NULL'},
      odds_limit := ${constants.oddsLimit})`,
    params,
  };
}

/** Days without a touch beyond which deals of early and of late stages are stale; null where nothing is known of touches. */
export function touchLimits(facts: WorkspaceFacts, touch?: number): { early: number; late: number } | null {
  if (!facts.hasTouches) return null;
  const early = touch ?? constants.touchDays.early;
  return { early, late: Math.ceil(early * constants.touchDays.lateShare) };
}

/** Open stages of the last third of each pipeline: the second of two, the last of three, the last two of five. */
export function lateStages(facts: WorkspaceFacts): number[] {
  return stagesOfThird(facts, (rank, top) => top > 1 && rank > top - Math.ceil(top / 3));
}

/** Open stages of the first third. */
export function frontStages(facts: WorkspaceFacts): number[] {
  return stagesOfThird(facts, (rank, top) => top > 1 && rank <= Math.ceil(top / 3));
}

function stagesOfThird({ stages }: WorkspaceFacts, isIn: (rank: number, top: number) => boolean): number[] {
  const open = stages.filter(({ kind }) => kind === 'open');
  return open.flatMap(({ stageId, pipeline, rank }) => {
    const top = Math.max(...open.filter((other) => other.pipeline === pipeline).map((other) => other.rank));
    return isIn(rank, top) ? [stageId] : [];
  });
}
