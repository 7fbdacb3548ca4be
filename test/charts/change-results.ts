import { type ChangeBucket, type ChangeRow, changeBuckets, type SlippageRow } from '#shared/results/changes';

/** Every bucket has deals. */
export const changeRows = waterfallOf({
  start: [695, 17_824_790],
  new: [51, 792_080],
  reopened: [3, 40_000],
  'moved-in': [5, 120_000],
  'owner-in': [2, 15_000],
  increased: [8, 63_560],
  decreased: [18, -74_380],
  'moved-out': [4, -90_000],
  'owner-out': [1, -12_500.5],
  won: [14, -148_340],
  lost: [29, -510_670],
  deleted: [2, -8_000],
  end: [708, 18_011_539.5],
});

/** Moves as large as what was open. */
export const largeMoves = waterfallOf({
  start: [3, 100_000],
  new: [2, 250_000],
  won: [1, -300_000],
  end: [4, 50_000],
});

/** Refunds and corrections: below zero. */
export const belowZero = waterfallOf({
  start: [1, -4_000],
  decreased: [1, -6_000],
  new: [1, 3_000],
  end: [2, -7_000],
});

function waterfallOf(sizes: Partial<Record<ChangeBucket, [number, number]>>): ChangeRow[] {
  return changeBuckets.map((bucket) => {
    const [count, amount] = sizes[bucket] ?? [0, 0];
    return { key: null, bucket, count, amount };
  });
}

export const slippageRow: SlippageRow = {
  key: null,
  due: 409,
  won: 7,
  lost: 17,
  slipped: 13,
  stillDue: 372,
  dueValue: 10_685_850,
  wonValue: 62_650,
  lostValue: 342_920,
  slippedValue: 434_510,
  stillDueValue: 9_845_770,
  slipRate: 13 / 409,
  low: 0.019,
  high: 0.054,
  slipValueRate: 0.041,
  pulledForward: 18,
  pulledForwardValue: 276_070,
  pushes: 31,
  pushedDeals: 31,
  periodPushes: 18,
  medianPushDays: 59,
  rolledPushes: 0,
};
