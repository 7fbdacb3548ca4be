import { describe, expect, test } from 'vitest';
import { type ChangesAnswer, changeBuckets } from '#shared/results/changes';
import type { CycleRow, FunnelRow, OverviewRow, TimeInStageRow, WinRateRow } from '#shared/results/metrics';
import type { BottleneckRow } from '#shared/results/velocity';
import { createFormatters } from '../../src-renderer/charts/formatters';
import { changesSentence } from '../../src-renderer/pages/changes/sentence';
import { funnelSentence } from '../../src-renderer/pages/funnel/sentence';
import { overviewSentence } from '../../src-renderer/pages/overview/sentence';
import {
  benchmarkSentence,
  slowestSentence,
  velocitySentence,
} from '../../src-renderer/pages/velocity/sentence';

const format = createFormatters('en-US', 'USD');

const winRate: WinRateRow = {
  key: null,
  created: 8800,
  won: 4238,
  lost: 2473,
  open: 2089,
  closedRate: 0.631501,
  low: 0.619887,
  high: 0.642964,
  closedValueRate: 0.6,
  cohortRate: 0.519,
  cohortLow: 0.5,
  cohortHigh: 0.53,
  tau: 138,
  wonValue: 10_005_534,
  lostValue: 6_000_000,
  averageWon: 2361,
};
const bottleneck: TimeInStageRow = {
  stage: 'Engaging',
  rank: 2,
  visits: 8300,
  n: 6711,
  open: 1589,
  median: 45,
  low: 43,
  high: 47,
  p80: 90,
  p90: 120,
  restrictedMean: 50,
  naiveMean: 40,
};
const overview: OverviewRow = {
  pipeline: [],
  months: [],
  winRate,
  previousWinRate: null,
  cycle: null,
  timeToWin: null,
  bottleneck,
  totals: { deals: 8800, open: 2089, openValue: 3_360_822, won: 4238, lost: 2473, wonValue: 10_005_534 },
};

describe('the overview says', () => {
  test('what is open, what is won and what is slow', () => {
    expect(overviewSentence(overview, [bottleneck], 'count', format)).toBe(
      '2,089 deals worth $3.36M are open; 63% of closed deals were won (62–64%); Engaging is the slowest step at 45 days.',
    );
  });

  test('the money first when value is chosen', () => {
    expect(overviewSentence(overview, [bottleneck], 'value', format)).toMatch(
      /^\$3\.36M are open in 2,089 deals; 60% of closed value was won;/,
    );
  });

  test('how the win rate moved when there is a period before', () => {
    const row = { ...overview, previousWinRate: { ...winRate, closedRate: 0.651501 } };
    expect(overviewSentence(row, [bottleneck], 'count', format)).toContain(
      '2.0 points less than in the period before',
    );
  });

  test('that nothing has closed yet', () => {
    const open = { ...winRate, won: 0, lost: 0, closedRate: null, low: null, high: null };
    expect(overviewSentence({ ...overview, winRate: open }, [], 'count', format)).toBe(
      '2,089 deals worth $3.36M are open; none has closed yet.',
    );
  });

  test('that there is nothing under these controls', () => {
    const none = { deals: 0, open: 0, openValue: 0, won: 0, lost: 0, wonValue: 0 };
    const empty = { ...winRate, created: 0, won: 0, lost: 0, closedRate: null };
    const row = { ...overview, totals: none, winRate: empty };
    expect(overviewSentence(row, [], 'count', format)).toBe('No deal matches the chosen controls.');
  });

  test('numbers instead of shares where few deals have closed, and nothing of stages that few visited', () => {
    const few = { ...overview, winRate: { ...winRate, won: 1, lost: 1, closedRate: 0.5 } };
    expect(overviewSentence(few, [{ ...bottleneck, visits: 2 }], 'count', format)).toBe(
      '2,089 deals worth $3.36M are open; 1 of 2 closed deals was won.',
    );
  });

  test('where deals stay, if fewer than half of the visits to a stage have ended', () => {
    const stuck = { ...bottleneck, stage: 'Legal', visits: 1283, open: 828, median: null };
    expect(overviewSentence(overview, [bottleneck, stuck], 'count', format)).toContain(
      'fewer than half of 1,283 visits to Legal have ended.',
    );
  });

  test('one deal in the singular', () => {
    const totals = { ...overview.totals, open: 1, openValue: 0 };
    expect(overviewSentence({ ...overview, totals }, [], 'count', format)).toMatch(/^1 deal is open;/);
  });
});

const proposal: FunnelRow = {
  stage: 'Proposal',
  rank: 4,
  entered: 1390,
  advanced: 528,
  lost: 700,
  open: 162,
  conversion: 0.38,
  low: 0.34,
  high: 0.42,
  lostShare: 0.5,
  undecided: 0.12,
  atDays: 140,
  naive: 0.38,
  fromStart: 0.27,
  valueEntered: 1,
  valueAdvanced: 1,
  medianDays: 21,
};

describe('the funnel says', () => {
  test('which step the fewest of 100 deals pass', () => {
    const rows = [{ ...proposal, stage: 'Demo', conversion: 0.7 }, proposal];
    expect(funnelSentence(rows, 'count', format)).toBe(
      'Of 100 deals that reach Proposal, 38 go on (34–42), the fewest of any step; those that do take 21 days at the median.',
    );
  });

  test('nothing about a step that hardly any deal reaches while others have many', () => {
    const rare = { ...proposal, stage: 'Legal', entered: 4, conversion: 0.01 };
    expect(funnelSentence([proposal, rare], 'count', format)).toContain('reach Proposal');
  });

  test('the share of value when value is chosen', () => {
    expect(funnelSentence([proposal, { ...proposal, stage: 'Demo', conversion: 0.7 }], 'value', format)).toBe(
      'Of the value that reaches Proposal, 38% goes on, the least of any step.',
    );
  });

  test('the window of its stage where there is one', () => {
    expect(funnelSentence([proposal], 'count', format, { Proposal: 60 })).toContain('go on within 60 days');
    expect(funnelSentence([proposal], 'count', format, { Demo: 60 })).not.toContain('within');
  });

  test('less than a day as words', () => {
    expect(funnelSentence([{ ...proposal, medianDays: 0.2 }], 'count', format)).toContain(
      'take less than a day',
    );
  });

  test('numbers instead of shares where few deals reach any stage', () => {
    const few = { ...proposal, entered: 3, advanced: 2, lost: 1, conversion: 0.67, low: 0.05, high: 0.95 };
    expect(funnelSentence([few], 'count', format)).toBe(
      'So far 2 of 3 go on from Proposal; too few deals to say which step is the weakest.',
    );
  });

  test('that it cannot say yet', () => {
    const unknown = { ...proposal, entered: 3, advanced: 0, lost: 0, conversion: 0, low: 0, high: 0.7 };
    expect(funnelSentence([unknown], 'count', format)).toBe(
      '3 deals reach Proposal; too few have moved to say how many go on.',
    );
    expect(funnelSentence([], 'count', format)).toBe('No deal reaches a stage under the chosen controls.');
  });
});

const cycle: CycleRow = {
  key: null,
  outcome: 'closed',
  n: 8300,
  events: 6711,
  median: 69,
  low: 67,
  high: 71,
  p25: 10,
  p75: 100,
  p90: null,
  restrictedMean: 70,
  tau: 138,
  naiveMean: 47.9854,
  naiveMedian: 45,
};

const slowest: BottleneckRow = {
  place: 1,
  stage: 'Engaging',
  rank: 2,
  visits: 900,
  open: 40,
  median: 45,
  low: 43,
  high: 47,
  p80: 70,
  p90: 90,
  restrictedMean: 50,
  stageDays: 45_000,
  share: 0.61,
  shareLow: 0.59,
  shareHigh: 0.63,
  next: 'Demo',
  difference: 12,
  differenceLow: 9.5,
  differenceHigh: 14.5,
  separable: true,
};

describe('velocity says', () => {
  test('of the slowest step its share of the whole time, and how far it is from the next', () => {
    expect(slowestSentence([slowest, { ...slowest, stage: 'Demo', share: 0.39 }], format)).toBe(
      'Engaging is the slowest step, 12 days longer than Demo (9.5–14.5); 61% of all days in stages are spent in it',
    );
  });

  test('that two steps are not separable where their intervals meet', () => {
    const near = { ...slowest, difference: 1, differenceLow: -1.2, differenceHigh: 3, separable: false };
    expect(slowestSentence([near, { ...slowest, stage: 'Demo', share: 0.7 }], format)).toBe(
      'Engaging is the slowest step by its median, but cannot be told apart from Demo; 61% of all days in stages are spent in it, most (70%) in Demo',
    );
    expect(velocitySentence(cycle, [near], format)).toContain(
      'The slowest steps are Engaging, 45 days at the median, and Demo; they cannot be told apart.',
    );
    expect(slowestSentence([], format)).toBeNull();
  });

  test('how many deals take longer than a benchmark', () => {
    const held = { ...cycle, benchmark: 84, beyond: 0.404, beyondLow: 0.392, beyondHigh: 0.417 };
    expect(benchmarkSentence(held, format)).toBe(
      '40% (39–42%) of all deals take longer than the benchmark of 84 days.',
    );
    expect(benchmarkSentence({ ...held, beyond: null }, format)).toBe('No deal is seen for 84 days yet.');
    expect(benchmarkSentence(cycle, format)).toBeNull();
  });

  test('the median, why the mean is lower, and the slowest step', () => {
    expect(velocitySentence(cycle, [slowest], format)).toBe(
      'Half of all deals are closed within 69 days (67–71); the mean of those already closed is 48 days, because the slow ones are still open. The slowest step is Engaging, 45 days at the median.',
    );
  });

  test('no reason where the mean is not lower', () => {
    expect(velocitySentence({ ...cycle, naiveMean: 80 }, [], format)).not.toContain('because');
  });

  test('of how few deals it is, and no slowest step of few visits', () => {
    const few = { ...cycle, n: 3, events: 2, median: 24.5, low: null, high: null, naiveMean: null };
    expect(velocitySentence(few, [{ ...slowest, visits: 2 }], format)).toBe(
      'Of 3 deals half are closed within 25 days.',
    );
  });

  test('where fewer than half of many visits have ended', () => {
    const stuck = { ...slowest, stage: 'Legal', visits: 1283, open: 828, median: null };
    expect(velocitySentence(cycle, [slowest, stuck], format)).toContain(
      'Of 1,283 visits to Legal fewer than half have ended.',
    );
  });

  test('that the median is not reached', () => {
    expect(velocitySentence({ ...cycle, median: null, low: null, high: null }, undefined, format)).toBe(
      'Fewer than half of 8,300 deals are closed at any age seen, so there is no median yet.',
    );
  });
});

describe('the changes say', () => {
  const changed = (sizes: Record<string, [count: number, amount: number]>, days = {}): ChangesAnswer => ({
    metric: 'changes',
    asOf: '2026-06-30',
    scope: { where: [], weight: 'count' },
    evidence: 'log',
    evidenceShares: {},
    n: 746,
    rows: changeBuckets.map((bucket) => {
      const [count, amount] = sizes[bucket] ?? [0, 0];
      return { key: null, bucket, count, amount };
    }),
    warnings: [],
    sql: '',
    from: '2026-06-23',
    to: '2026-06-30',
    gross: false,
    start: sizes.start?.[1] ?? 0,
    end: sizes.end?.[1] ?? 0,
    identityHolds: true,
    backDated: 0,
    ...days,
  });
  const week = changed({
    start: [695, 17_824_790],
    new: [51, 792_080],
    won: [14, -148_340],
    lost: [29, -510_670],
    end: [703, 17_957_860],
  });

  test('by how much the pipeline grew, by deals or by money, and what came and went', () => {
    const rest = '51 came in ($792K), 14 won ($148K) and 29 lost ($511K).';
    expect(changesSentence(week, 'count', format)).toBe(
      `From Jun 24, 2026 to Jun 30, 2026 the open pipeline grew by 8 deals to 703 deals worth $18.0M: ${rest}`,
    );
    expect(changesSentence(week, 'value', format)).toContain('grew by $133K to 703 deals');
  });

  test('no money where deals have none, and nothing where nothing came or lies in between', () => {
    const bare = changed({ start: [2, 0], lost: [1, 0], end: [1, 0] });
    expect(changesSentence(bare, 'value', format)).toBe(
      'From Jun 24, 2026 to Jun 30, 2026 the open pipeline shrank by 1 deal to 1 deal: 1 lost.',
    );
    const still = changed({ start: [2, 10], end: [2, 10] });
    expect(changesSentence(still, 'count', format)).toContain(
      'stayed at 2 deals worth $10; no deal came or closed.',
    );
    const same = changed({ start: [2, 10], end: [2, 10] }, { from: '2026-06-30' });
    expect(changesSentence(same, 'count', format)).toContain('nothing lies in between');
  });
});
