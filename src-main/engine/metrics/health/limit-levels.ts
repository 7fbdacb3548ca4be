import type { Columns } from '#engine/query/connection';
import { addDays, dayNumber, monthStart } from '#shared/time/day';
import { constants } from '../constants';
import { type Run, runsOf } from '../runs';

/**
 * Shares of the winning stays that a limit can let pass. At 0 everybody is beyond the limit, which is right where most that stand
 * in a stage are lost from there.
 */
export const levels = [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95] as const;

/** Stays of won deals that are alike, as weir.won_stay_by_time counts them; `created` and `won` are day numbers. */
export type StayRow = {
  stage_id: number;
  segment: string | null;
  stay: number;
  created: number;
  won: number;
  n: number;
};

/** The same as it is gone through once for each day: numbers alone, segments by their places in `segments`. */
export type Stays = {
  stages: { stageId: number; run: Run }[];
  segments: readonly string[];
  /** The place of the one after the last stands for none. */
  segment: Uint32Array;
  created: Float64Array;
  won: Float64Array;
  stay: readonly number[];
  n: readonly number[];
};

export function staysOf(rows: Columns<StayRow>): Stays {
  const places = new Map<string, number>();
  for (const segment of rows.segment) {
    if (segment !== null && !places.has(segment)) places.set(segment, places.size);
  }
  return {
    stages: runsOf([rows.stage_id]).map((run) => ({ stageId: rows.stage_id[run.from]!, run })),
    segments: [...places.keys()],
    segment: Uint32Array.from(rows.segment, (name) => (name === null ? places.size : places.get(name)!)),
    created: Float64Array.from(rows.created),
    won: Float64Array.from(rows.won),
    stay: rows.stay,
    n: rows.n,
  };
}

/** Days of each level, null where too few stays are known. */
export type LimitsOf = (stageId: number, segment: string | null) => readonly number[] | null;

/** Days of each level by stage and segment, from deals that were won before the day and created early enough for it. */
export function limitsOn(stays: Stays, day: string, p95: number): LimitsOf {
  const read = (times: number) => {
    const created = dayNumber(monthStart(addDays(day, -Math.ceil(times * p95))));
    return quantilesOf(stays, { created, won: dayNumber(day) });
  };
  const fromOld = read(constants.oldEnough);
  let young: LimitsOf | undefined;
  return (stageId, segment) => {
    const limits = fromOld(stageId, segment);
    if (limits !== null) return limits;
    young ??= read(1);
    return young(stageId, segment);
  };
}

/** Stays of one stage or segment that count, and the days within which each share of the levels had left. */
type Quantiles = { n: number; upto: number; days: number[] };

/** The same as the macro weir.stay_limit gives, in whole days; of what was created and won before two days. */
function quantilesOf(stays: Stays, before: { created: number; won: number }): LimitsOf {
  const found = new Map<number, Map<string | null, readonly number[]>>();
  for (const { stageId, run } of stays.stages) {
    const [whole, segments] = countedStays(stays, before, run);
    if (whole.n < constants.fewestStays) continue;
    const limits = new Map<string | null, readonly number[]>([[null, whole.days]]);
    for (const [place, segment] of stays.segments.entries()) {
      const { n, days } = segments[place]!;
      if (n === 0) continue;
      const { drawnStays } = constants;
      const drawn = days.map((d, k) =>
        k === 0 ? d : (n * d + drawnStays * whole.days[k]!) / (n + drawnStays),
      );
      limits.set(segment, drawn);
    }
    found.set(stageId, limits);
  }
  return (stageId, segment) => {
    const limits = found.get(stageId);
    return limits?.get(segment) ?? limits?.get(null) ?? null;
  };
}

/** All stays of one stage that count and those of each segment; rows of a stage ascend by their days. */
function countedStays(
  { segments, segment, created, won, stay, n }: Stays,
  before: { created: number; won: number },
  { from, to }: Run,
): [Quantiles, Quantiles[]] {
  // Nothing is so short that it would not be beyond.
  const none = (): Quantiles => ({ n: 0, upto: 0, days: [-1] });
  const whole = none();
  // With a place for those without a segment, whom nobody asks for.
  const own = [...segments.map(none), none()];
  for (let i = from; i < to; i++) {
    if (created[i]! >= before.created || won[i]! >= before.won) continue;
    whole.n += n[i]!;
    own[segment[i]!]!.n += n[i]!;
  }
  for (let i = from; i < to; i++) {
    if (created[i]! >= before.created || won[i]! >= before.won) continue;
    pass(whole, stay[i]!, n[i]!);
    pass(own[segment[i]!]!, stay[i]!, n[i]!);
  }
  return [whole, own];
}

/** Counts `n` more stays of so many days, and puts down the levels that they come up to. */
function pass(quantiles: Quantiles, days: number, n: number): void {
  quantiles.upto += n;
  while (
    quantiles.days.length < levels.length &&
    quantiles.upto >= levels[quantiles.days.length]! * quantiles.n - 1e-9
  ) {
    quantiles.days.push(days);
  }
}
