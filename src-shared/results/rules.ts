import type { RuleKind } from '../model/rule-pack';
import type { MetricAnswer } from './envelope';

/** What counts as a follow-up in an answer, and how well the data carries it. */
export type FollowUps = {
  source: 'activity' | 'change' | 'either';
  /** First day that the data on them shows, where it begins after the deals. */
  since: string | null;
  /** Open deals (countdown) or deals (simulation) looked at that have none. */
  without: number;
};

/** Bounds of the days left that open deals are counted in, both inclusive; null is no bound. */
export const dueBands = [
  { from: null, to: 0 },
  { from: 1, to: 3 },
  { from: 4, to: 7 },
  { from: 8, to: 14 },
  { from: 15, to: 30 },
  { from: 31, to: null },
] as const;

/** Open deals by the days left to them, of one rule or (rule null) the nearest of the pack; bands as in `dueBands`. */
export type CountdownRow = {
  rule: number | null;
  kind: RuleKind | null;
  limit: number | null;
  open: number;
  bands: { count: number; value: number }[];
  /** Open deals that the rule does not count down for: those within a rep's capacity. */
  none: number;
};

export type DueDeal = {
  id: string;
  life: number;
  name: string | null;
  owner: string | null;
  stage: string | null;
  amount: number | null;
  /** The rule of the pack that comes first, and the days it leaves; 0 and less: the limit is reached. */
  rule: number;
  daysLeft: number;
  /** Days left by each rule of the pack; null where it does not count down. */
  left: (number | null)[];
  followedOn: string | null;
};

export type RuleCountdownAnswer = MetricAnswer<CountdownRow> & { followUps: FollowUps; deals: DueDeal[] };

/**
 * What a rule by itself, or the pack (rule null), would have taken, and what became of it by the as-of day. `won` are
 * wrongly taken; rates of deals closed since, with Wilson's interval.
 */
export type SimulationRow = {
  rule: number | null;
  kind: RuleKind | null;
  limit: number | null;
  deals: number;
  taken: number;
  takenShare: number | null;
  takenLow: number | null;
  takenHigh: number | null;
  /** Taken by this rule before any other of the pack. */
  first: number;
  won: number;
  wonValue: number;
  lost: number;
  lostValue: number;
  open: number;
  openValue: number;
  /** Won of those taken and closed since. */
  wonRate: number | null;
  wonLow: number | null;
  wonHigh: number | null;
  /** The same of the deals that are not taken. */
  sparedRate: number | null;
  sparedLow: number | null;
  sparedHigh: number | null;
  /** Days from being taken to the loss, of those lost: what a rep would have been spared. */
  medianDaysSpared: number | null;
};

/** The same at another limit of one rule, in one group of its field (`value`) or all of them (undefined). */
export type SweepRow = {
  rule: number;
  value?: string | null;
  limit: number;
  taken: number;
  won: number;
  wonValue: number;
  lost: number;
  open: number;
};

export type RuleSimulationAnswer = MetricAnswer<SimulationRow> & { followUps: FollowUps; sweep: SweepRow[] };

/**
 * Gain of taking deals at a limit, in dead deals recycled: those lost since, less `cost` for each that was won. Open ones
 * count as nothing, because it is not known yet what they are.
 */
export function netGain({ lost, won }: { lost: number; won: number }, cost: number): number {
  return lost - cost * won;
}

/** The limit with the highest gain, and the limits about it whose gain is within a twentieth of it. */
export function bestLimit(
  rows: readonly SweepRow[],
  cost: number,
): { row: SweepRow; gain: number; from: number; to: number; atEdge: boolean } | null {
  const sorted = [...rows].sort((a, b) => a.limit - b.limit);
  const gains = sorted.map((row) => netGain(row, cost));
  const gain = Math.max(0, ...gains);
  const at = gains.lastIndexOf(gain);
  const row = sorted[at];
  if (!row || gain <= 0) return null;
  const near = (i: number) => (gains[i] ?? Number.NEGATIVE_INFINITY) >= 0.95 * gain;
  let [from, to] = [at, at];
  while (from > 0 && near(from - 1)) from -= 1;
  while (to < sorted.length - 1 && near(to + 1)) to += 1;
  return { row, gain, from: sorted[from]?.limit ?? 0, to: sorted[to]?.limit ?? 0, atEdge: at === 0 };
}
