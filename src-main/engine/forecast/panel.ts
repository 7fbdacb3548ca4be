import type { Lives } from './age';

/**
 * Deals that were open at the origins of a panel, with what was known of them then, as columns; the rows of one origin stand
 * together, in order of their keys. `won` and `wonAmount` say what became of them in the period of their origin.
 */
export type OpenDeals = {
  key: Int32Array;
  life: Int32Array;
  /** Place of the stage in `Panel.stages`. */
  stage: Int32Array;
  /** Days. */
  stageAge: Float64Array;
  age: Float64Array;
  /** NaN where nobody had priced it. */
  amount: Float64Array;
  /** Whether its close date was in the period. */
  due: Uint8Array;
  pushes: Float64Array;
  /** Whether it had been further, or closed, before. */
  back: Uint8Array;
  /** Place of the segment in `Panel.parts`, −1 without one. */
  part: Int32Array;
  /** Place of the owner in `Panel.owners`, −1 without one. */
  owner: Int32Array;
  won: Uint8Array;
  wonAmount: Float64Array;
};

export type OpenStage = {
  stageId: number;
  stage: string;
  /** One of the last two open stages of its pipeline. */
  late: boolean;
  /** The percentage the CRM has for it, as a fraction. */
  staticChance: number;
};

/** A day from which a period was, or is, forecast. */
export type Origin = {
  /** Number of the period, one up from the one before. */
  period: number;
  /** Place of the period in its year, from 0. */
  season: number;
  day: string;
  /** Last day of the period. */
  to: string;
  /** Days after it up to the end of the period. */
  daysLeft: number;
  /** Days after it up to the last one before the period; 0 or less once that has begun. */
  wait: number;
  /** Rows of its open deals. */
  start: number;
  end: number;
  wonToDate: number;
  /** What the period came to; null while it is not over. */
  actual: number | null;
  /** Amounts of what was won after the origin without being open at it, in order of time. */
  fresh: Float64Array;
  /** How many deals each row stands for: 1 unless past periods were thinned. */
  scale: number;
};

export type Panel = {
  deals: OpenDeals;
  stages: OpenStage[];
  parts: number;
  owners: number;
  /** Sorted by period; one origin of each, all as far from the end of theirs. */
  origins: Origin[];
  /** Origins some weeks nearer and farther, which rates of one week lean on. */
  neighbours: Origin[];
  /** Whether amounts and close dates are known as they stood then, not only as they are today. */
  valued: boolean;
  /** All lives, where chances come by age. */
  lives?: Lives;
};

/** Rows of one origin, by which models are trained, and how much they count; with a step only every n-th of them. */
export type Slice = { start: number; end: number; weight: number; step?: number };

/** All rows of slices, one after the other. */
export function rowsOf(slices: readonly Omit<Slice, 'weight'>[]): Int32Array {
  const rows = new Int32Array(slices.reduce((sum, slice) => sum + countOf(slice), 0));
  let at = 0;
  for (const { start, end, step = 1 } of slices) {
    for (let row = start; row < end; row += step) {
      rows[at] = row;
      at += 1;
    }
  }
  return rows;
}

/** How many rows a slice has. */
export function countOf({ start, end, step = 1 }: Omit<Slice, 'weight'>): number {
  return Math.ceil((end - start) / step);
}

/** The same slices with at most about so many rows, taken evenly. */
export function thinned(slices: readonly Slice[], most: number): Slice[] {
  const n = slices.reduce((sum, slice) => sum + countOf(slice), 0);
  const more = Math.max(1, Math.ceil(n / most));
  return slices.map((slice) => ({ ...slice, step: more * (slice.step ?? 1) }));
}
