// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot draw a window of its rows
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import classes from './grid.module.css';
import { defaultRowHeight, type GridColumn, type GridSort, headerHeight, leastWidth } from './grid-column';
import { GridHeader } from './grid-header';
import { rowAfterKey } from './grid-keys';
import { GridRow } from './grid-row';
import type { RowRange } from './row-window';
import { useColumnWindow } from './use-column-window';
import { useRowWindow } from './use-row-window';

type Props<Row> = {
  /** What the grid lists, for screen readers. */
  label: string;
  columns: readonly GridColumn<Row>[];
  count: number;
  /** The row at an index, or undefined while it is being fetched. */
  rowAt: (index: number) => Row | undefined;
  /** Told which rows are in view, so that they can be fetched. */
  onRange?: (range: RowRange) => void;
  sort?: GridSort;
  onSort?: (sort: GridSort) => void;
  onResize?: (column: string, width: number) => void;
  onOpen?: (row: Row, index: number) => void;
  /** When it changes the list starts again at its top. */
  resetKey?: string;
  empty?: ReactNode;
  footer?: ReactNode;
  rowHeight?: number;
  /** Rows drawn beyond the view on either side; few where rows hold controls, which are slow to draw. */
  overscan?: number;
  /** Fixed height in px; without it the grid fills its place. */
  height?: number;
  pinFirst?: boolean;
  /** Without a frame of its own, for a grid that fills a card. */
  flat?: boolean;
  busy?: boolean;
};

const horizontalStep = 120;

/** A table of any length and width: only rows, and of very many columns only columns, in view are drawn. Arrows, Page and Home/End keys move, Enter opens. */
export function VirtualGrid<Row>(props: Props<Row>) {
  const { columns, count, rowAt, onRange, onOpen, resetKey, pinFirst = false } = props;
  const rowHeight = props.rowHeight ?? defaultRowHeight;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const [active, setActive] = useState(-1);
  const [shifted, setShifted] = useState(false);
  const rows = useRowWindow(scroller, {
    count,
    rowHeight,
    headerHeight,
    ...(props.overscan === undefined ? {} : { overscan: props.overscan }),
  });
  const { first, last, show } = rows;
  const range = useColumnWindow(scroller, columns, pinFirst);

  useEffect(() => onRange?.({ first, last }), [onRange, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what the list shows
  useEffect(() => {
    setActive(-1);
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [resetKey]);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') return open(active);
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.currentTarget.scrollLeft += event.key === 'ArrowLeft' ? -horizontalStep : horizontalStep;
      return;
    }
    const next = rowAfterKey(event.key, active, count, rows.page);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    show(next);
  }

  function onClick(event: MouseEvent<HTMLDivElement>) {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    const index = Number(row?.getAttribute('data-index') ?? -1);
    if (index < 0) return;
    setActive(index);
    open(index);
  }

  function open(index: number) {
    const row = index < 0 ? undefined : rowAt(index);
    if (row !== undefined) onOpen?.(row, index);
  }

  const width = columns.reduce((sum, column) => sum + leastWidth(column), 0);
  const { first: from = 0, last: to = columns.length, before = 0 } = range ?? {};
  const drawn = useMemo(() => columns.slice(from, to), [columns, from, to]);
  const template = drawn
    .map((column) =>
      range ? `${leastWidth(column)}px` : `minmax(${leastWidth(column)}px, ${column.width}fr)`,
    )
    .join(' ');
  const place = { columns: drawn, template, from, before };
  const rowId = (index: number) => `${id}-${index}`;
  const indexes = Array.from({ length: last - first }, (_, at) => first + at);

  return (
    <div
      className={classes.frame}
      data-flat={props.flat || undefined}
      style={props.height === undefined ? { flex: 1 } : { height: props.height }}
    >
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        aria-busy={props.busy || undefined}
        aria-activedescendant={active >= first && active < last ? rowId(active) : undefined}
        className={classes.scroller}
        data-shifted={(pinFirst && shifted) || undefined}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onScroll={(event) => setShifted(event.currentTarget.scrollLeft > 0)}
      >
        <div style={{ minWidth: width }}>
          <GridHeader
            {...place}
            sort={props.sort}
            onSort={props.onSort}
            onResize={props.onResize}
            pinFirst={pinFirst}
          />
          <div className={classes.body} style={{ height: rows.scrollHeight }}>
            {indexes.map((index) => (
              <GridRow
                key={index}
                id={rowId(index)}
                index={index}
                y={index * rowHeight + rows.shift}
                height={rowHeight}
                row={rowAt(index)}
                {...place}
                active={index === active}
                opens={onOpen !== undefined}
                pinFirst={pinFirst}
              />
            ))}
          </div>
        </div>
        {count === 0 && props.empty && <div className={classes.empty}>{props.empty}</div>}
      </div>
      {props.footer && <div className={classes.footer}>{props.footer}</div>}
    </div>
  );
}
