import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { type ColumnRange, columnEdges, columnsAt, mostColumns } from './column-window';
import { type GridColumn, leastWidth } from './grid-column';

/**
 * Which columns of a grid to draw in `element`, which scrolls: all of few, those in view of very many. `null` stands for
 * all; then they share the width of the grid, else each has its least width.
 */
export function useColumnWindow<Row>(
  element: RefObject<HTMLElement | null>,
  columns: readonly GridColumn<Row>[],
  pinFirst: boolean,
): ColumnRange | null {
  const isWide = columns.length > mostColumns && !pinFirst;
  const edges = useMemo(() => (isWide ? columnEdges(columns.map(leastWidth)) : []), [columns, isWide]);
  const [range, setRange] = useState<ColumnRange>({ first: 0, last: 0, before: 0 });

  const look = useMemo(
    () => () => {
      const node = element.current;
      if (!node || !isWide) return;
      const next = columnsAt(edges, node.scrollLeft, node.clientWidth);
      setRange((before) => (before.first === next.first && before.last === next.last ? before : next));
    },
    [element, edges, isWide],
  );
  useLayoutEffect(look, [look]);
  useEffect(() => {
    const node = element.current;
    if (!node || !isWide) return;
    const observer = new ResizeObserver(look);
    observer.observe(node);
    node.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      node.removeEventListener('scroll', look);
    };
  }, [element, look, isWide]);
  return isWide ? range : null;
}
