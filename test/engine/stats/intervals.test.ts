import { describe, expect, it } from 'vitest';
import { betaQuantile, chiSquareUpperTail, criticalValue, normalQuantile } from '#engine/stats/distributions';
import { clopperPearson, jeffreys, newcombeDifference, wilson } from '#engine/stats/intervals';
import { expectClose } from './support/close';

describe('intervals of a proportion', () => {
  it.each([wilson, jeffreys, clopperPearson])('%o has no bounds without observations', (interval) => {
    expect(interval(0, 0)).toEqual({ low: null, high: null });
  });

  it.each([wilson, jeffreys, clopperPearson])('%o ends exactly at 0 and 1', (interval) => {
    for (const n of [1, 3, 7, 49, 1_000_000]) {
      expect(interval(0, n).low).toBe(0);
      expect(interval(n, n).high).toBe(1);
      expect(interval(0, n).high).toBeGreaterThan(0);
      expect(interval(n, n).low).toBeLessThan(1);
    }
  });

  it.each([wilson, jeffreys, clopperPearson])('%o is narrower at lower confidence', (interval) => {
    const [wide, narrow] = [interval(18, 60, 0.95), interval(18, 60, 0.8)];
    expect(narrow.low!).toBeGreaterThan(wide.low!);
    expect(narrow.high!).toBeLessThan(wide.high!);
  });

  it.each([
    [-1, 10],
    [11, 10],
    [Number.NaN, 10],
    [1, Number.POSITIVE_INFINITY],
  ])('refuses %d of %d', (k, n) => {
    expect(() => wilson(k, n)).toThrow(RangeError);
  });

  it('agrees with R for a million observations', () => {
    const { low, high } = jeffreys(500_000, 1_000_000);
    expectClose([low!, high!], [0.4990200191938642, 0.5009799808061358], 1e-10);
  });

  it('knows no difference when one side is empty', () => {
    expect(newcombeDifference(3, 8, 0, 0)).toEqual({ difference: null, low: null, high: null });
    expect(newcombeDifference(0, 0, 3, 8)).toEqual({ difference: null, low: null, high: null });
  });
});

describe('distributions beside R', () => {
  it('agree on quantiles', () => {
    expectClose([criticalValue(0.95), normalQuantile(0.1)], [1.959963984540054, -1.2815515655446], 1e-12);
    expectClose([betaQuantile(0.025, 1.5, 7.5)], [0.01383823379032076], 1e-11);
  });

  it('agree far into the chi-square tail', () => {
    expect(chiSquareUpperTail(300, 1) / 3.294362383314041e-67).toBeCloseTo(1, 9);
    expect(chiSquareUpperTail(0, 3)).toBe(1);
  });

  it('refuse probabilities outside the range', () => {
    expect(() => normalQuantile(1)).toThrow(RangeError);
    expect(() => betaQuantile(1.1, 2, 3)).toThrow(RangeError);
    expect(() => betaQuantile(0.5, 0, 3)).toThrow(RangeError);
  });
});
