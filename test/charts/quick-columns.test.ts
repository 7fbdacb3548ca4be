import { describe, expect, test } from 'vitest';
import { createFormatters } from '../../src-renderer/charts/formatters';
import { choiceText, columnKinds, readChoice, suggestedChart } from '../../src-renderer/charts/quick-columns';
import { columnWriter } from '../../src-renderer/charts/write-value';
import { ageAndAmount, byMonth, byMonthAndRegion, byOwner, closedDeals, noNumbers } from './query-results';

describe('a quick chart', () => {
  test('is chosen by the types of the columns', () => {
    expect(suggestedChart(byOwner)).toEqual({ kind: 'bar', x: 0, y: [1, 2] });
    expect(suggestedChart(byMonth)).toEqual({ kind: 'line', x: 0, y: [1, 2] });
    expect(suggestedChart(byMonthAndRegion)).toEqual({ kind: 'line', x: 1, y: [2] });
    expect(suggestedChart(ageAndAmount)).toEqual({ kind: 'scatter', x: 0, y: [1] });
    expect(suggestedChart(closedDeals)).toEqual({ kind: 'scatter', x: 1, y: [2] });
  });

  test('is not offered where no number stands beside something to show it by', () => {
    expect(suggestedChart(noNumbers)).toBeNull();
    expect(suggestedChart({ ...byOwner, rows: [] })).toBeNull();
    expect(
      suggestedChart({
        columns: [{ name: 'n', type: 'BIGINT' }],
        rows: [[1]],
        truncated: false,
        elapsedMs: 1,
      }),
    ).toBeNull();
  });

  test('is read from the address, and what does not fit the columns is not', () => {
    const choice = { kind: 'bar', x: 0, y: [3] } as const;
    expect(readChoice(choiceText(choice), byOwner)).toEqual(choice);
    for (const text of [null, 'auto', 'bar.9.1', 'bar.0.0', 'scatter.0.1', 'pie.0.1', 'bar.0.1.2'])
      expect(readChoice(text, byOwner)).toEqual(suggestedChart(byOwner));
  });

  test('tells numbers, moments and texts by the names of DuckDB', () => {
    const types = [
      'UTINYINT',
      'HUGEINT',
      'DECIMAL(18,2)',
      'FLOAT',
      'DATE',
      'TIMESTAMP WITH TIME ZONE',
      'INTEGER[]',
      'BOOLEAN',
      'TIME',
    ];
    expect(columnKinds({ columns: types.map((type) => ({ name: '', type })) })).toEqual([
      ...Array(4).fill('number'),
      ...Array(2).fill('time'),
      ...Array(3).fill('text'),
    ]);
  });
});

describe('a column of a result', () => {
  const format = createFormatters('en-US', 'USD');
  test.each([
    ['year', [2024, 2025], ['2024', '2025']],
    ['value', [9800, 12_345], ['9,800', '12,345']],
    ['stage_id', [12_345], ['12345']],
    ['closed_rate', [0.3751, null, 1], ['37.5%', '–', '100.0%']],
    ['rate', [37, 100], ['37', '100']],
    ['amount', [12_500.5, 3], ['12,500.50', '3.00']],
    ['p', [0.00012], ['0.0001']],
    ['n', [-3], ['\u22123']],
    ['day', ['2025-01-01'], ['2025-01-01']],
    ['observed', [true, false], ['true', 'false']],
  ])('called %s with %j is written %j', (name, values, texts) => {
    const result = { columns: [{ name, type: '' }], rows: values.map((value) => [value]) };
    expect(values.map(columnWriter(result, 0, format))).toEqual(texts);
  });
});
