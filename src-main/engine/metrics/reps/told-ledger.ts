import { daysBetween } from '#shared/time/day';
import type { Counted } from './count-reps';
import type { Start } from './starts';

type Starts = readonly Start[];

/** What comes to a rep in a rank on one day, less what goes, `day` days after the one that the others were told by. */
export type ToldLater = { [Name in keyof Omit<Counted, 'several'>]: readonly Counted[Name][] } & {
  day: readonly number[];
};

/**
 * Reps in all ranks as they were told by the end of a day (`by`), and what comes and goes on it and each day after it, day by day:
 * as of any of these days it is added up. `stand` tells when the first days of each rep end that was counted for it, from day number
 * `from` on.
 */
export type ToldLedger = {
  by: string;
  told: readonly Counted[];
  later: Turns;
  stand: readonly { owner: string; from: number; until: Start['until'] }[];
};

/** Numbers alone, of which there can be a hundred thousand; `place` is that of the rep and rank in `told`. */
type Turns = { day: Uint16Array; place: Uint32Array } & Record<'n' | 'k' | 'lost', Int32Array> &
  Record<'expected' | 'variance', Float64Array>;

/** `starts` are of the day that `told` was told by, `startsLater` of the last one of `later`, which comes in the order of days. */
export function toldLedger(
  by: string,
  { told, starts }: { told: readonly Counted[]; starts: Starts },
  { later, starts: startsLater }: { later: ToldLater; starts: Starts },
): ToldLedger {
  const cells = [...told];
  const known = new Map(cells.map((cell, at) => [keyOf(cell), at]));
  const place = Uint32Array.from(later.day, (_, row) => {
    const cell = { owner: later.owner[row]!, rank: later.rank[row]!, ramping: later.ramping[row]! };
    const key = keyOf(cell);
    const at = known.get(key) ?? cells.push({ ...cell, ...nothing }) - 1;
    known.set(key, at);
    return at;
  });
  const untils = [untilsOf(starts), untilsOf(startsLater)] as const;
  const firstLater = new Map<string | null, number>();
  later.day.forEach((day, row) => {
    const owner = later.owner[row]!;
    firstLater.set(owner, Math.min(day, firstLater.get(owner) ?? day));
  });
  return {
    by,
    told: cells,
    later: {
      place,
      day: Uint16Array.from(later.day),
      n: Int32Array.from(later.n),
      k: Int32Array.from(later.k),
      lost: Int32Array.from(later.lost),
      expected: Float64Array.from(later.expected),
      variance: Float64Array.from(later.variance),
    },
    stand: [
      ...standing(new Map(told.map(({ owner }) => [owner, 0])), untils[0]),
      ...standing(firstLater, untils[1]),
    ],
  };
}

const nothing = { n: 0, k: 0, lost: 0, expected: 0, variance: 0, several: 0 };

function keyOf({ owner, rank, ramping }: Pick<Counted, 'owner' | 'rank' | 'ramping'>): string {
  return `${rank} ${ramping} ${owner === null ? '' : `'${owner}`}`;
}

function untilsOf(starts: Starts): ReadonlyMap<string | null, Start['until']> {
  return new Map(starts.map(({ owner, until }) => [owner, until]));
}

function standing(
  firsts: ReadonlyMap<string | null, number>,
  untils: ReadonlyMap<string | null, Start['until']>,
): ToldLedger['stand'] {
  return [...firsts].flatMap(([owner, from]) =>
    owner === null ? [] : [{ owner, from, until: untils.get(owner) ?? null }],
  );
}

/** Whether the first days of every rep that is counted for the day end when it was counted: a deal told later may have begun before. */
export function stands({ by, stand }: ToldLedger, day: string, starts: Starts): boolean {
  const [days, untils] = [daysBetween(by, day), untilsOf(starts)];
  return stand.every(({ owner, from, until }) => from > days || untils.get(owner) === until);
}

/** Reps in the ranks asked for as told by the end of the day. */
export function toldOn({ by, told, later }: ToldLedger, day: string, ranks: readonly number[]): Counted[] {
  const days = daysBetween(by, day);
  const isAsked = new Set(ranks);
  const sums = told.map((cell) => (isAsked.has(cell.rank) ? { ...cell } : null));
  for (let row = 0; row < later.day.length && later.day[row]! <= days; row++) {
    const sum = sums[later.place[row]!];
    if (!sum) continue;
    sum.n += later.n[row]!;
    sum.k += later.k[row]!;
    sum.lost += later.lost[row]!;
    sum.expected += later.expected[row]!;
    sum.variance += later.variance[row]!;
  }
  return sums.filter((sum) => sum !== null && sum.n > 0) as Counted[];
}
