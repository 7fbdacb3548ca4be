import type { Scope } from '../model/scope';
import type { CompareRow } from './compare';
import type { MetricAnswer } from './envelope';
import type { RepRamp } from './reps';

/** A rep's change less the change of the team in the same time, both of the same kinds of deals. */
export type AgainstTeam = Record<'value' | 'low' | 'high' | 'p' | 'adjusted', number>;

/**
 * A rep in one stage, or in the sale as a whole (no stage, the figure `win-rate`): the share of deals that went on in time before the
 * coaching (`base`) and since (`compared`), and the difference with its interval. `team` is the share that the team brought on
 * of the same kinds of deals in the same time. `byItself` is how far the rate is expected to move without any cause, because what chance did before does not come
 * again: positive after an unusually low stretch.
 */
export type CoachingRow = CompareRow & {
  team: { base: number | null; compared: number | null };
  against: AgainstTeam | null;
  byItself: number | null;
};

/** Deals of a side are found by its scope, followed for `atDays` of their row. */
export type CoachingSide = { label: string; scope: Scope; n: number };

export type CoachingAnswer = MetricAnswer<CoachingRow> & {
  owner: string;
  coached: string;
  base: CoachingSide;
  compared: CoachingSide;
  ramp: RepRamp;
};
