import { describe, expect, it } from 'vitest';
import { wilson } from '#engine/stats/intervals';
import { kaplanMeier, quantile, restrictedMean } from '#engine/stats/kaplan-meier';
import { riskTable } from '#engine/stats/risk-table';
import { expectClose } from './support/close';
import { tableOf } from './support/subjects';

/** 21 subjects in three groups; every expectation on them is R's, survival 3.5-3, conf.type = "log-log". */
const closes = [
  [4, 1],
  [8, 1],
  [8, 0],
  [11, 1],
  [15, 1],
  [20, 0],
  [22, 1],
  [3, 1],
  [5, 1],
  [9, 1],
  [9, 0],
  [14, 1],
  [18, 1],
  [30, 0],
  [6, 0],
  [10, 1],
  [13, 1],
  [16, 0],
  [21, 1],
  [25, 1],
  [28, 1],
] as const;
const table = tableOf(closes.map(([t, s]) => ({ t, s })));

describe('Kaplan-Meier beside R', () => {
  it('agrees on quartiles and their intervals', () => {
    const curve = kaplanMeier(table);
    expect([0.25, 0.5, 0.75].map((p) => quantile(curve, p))).toEqual([
      { value: 10, low: 3, high: 14 },
      { value: 15, low: 10, high: 22 },
      { value: 22, low: 15, high: null },
    ]);
  });

  it('agrees at another confidence', () => {
    expect(quantile(kaplanMeier(table, { confidence: 0.8 }), 0.5)).toEqual({ value: 15, low: 11, high: 21 });
  });

  it('agrees on the restricted mean between two events', () => {
    const { mean, se } = restrictedMean(kaplanMeier(table), 20);
    expectClose([mean!, se!], [14.242275371687, 1.332199755599], 1e-10);
  });

  it('agrees on the band at the last event', () => {
    const { low, high, se } = kaplanMeier(table);
    expectClose(
      [se.at(-1)!, low.at(-1)!, high.at(-1)!],
      [0.07486197266615, 0.005235866954, 0.294798161443],
      1e-9,
    );
  });

  it('takes the midpoint up to the end of follow-up when the curve ends flat at the level', () => {
    const curve = kaplanMeier(tableOf([3, 6, 6, 10, 14].map((t, i) => ({ t, s: i < 2 ? 1 : 0 }))));
    expect([0.2, 0.4, 0.5].map((p) => quantile(curve, p).value)).toEqual([4.5, 10, null]);
  });

  it('agrees on quantiles of a curve that falls to zero', () => {
    const rows = [5, 7, 7, 9, 12, 12, 15, 18].map((t) => ({ t, s: t === 9 ? 0 : 1 }));
    const curve = kaplanMeier(tableOf(rows));
    expect([0.1, 0.5, 0.75, 0.9].map((p) => quantile(curve, p))).toEqual([
      { value: 5, low: 5, high: 7 },
      { value: 12, low: 5, high: 15 },
      { value: 15, low: 7, high: null },
      { value: 18, low: 12, high: null },
    ]);
  });
});

describe('Kaplan-Meier with little to go on', () => {
  it('answers an empty table with an empty curve and nulls', () => {
    const curve = kaplanMeier(riskTable([]));
    expect(curve.t).toHaveLength(0);
    expect(quantile(curve, 0.5)).toEqual({ value: null, low: null, high: null });
    expect(restrictedMean(curve, 30)).toEqual({ mean: null, se: null });
  });

  it('gives no median when everything is open, and all of the time as restricted mean', () => {
    const curve = kaplanMeier(tableOf([4, 9, 30].map((t) => ({ t, s: 0 }))));
    expect(quantile(curve, 0.5)).toEqual({ value: null, low: null, high: null });
    expect(restrictedMean(curve, 30)).toEqual({ mean: 30, se: 0 });
  });

  it('gives no restricted mean beyond follow-up while some are open', () => {
    const curve = kaplanMeier(table);
    expect(restrictedMean(curve, 30).mean).not.toBeNull();
    expect(restrictedMean(curve, 31)).toEqual({ mean: null, se: null });
  });

  it('keeps the restricted mean once all have closed', () => {
    const curve = kaplanMeier(tableOf([2, 4].map((t) => ({ t, s: 1 }))));
    expect(restrictedMean(curve, 100).mean).toBe(3);
  });

  it('bounds a survival of 0 by those known to have closed, as Wilson does', () => {
    const curve = kaplanMeier(tableOf(Array.from({ length: 50 }, () => ({ t: 10, s: 1 }))));
    expect([curve.low[0], curve.high[0]]).toEqual([0, wilson(0, 50).high]);
  });

  it('does not grow more certain when the last of many, most of them censored, closes', () => {
    const censored = Array.from({ length: 30 }, () => ({ t: 20, s: 0 }));
    const closed = Array.from({ length: 30 }, () => ({ t: 10, s: 1 }));
    const { survival, high } = kaplanMeier(tableOf([...closed, ...censored, { t: 90, s: 1 }]));
    expect(Array.from(survival)).toEqual([31 / 61, 0]);
    expect(high[1]).toBe(high[0]);
  });

  it('keeps the few who stay when most close on one day', () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({ t: i < 95 ? 10 : 20, s: i < 95 ? 1 : 0 }));
    expectClose(kaplanMeier(tableOf(rows)).survival, [0.05], 1e-12);
  });

  it('leaves the bound of a single close open, without a NaN', () => {
    const curve = kaplanMeier(tableOf([{ t: 5, s: 1 }]));
    expect([curve.survival[0], curve.se[0], curve.low[0]]).toEqual([0, 0, 0]);
    expect(curve.high[0]).toBeGreaterThan(0.7);
    expect(quantile(curve, 0.5)).toEqual({ value: 5, low: null, high: null });
  });
});

describe('a curve with late entries', () => {
  const latecomers = [20, 25, 30, 35, 40, 45].map((t) => ({ t, s: 1, entry: 10 }));

  it('starts where five are at risk instead of letting one early close end it', () => {
    const curve = kaplanMeier(tableOf([{ t: 6, s: 1, entry: 0 }, ...latecomers]));
    expect(curve.startsAt).toBe(20);
    expect(Array.from(curve.t)).toEqual([20, 25, 30, 35, 40, 45]);
    expectClose(curve.survival.slice(0, 3), [5 / 6, 4 / 6, 3 / 6]);
    expect(restrictedMean(curve, 15)).toEqual({ mean: null, se: null });
    expectClose([restrictedMean(curve, 50).mean!], [(20 + 25 + 30 + 35 + 40 + 45) / 6]);
  });

  it('does not start at an age before the early close, whatever was at risk then', () => {
    const seenBriefly = [1, 2, 2, 2, 2].map((t) => ({ t, s: 0, entry: 0 }));
    const curve = kaplanMeier(tableOf([{ t: 6, s: 1, entry: 0 }, ...seenBriefly, ...latecomers]));
    expect(curve.startsAt).toBe(20);
  });

  it('starts at 0 when the first close meets five', () => {
    const early = [6, 7, 8, 9, 9].map((t) => ({ t, s: 1, entry: 0 }));
    expect(kaplanMeier(tableOf([...early, ...latecomers])).startsAt).toBe(0);
  });

  it('starts at 0 when there is no later age with five at risk', () => {
    const few = tableOf([
      { t: 6, s: 1, entry: 0 },
      { t: 9, s: 1, entry: 0 },
      { t: 30, s: 1, entry: 10 },
    ]);
    expect(kaplanMeier(few).startsAt).toBe(0);
  });

  it('starts at 0 in a small table without late entries', () => {
    expect(kaplanMeier(tableOf([{ t: 6, s: 1 }])).startsAt).toBe(0);
  });
});
