import { expect, it } from 'vitest';
import { columnEdges, columnsAt } from '../../src-renderer/components/grid/column-window';

const widths = Array.from({ length: 2000 }, (_, i) => 80 + (i % 5) * 40);
const edges = columnEdges(widths);

it('columns in view are drawn, and a few on either side', () => {
  expect(columnsAt(edges, 0, 1000)).toEqual({ first: 0, last: 12, before: 0 });
  const { first, last, before } = columnsAt(edges, 100_000, 1000);
  expect(before).toBe(widths.slice(0, first).reduce((sum, width) => sum + width, 0));
  expect(before).toBeLessThan(100_000);
  expect(edges[last]).toBeGreaterThan(101_000);
  expect(last - first).toBeLessThan(20);
});

it('at the right end the last column is the last that is drawn', () => {
  const end = edges.at(-1) ?? 0;
  expect(columnsAt(edges, end - 1000, 1000).last).toBe(2000);
  expect(columnsAt(edges, end * 2, 1000)).toMatchObject({ last: 2000 });
});

it('a grid without columns or without a size has none to draw', () => {
  expect(columnsAt(columnEdges([]), 0, 500)).toEqual({ first: 0, last: 0, before: 0 });
  expect(columnsAt(edges, 0, 0).first).toBe(0);
});
