import { describe, expect, it } from 'vitest';
import type { CompareRow } from '#shared/results/compare';
import { createFormatters } from '../../src-renderer/charts/formatters';
import { comparisonSentence } from '../../src-renderer/components/compare/sentence';

const format = createFormatters('en-US', 'USD');

/** West won 49.3 %, East 52.3 %. */
function said(low: number, high: number, p: number | null, stratifiedBy: string | null): string {
  const value = (rate: number) => ({
    value: rate,
    low: null,
    high: null,
    n: 2000,
    events: 900,
    open: 9,
    naive: rate,
  });
  const row: CompareRow = {
    figure: 'win-rate',
    stage: null,
    rank: null,
    unit: 'rate',
    base: value(0.523),
    compared: value(0.493),
    difference: -0.03,
    low,
    high,
    test: 'gray',
    p,
    adjusted: p,
    smallest: null,
    atDays: 283,
    thin: false,
  };
  const sides = { base: { label: 'East', n: 2000 }, compared: { label: 'West', n: 2000 } };
  return comparisonSentence({ ...sides, rows: [row], stratifiedBy }, format);
}

describe('a comparison says of its difference', () => {
  it('that it is beyond chance where interval and test agree', () => {
    expect(said(-0.057, -0.002, 0.01, 'segment')).toMatch(
      /West 49.3%, East 52.3%;.*, a difference beyond chance\.$/,
    );
  });

  it('that nothing of it is left inside groups, or that only there it shows', () => {
    expect(said(-0.057, -0.002, 0.812, 'segment')).toMatch(
      /beyond chance in all, but not inside groups by segment\.$/,
    );
    expect(said(-0.057, 0.002, 0.01, 'segment')).toMatch(
      /within chance in all, but not inside groups by segment\.$/,
    );
  });

  it('what the interval shows where the test looks at all deals together', () => {
    expect(said(-0.057, -0.002, 0.2, null)).toMatch(/, a difference beyond chance\.$/);
    expect(said(-0.057, 0.002, null, null)).toMatch(/no difference that chance would not make\.$/);
  });
});
