import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useRowWindow } from '../../components/grid/use-row-window';
import classes from './stage-list.module.css';

type Props = {
  list: RefObject<HTMLOListElement | null>;
  count: number;
  /** The stage to keep in view, or -1. */
  followed: number;
  row: (at: number, y: number) => ReactNode;
  /** Called after every drawing. */
  onDrawn: () => void;
};

export const stageRowHeight = 44;
const mostRows = 12;

/** Hundreds of stages: only those in view are drawn. */
export function LongStageList({ list, count, followed, row, onDrawn }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last, scrollHeight, shift, show } = useRowWindow(scroller, {
    count,
    rowHeight: stageRowHeight,
    headerHeight: 0,
    overscan: 3,
  });
  useEffect(() => {
    if (followed >= 0) show(followed);
  }, [followed, show]);
  useEffect(onDrawn);
  return (
    <div ref={scroller} className={classes.scroller} style={{ height: mostRows * stageRowHeight }}>
      <ol ref={list} className={classes.list} aria-label="Stages in order" style={{ height: scrollHeight }}>
        {Array.from({ length: last - first }, (_, i) => row(first + i, (first + i) * stageRowHeight + shift))}
      </ol>
    </div>
  );
}
