import { describe, expect, it } from 'vitest';
import { aalenJohansen, conditional, normalisedQuantile, valueAt } from '#engine/stats/aalen-johansen';
import { wilson } from '#engine/stats/intervals';
import { riskTable } from '#engine/stats/risk-table';
import { expectClose } from './support/close';
import { tableOf } from './support/subjects';

const nothing = { value: null, se: null, low: null, high: null };

/** Expectations are those of R's survfit on a factor, survival 3.5-3, conf.type = "log-log". */
describe('Aalen-Johansen beside R, all decided or censored', () => {
  const outcomes = [1, 2, 1, 0, 1, 2, 1, 1];
  const curve = aalenJohansen(tableOf([5, 7, 7, 9, 12, 12, 15, 18].map((t, i) => ({ t, s: outcomes[i]! }))));

  it('agrees on estimates', () => {
    expectClose(curve.open, [0.875, 0.625, 0.3125, 0.15625, 0]);
    expectClose(curve.won, [0.125, 0.25, 0.40625, 0.5625, 0.71875]);
    expectClose(curve.lost, [0, 0.125, 0.28125, 0.28125, 0.28125]);
  });

  it('agrees on standard errors through the end, where nobody is open', () => {
    const won = [0.1169267933367, 0.1530931089239, 0.1838844108741, 0.1887975933374, 0.1700901645084];
    expectClose(curve.wonSe, won, 1e-10);
    expectClose(curve.lostSe, [0, 0.1169267933367, ...Array(3).fill(0.1700901645084)], 1e-10);
  });

  it('agrees on the bounds', () => {
    expectClose([curve.wonLow[0]!, curve.wonHigh[0]!], [0.006593325017326, 0.422705832524], 1e-10);
    expectClose([curve.wonLow[4]!, curve.wonHigh[4]!], [0.260482980249442, 0.9221272424725], 1e-10);
    expectClose([curve.lostLow[3]!, curve.lostHigh[3]!], [0.039585844736953, 0.607568485352], 1e-10);
  });

  it('comes within six per cent of the jackknife error under delayed entry', () => {
    const entry = [0, 0, 0, 0, 10, 15, 5, 0, 25, 30, 40, 0];
    const s = [1, 2, 1, 0, 1, 2, 1, 1, 0, 1, 2, 0];
    const t = [8, 14, 22, 30, 30, 37, 41, 45, 52, 60, 60, 70];
    const delayed = aalenJohansen(tableOf(t.map((age, i) => ({ t: age, s: s[i]!, entry: entry[i]! }))));
    const jackknife = [0.13226, 0.13226, 0.149217, 0.161878, 0.161878, 0.155725, 0.151623, 0.163303];
    expectClose(delayed.wonSe, jackknife, 0.06);
  });
});

describe('Aalen-Johansen at the edges', () => {
  it('answers an empty table with an empty curve and nulls', () => {
    const curve = aalenJohansen(riskTable([]));
    expect(curve.t).toHaveLength(0);
    expect(valueAt(curve, 'won', 30)).toEqual(nothing);
    expect(normalisedQuantile(curve, 'won', 0.5, 90)).toEqual({ value: null, low: null, high: null });
    expect(conditional(curve, 0, 30)).toBeNull();
  });

  it('bounds a win rate of 0 from above by those still known, as Wilson does', () => {
    const open = aalenJohansen(tableOf(Array.from({ length: 50 }, () => ({ t: 40, s: 0 }))));
    expect(valueAt(open, 'won', 30)).toEqual({ value: 0, se: 0, ...wilson(0, 50) });
    const lost = aalenJohansen(tableOf(Array.from({ length: 50 }, (_, i) => ({ t: i + 1, s: 2 }))));
    expect(valueAt(lost, 'won', 50)).toEqual({ value: 0, se: 0, ...wilson(0, 50) });
  });

  it('bounds a win rate of 1 from below', () => {
    const curve = aalenJohansen(tableOf(Array.from({ length: 50 }, () => ({ t: 10, s: 1 }))));
    expect(valueAt(curve, 'won', 10)).toEqual({ value: 1, se: 0, ...wilson(50, 50) });
    expect(valueAt(curve, 'won', 9).value).toBe(0);
  });

  it('does not bound a win rate of 1 more tightly than the age before', () => {
    const censored = Array.from({ length: 30 }, () => ({ t: 20, s: 0 }));
    const won = Array.from({ length: 30 }, () => ({ t: 10, s: 1 }));
    const curve = aalenJohansen(tableOf([...won, ...censored, { t: 90, s: 1 }]));
    expect(valueAt(curve, 'won', 90)).toMatchObject({ value: 1, low: valueAt(curve, 'won', 10).low });
  });

  it('does not bound a win rate of 0 more tightly as losses follow', () => {
    const censored = Array.from({ length: 40 }, () => ({ t: 20, s: 0 }));
    const lost = [5, 30, 40].map((t) => ({ t, s: 2 }));
    const curve = aalenJohansen(tableOf([...lost, ...censored]));
    expect(Array.from(curve.wonHigh)).toEqual([43, 3, 3].map((known) => wilson(0, known).high));
  });

  it('bounds a single win widely and without a NaN', () => {
    const curve = aalenJohansen(tableOf([{ t: 5, s: 1 }]));
    const { value, low, high } = valueAt(curve, 'won', 5);
    expect([value, high]).toEqual([1, 1]);
    expect(low).toBeLessThan(0.3);
  });

  it('says nothing beyond follow-up while some are open, and goes on once all are decided', () => {
    const someOpen = aalenJohansen(
      tableOf([
        { t: 5, s: 1 },
        { t: 9, s: 0 },
      ]),
    );
    expect(valueAt(someOpen, 'won', 9).value).toBe(0.5);
    expect(valueAt(someOpen, 'won', 10)).toEqual(nothing);
    expect(conditional(someOpen, 5, 4)).toBe(0);
    expect(conditional(someOpen, 5, 5)).toBeNull();
    const decided = aalenJohansen(
      tableOf([
        { t: 5, s: 1 },
        { t: 9, s: 2 },
      ]),
    );
    expect(valueAt(decided, 'won', 1000).value).toBe(0.5);
    expect(conditional(decided, 9, 10)).toBeNull();
  });

  it('says nothing before the age at which a conditional curve starts', () => {
    const latecomers = [20, 25, 30, 35, 40, 45].map((t) => ({ t, s: 1, entry: 10 }));
    const curve = aalenJohansen(tableOf([{ t: 6, s: 2, entry: 0 }, ...latecomers]));
    expect(curve.startsAt).toBe(20);
    expect(valueAt(curve, 'won', 19)).toEqual(nothing);
    expectClose([valueAt(curve, 'won', 25).value!], [2 / 6]);
  });

  it('takes a hundred thousand distinct ages in linear time', () => {
    const size = 100_000;
    const rows = Array.from({ length: size }, (_, i) => ({ t: i / 100, s: i % 3 }));
    const table = tableOf(rows);
    const curve = aalenJohansen(table);
    expectClose([curve.open.at(-1)! + curve.won.at(-1)! + curve.lost.at(-1)!], [1], 1e-9);
    expect(curve.wonSe.at(-1)).toBeLessThan(0.5);
  }, 5_000);
});

describe('time to win', () => {
  const wins = [10, 20, 30, 40].map((t) => ({ t, s: 1 }));
  const losses = [5, 15, 25, 35, 45, 50].map((t) => ({ t, s: 2 }));
  const curve = aalenJohansen(tableOf([...wins, ...losses]));

  it('is measured among those who win by tau', () => {
    expect(normalisedQuantile(curve, 'won', 0.5, 50).value).toBe(20);
    expect(normalisedQuantile(curve, 'won', 0.8, 50).value).toBe(40);
    expect(normalisedQuantile(curve, 'won', 0.5, 25).value).toBe(10);
    expect(normalisedQuantile(curve, 'lost', 0.5, 50).value).toBe(25);
  });

  it('reaches a level that products of fractions miss by rounding', () => {
    const thirds = aalenJohansen(tableOf([7, 14, 21, 28, 35, 42].map((t, i) => ({ t, s: i < 3 ? 1 : 2 }))));
    expect(normalisedQuantile(thirds, 'won', 2 / 3, 42).value).toBe(14);
  });

  it('has an interval around it, open above when the lower band stays below the level', () => {
    const many = aalenJohansen(
      tableOf(Array.from({ length: 400 }, (_, i) => ({ t: 1 + (i % 100), s: 1 + (i % 2) }))),
    );
    const { value, low, high } = normalisedQuantile(many, 'won', 0.5, 100);
    expect(low).toBeLessThan(value!);
    expect(high).toBeGreaterThan(value!);
    expect(normalisedQuantile(curve, 'won', 0.8, 50).high).toBeNull();
  });

  it('does not look beyond tau for its upper bound', () => {
    const twenty = aalenJohansen(tableOf(Array.from({ length: 20 }, (_, i) => ({ t: i + 1, s: 1 }))));
    expect(valueAt(twenty, 'won', 15).low).toBeGreaterThan(0.45);
    expect(normalisedQuantile(twenty, 'won', 0.9, 10)).toMatchObject({ value: 9, high: null });
  });

  it('does not put its lower bound before the first win', () => {
    const late = aalenJohansen(tableOf([5, 6, 7, 30].map((t) => ({ t, s: t === 30 ? 1 : 2 }))));
    expect(normalisedQuantile(late, 'won', 0.5, 30).low).toBe(30);
  });

  it('is unknown when nobody wins by tau', () => {
    expect(normalisedQuantile(curve, 'won', 0.5, 9)).toEqual({ value: null, low: null, high: null });
  });
});
