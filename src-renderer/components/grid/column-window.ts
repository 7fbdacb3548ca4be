/** Columns `first` to `last`, exclusive, with `before` px of columns that are not drawn left of them. */
export type ColumnRange = { first: number; last: number; before: number };

/** Grids of more columns draw those in view alone. */
export const mostColumns = 60;

/** Columns drawn beyond the view on either side. */
const overscan = 4;

/** Where each column begins, in px, and behind them where the last one ends. */
export function columnEdges(widths: readonly number[]): number[] {
  const edges = [0];
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width);
  return edges;
}

/** The columns to draw of a view `width` px wide that begins `left` px into the row. */
export function columnsAt(edges: readonly number[], left: number, width: number): ColumnRange {
  const count = edges.length - 1;
  const first = Math.max(0, firstAfter(edges, left) - 1 - overscan);
  const last = Math.min(count, firstAfter(edges, left + width) + overscan);
  return { first, last: Math.max(first, last), before: edges[first] ?? 0 };
}

/** The first edge that lies beyond a place. */
function firstAfter(edges: readonly number[], place: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
