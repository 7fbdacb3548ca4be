import type { Connection } from '#engine/query/connection';
import { aalenJohansen, normalisedAge } from '#engine/stats/aalen-johansen';
import type { Warning } from '#shared/results/envelope';
import { addDays, monthStart } from '#shared/time/day';
import { constants } from '../constants';
import type { WorkspaceFacts } from '../facts';
import { outcomeRisk } from '../outcome-risk';
import { remembering } from '../remembered';
import { readableAge } from '../support';
import { readStayLimits, type StageLimit } from './stay-limits';
import { readWinChances, type WinChance } from './win-chances';

/** What open deals are judged by on a day, learned from deals that ended before. */
export type Learned = {
  /** The last day of the month before: what happened later changes nothing until the next month. */
  learnedOn: string;
  /** Deals behind the limits were created before; null where no deal had been won. */
  createdBefore: string | null;
  limits: StageLimit[];
  chances: WinChance[];
  /** Ages by which 95 % and 90 % of the wins have come. */
  p95: number | null;
  wonDays: number | null;
  warnings: Warning[];
};

const remember = remembering<Learned>();
/** The same, for those who cannot wait. */
const remembered = new WeakMap<WorkspaceFacts, Map<string, Learned>>();

/**
 * Limits and win chances as of the end of the month before the day, of all deals whatever is filtered: a filter chooses which
 * deals are looked at and must not move the bar for them. Remembered until the data changes, and learned once where several ask.
 */
export async function learned(connection: Connection, facts: WorkspaceFacts, asOf: string): Promise<Learned> {
  const learnedOn = learnedOnOf(asOf);
  const ofFacts = remembered.get(facts) ?? new Map<string, Learned>();
  remembered.set(facts, ofFacts);
  const known =
    ofFacts.get(learnedOn) ?? (await remember(facts, learnedOn, () => learn(connection, facts, learnedOn)));
  ofFacts.set(learnedOn, known);
  return known;
}

/** What `learned` has found out of this day before. Throws where nobody asked. */
export function learnedBefore(facts: WorkspaceFacts, asOf: string): Learned {
  const known = remembered.get(facts)?.get(learnedOnOf(asOf));
  if (!known) throw new Error('Limits are used before they were learned');
  return known;
}

/** The end of the month before the day. */
export function learnedOnOf(asOf: string): string {
  return addDays(monthStart(asOf), -1);
}

async function learn(connection: Connection, facts: WorkspaceFacts, learnedOn: string): Promise<Learned> {
  const [stays, chances] = await Promise.all([
    connection.beside((other) => learnLimits(other, facts, learnedOn)),
    readWinChances(connection, facts, learnedOn),
  ]);
  return { learnedOn, ...stays, chances };
}

type Limits = Pick<Learned, 'createdBefore' | 'limits' | 'p95' | 'wonDays' | 'warnings'>;

async function learnLimits(
  connection: Connection,
  facts: WorkspaceFacts,
  learnedOn: string,
): Promise<Limits> {
  const { p95, wonDays } = await timeToWin(connection, facts, learnedOn);
  if (p95 === null) return { createdBefore: null, limits: [], p95, wonDays, warnings: [noLimits(facts)] };
  const before = (times: number) => addDays(learnedOn, -Math.ceil(times * p95));
  const levels = [constants.warnLevel, constants.staleLevel];
  const [old, young] = [before(constants.oldEnough), before(1)];
  const limits = await readStayLimits(connection, learnedOn, old, levels);
  if (ofAllStages(facts, limits)) return { createdBefore: old, limits, p95, wonDays, warnings: [] };
  const more = await readStayLimits(connection, learnedOn, young, levels);
  // Of a stage that enough is known of from older deals, those go on counting alone.
  const known = new Set(limits.map(({ stageId }) => stageId));
  const added = more.filter(({ stageId }) => !known.has(stageId));
  const all = [...limits, ...added];
  const warnings = [
    ...(added.length > 0 ? [shortHistory(young, added, facts)] : []),
    ...(ofAllStages(facts, all) ? [] : [noLimits(facts, all)]),
  ];
  return { createdBefore: known.size > 0 ? old : young, limits: all, p95, wonDays, warnings };
}

/** Ages by which 95 % and 90 % of the wins have come, by Aalen–Johansen over all deals known on the day. */
async function timeToWin(connection: Connection, facts: WorkspaceFacts, asOf: string) {
  const scope = { asOf, where: [], weight: 'count' as const };
  const { tables } = await outcomeRisk(connection, facts, scope);
  const [table] = tables.values();
  const tau = table ? readableAge(table) : null;
  if (!table || tau === null) return { p95: null, wonDays: null };
  const curve = aalenJohansen(table);
  return {
    p95: normalisedAge(curve, 'won', 0.95, tau),
    wonDays: normalisedAge(curve, 'won', constants.cleanUpLevel, tau),
  };
}

function ofAllStages(facts: WorkspaceFacts, limits: readonly StageLimit[]): boolean {
  return facts.stages.every((stage) => stage.kind !== 'open' || hasLimit(limits, stage.stageId));
}

function hasLimit(limits: readonly StageLimit[], stageId: number): boolean {
  return limits.some((limit) => limit.stageId === stageId);
}

function noLimits(facts: WorkspaceFacts, limits: readonly StageLimit[] = []): Warning {
  const without = facts.stages.filter(({ kind, stageId }) => kind === 'open' && !hasLimit(limits, stageId));
  const names = without.map(({ stage }) => stage);
  return {
    code: 'no-learned-limit',
    message: `Of ${listed(names)} fewer than ${constants.fewestStays} stays of won deals are known that are old enough to learn from; no deal there counts as stale for its days in the stage. A longer export of the stage history would tell, or give a limit in days.`,
    details: { stages: names },
  };
}

function shortHistory(createdBefore: string, limits: readonly StageLimit[], facts: WorkspaceFacts): Warning {
  const ids = new Set(limits.map(({ stageId }) => stageId));
  const names = facts.stages.filter(({ stageId }) => ids.has(stageId)).map(({ stage }) => stage);
  return {
    code: 'short-history',
    message: `The history is short: limits of ${listed(names)} are learned from deals created before ${createdBefore}, of which some slow wins may still come. They may be too strict.`,
    details: { stages: names },
  };
}

function listed(names: readonly string[]): string {
  return names.length > 4
    ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more stages`
    : names.join(', ');
}
