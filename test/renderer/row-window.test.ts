import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampTop,
  maxScrollHeight,
  rowsAt,
  type ScrollPosition,
  scrolled,
  scrollOfTop,
  scrollSpace,
  topOfScroll,
  topToShow,
} from '../../src-renderer/components/grid/row-window';

const view = 600;
const million = scrollSpace(1_000_000, 32, view);
const short = scrollSpace(1000, 32, view);
const end = (space: { rows: number }) => space.rows - view;

describe('a list taller than a browser can scroll', () => {
  it('never asks the browser for more than it can do', () => {
    expect(million.scroll).toBe(maxScrollHeight);
    expect(short.scroll).toBe(32_000);
  });

  it('reaches the first and the last row by proportion', () => {
    expect(topOfScroll(million, 0)).toBe(0);
    expect(topOfScroll(million, maxScrollHeight - view)).toBe(end(million));
    expect(scrollOfTop(million, end(million))).toBe(maxScrollHeight - view);
  });

  it('moves a wheel notch by a wheel notch, however long the list', () => {
    const before: ScrollPosition = { top: 500_000, scrollTop: 125_000 };
    expect(scrolled(million, before, 125_120)).toEqual({ top: 500_120, scrollTop: 125_120 });
    expect(scrolled(million, before, 124_880).top).toBe(499_880);
  });

  it('goes by proportion when the thumb is dragged far', () => {
    const to = scrolled(million, { top: 0, scrollTop: 0 }, 4_000_000);
    expect(to.top).toBeCloseTo(topOfScroll(million, 4_000_000), 6);
  });

  it('never leaves the list, whatever is scrolled', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3_000_000 }),
        fc.array(fc.double({ min: 0, max: maxScrollHeight, noNaN: true }), { maxLength: 30 }),
        (count, scrolls) => {
          const space = scrollSpace(count, 32, view);
          let at: ScrollPosition = { top: 0, scrollTop: 0 };
          for (const scrollTop of scrolls) {
            at = scrolled(space, at, Math.min(scrollTop, Math.max(0, space.scroll - view)));
            const { first, last } = rowsAt(clampTop(space, at.top), view, 32, count, 10);
            expect(first).toBeGreaterThanOrEqual(0);
            expect(last).toBeLessThanOrEqual(count);
            expect(last - first).toBeLessThanOrEqual(Math.ceil(view / 32) + 21);
          }
        },
      ),
    );
  });
});

describe('a list that fits', () => {
  it('scrolls as the browser does', () => {
    expect(scrolled(short, { top: 0, scrollTop: 0 }, 9000)).toEqual({ top: 9000, scrollTop: 9000 });
  });

  it('draws the rows in view and a few more', () => {
    expect(rowsAt(3200, view, 32, 1000, 10)).toEqual({ first: 90, last: 129 });
    expect(rowsAt(0, view, 32, 5, 10)).toEqual({ first: 0, last: 5 });
    expect(rowsAt(0, view, 32, 0, 10)).toEqual({ first: 0, last: 0 });
  });

  it('moves as little as needed to show a row', () => {
    expect(topToShow(5, 320, view, 32)).toBe(160);
    expect(topToShow(12, 320, view, 32)).toBe(320);
    expect(topToShow(100, 320, view, 32)).toBe(101 * 32 - view);
  });
});
