import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import {
  clampTop,
  isScaled,
  type RowRange,
  rowsAt,
  type ScrollPosition,
  scrolled,
  scrollOfTop,
  scrollSpace,
  topToShow,
} from './row-window';

type Options = { count: number; rowHeight: number; headerHeight: number; overscan?: number };

type RowWindow = RowRange & {
  /** Height in px of the element that scrolls under the header. */
  scrollHeight: number;
  /** Row `i` stands at `i * rowHeight + shift` px. */
  shift: number;
  /** Rows that fit in the view. */
  page: number;
  /** Brings a row into view. */
  show: (index: number) => void;
};

const settleAfter = 160;

/** Which rows of a long list to draw in `element`, which scrolls. Takes any number of rows. */
export function useRowWindow(element: RefObject<HTMLElement | null>, options: Options): RowWindow {
  const { count, rowHeight, headerHeight, overscan = 10 } = options;
  const [view, setView] = useState(0);
  const [position, setPosition] = useState<ScrollPosition>({ top: 0, scrollTop: 0 });
  const space = scrollSpace(count, rowHeight, view);
  const now = useRef({ space, position });
  now.current.space = space;

  const move = useCallback((next: ScrollPosition) => {
    now.current.position = next;
    setPosition(next);
  }, []);

  useLayoutEffect(() => {
    const node = element.current;
    if (!node) return;
    const measure = () => setView(Math.max(0, node.clientHeight - headerHeight));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => observer.disconnect();
  }, [element, headerHeight]);

  useEffect(() => {
    const node = element.current;
    if (!node) return;
    let settle: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      move(scrolled(now.current.space, now.current.position, node.scrollTop));
      clearTimeout(settle);
      if (isScaled(now.current.space)) settle = setTimeout(align, settleAfter);
    };
    // Short ways move rows and scrollbar by the same pixels, so a scaled thumb drifts: put it where it belongs.
    const align = () => {
      const { top } = now.current.position;
      node.scrollTop = scrollOfTop(now.current.space, top);
      move({ top, scrollTop: node.scrollTop });
    };
    node.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(settle);
      node.removeEventListener('scroll', onScroll);
    };
  }, [element, move]);

  const show = useCallback(
    (index: number) => {
      const node = element.current;
      if (!node) return;
      const { space: inSpace, position: at } = now.current;
      const top = clampTop(inSpace, topToShow(index, at.top, inSpace.view, rowHeight));
      if (top === at.top) return;
      node.scrollTop = scrollOfTop(inSpace, top);
      move({ top, scrollTop: node.scrollTop });
    },
    [element, move, rowHeight],
  );

  const top = clampTop(space, position.top);
  return {
    ...rowsAt(top, view, rowHeight, count, overscan),
    scrollHeight: space.scroll,
    shift: isScaled(space) ? position.scrollTop - position.top : 0,
    page: Math.max(1, Math.floor(view / rowHeight)),
    show,
  };
}
