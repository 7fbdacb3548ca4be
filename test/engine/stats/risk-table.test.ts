import { describe, expect, it } from 'vitest';
import { atRisk, atRiskAt, riskTable, subjects, supportedAge } from '#engine/stats/risk-table';
import { tableOf } from './support/subjects';

const none = { won: 0, lost: 0, censored: 0 };

describe('a risk table', () => {
  it('sorts by age and adds up rows of equal age', () => {
    const table = riskTable([
      { ...none, t: 30, won: 2 },
      { ...none, t: 7, lost: 1 },
      { ...none, t: 30, censored: 3, won: 1 },
    ]);
    expect(Array.from(table.t)).toEqual([7, 30]);
    expect(Array.from(table.won)).toEqual([0, 3]);
    expect(Array.from(table.lost)).toEqual([1, 0]);
    expect(Array.from(table.censored)).toEqual([0, 3]);
    expect(table.entered).toBeUndefined();
    expect(subjects(table)).toBe(7);
  });

  it('counts a subject censored at an age as at risk at that age', () => {
    const table = tableOf([
      { t: 5, s: 1 },
      { t: 5, s: 0 },
      { t: 9, s: 2 },
    ]);
    expect(Array.from(atRisk(table))).toEqual([3, 1]);
  });

  it('lets a subject join after its entry and not at it', () => {
    const table = tableOf([
      { t: 10, s: 1, entry: 0 },
      { t: 20, s: 1, entry: 10 },
    ]);
    expect(Array.from(table.t)).toEqual([0, 10, 20]);
    expect(Array.from(atRisk(table))).toEqual([1, 1, 1]);
  });

  it('treats entry at age 0 as being there from the start, also for what happens on day 0', () => {
    const fromStart = tableOf([
      { t: 0, s: 1, entry: 0 },
      { t: 4, s: 0, entry: 0 },
    ]);
    expect(Array.from(atRisk(fromStart))).toEqual([2, 1]);
  });

  it('refuses a delayed entry that is not before the exit', () => {
    const table = tableOf([{ t: 8, s: 1, entry: 8 }]);
    expect(() => atRisk(table)).toThrow('an entry must precede its exit');
  });

  it.each([
    { ...none, t: -1, won: 1 },
    { ...none, t: Number.NaN, won: 1 },
    { ...none, t: 3, won: -1 },
    { ...none, t: 3, lost: Number.POSITIVE_INFINITY },
  ])('refuses $t days with $won won and $lost lost', (row) => {
    expect(() => riskTable([row])).toThrow(RangeError);
  });

  it('reads the at-risk count at any age', () => {
    const table = tableOf([
      { t: 5, s: 1 },
      { t: 9, s: 0 },
    ]);
    const observed = { t: table.t, atRisk: atRisk(table) };
    expect([0, 5, 5.5, 9, 10].map((t) => atRiskAt(observed, t))).toEqual([2, 2, 1, 1, 0]);
  });
});

describe('the supported age', () => {
  const daily = tableOf(Array.from({ length: 100 }, (_, day) => ({ t: day + 1, s: 1 })));

  it('is the last age with ten at risk in a small table', () => {
    expect(supportedAge(daily)).toBe(91);
  });

  it('asks for five per cent of all in a large one', () => {
    const thousand = riskTable(Array.from(daily.t, (t) => ({ ...none, t, won: 10 })));
    expect(supportedAge(thousand)).toBe(96);
  });

  it('takes other minima', () => {
    expect(supportedAge(daily, { count: 50, share: 0.05 })).toBe(51);
  });

  it('is 0 when there are too few, or none', () => {
    expect(supportedAge(tableOf([{ t: 5, s: 1 }]))).toBe(0);
    expect(supportedAge(riskTable([]))).toBe(0);
  });
});
