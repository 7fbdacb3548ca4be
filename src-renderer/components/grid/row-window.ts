/**
 * Arithmetic of a list of equal rows that may be taller than a browser lets an element be. Browsers stop
 * between 17 and 33 million pixels; beyond `maxScrollHeight` the scrollbar is scaled instead.
 */
export const maxScrollHeight = 8_000_000;

/** Heights in px: of all rows, of what the browser scrolls, and of what is seen at once. */
export type ScrollSpace = { rows: number; scroll: number; view: number };

/** Where the list stands: `top` px of rows above the view, at the browser's `scrollTop`. */
export type ScrollPosition = { top: number; scrollTop: number };

/** Rows `first` to `last`, exclusive. */
export type RowRange = { first: number; last: number };

export function scrollSpace(count: number, rowHeight: number, view: number): ScrollSpace {
  const rows = count * rowHeight;
  return { rows, scroll: Math.min(rows, maxScrollHeight), view };
}

export function isScaled(space: ScrollSpace): boolean {
  return space.scroll < space.rows;
}

function reach(height: number, view: number): number {
  return Math.max(0, height - view);
}

export function topOfScroll(space: ScrollSpace, scrollTop: number): number {
  const from = reach(space.scroll, space.view);
  return from === 0 ? 0 : (Math.min(scrollTop, from) / from) * reach(space.rows, space.view);
}

export function scrollOfTop(space: ScrollSpace, top: number): number {
  const from = reach(space.rows, space.view);
  return from === 0 ? 0 : (top / from) * reach(space.scroll, space.view);
}

export function clampTop(space: ScrollSpace, top: number): number {
  return Math.max(0, Math.min(top, reach(space.rows, space.view)));
}

/**
 * The position after the browser scrolled. A short way moves the rows pixel by pixel, so that a wheel notch is a
 * wheel notch in a million rows too; a long way (the thumb dragged, End pressed) goes by proportion.
 */
export function scrolled(space: ScrollSpace, before: ScrollPosition, scrollTop: number): ScrollPosition {
  if (!isScaled(space)) return { top: scrollTop, scrollTop };
  const way = scrollTop - before.scrollTop;
  const near = Math.abs(way) <= space.view * 1.5;
  return { top: near ? clampTop(space, before.top + way) : topOfScroll(space, scrollTop), scrollTop };
}

/** The rows to draw, with `overscan` rows more on both sides. */
export function rowsAt(
  top: number,
  view: number,
  rowHeight: number,
  count: number,
  overscan: number,
): RowRange {
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const last = Math.min(count, Math.ceil((top + view) / rowHeight) + overscan);
  return { first, last: Math.max(first, last) };
}

/** The least move that brings row `index` wholly into view. */
export function topToShow(index: number, top: number, view: number, rowHeight: number): number {
  const start = index * rowHeight;
  if (start < top) return start;
  if (start + rowHeight > top + view) return start + rowHeight - view;
  return top;
}
