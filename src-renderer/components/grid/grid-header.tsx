// biome-ignore-all lint/a11y/useSemanticElements: part of a grid of positioned rows
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import classes from './grid.module.css';
import type { GridColumn, GridSort } from './grid-column';

type Props<Row> = {
  /** The columns that are drawn, the place of the first one, and the px of those left of it. */
  columns: readonly GridColumn<Row>[];
  from: number;
  before: number;
  template: string;
  sort: GridSort | undefined;
  onSort: ((sort: GridSort) => void) | undefined;
  onResize: ((column: string, width: number) => void) | undefined;
  pinFirst: boolean;
};

/** The row of column names: sorts on click, changes a column's width by its right edge. */
export function GridHeader<Row>(props: Props<Row>) {
  const { columns, from, before, template, sort, onSort, onResize, pinFirst } = props;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its buttons take the focus
    <div
      role="row"
      aria-rowindex={1}
      className={classes.header}
      style={{ gridTemplateColumns: template, paddingLeft: before }}
    >
      {columns.map((column, at) => {
        const sorted = sort?.column === column.id ? sort : undefined;
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={from + at + 1}
            aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
            className={[
              classes.heading,
              column.align === 'right' ? classes.right : '',
              pinFirst && at === 0 ? classes.pinned : '',
            ].join(' ')}
          >
            <Heading column={column} sorted={sorted} onSort={onSort} />
            {onResize && <Grip onResize={(width) => onResize(column.id, width)} />}
          </div>
        );
      })}
    </div>
  );
}

type HeadingProps<Row> = {
  column: GridColumn<Row>;
  sorted: GridSort | undefined;
  onSort: ((sort: GridSort) => void) | undefined;
};

function Heading<Row>({ column, sorted, onSort }: HeadingProps<Row>) {
  const label = <span className={classes.label}>{column.label}</span>;
  if (!onSort || column.sortable === false) {
    return (
      <div className={classes.headingText} title={column.label}>
        {label}
      </div>
    );
  }
  // Numbers and days are first looked at from the top, names from A.
  const descending = sorted ? !sorted.descending : column.align === 'right';
  return (
    <button
      type="button"
      className={classes.headingButton}
      title={column.label}
      onClick={() => onSort({ column: column.id, descending })}
    >
      {label}
      {sorted?.descending === true && <IconArrowDown size={13} className={classes.arrow} aria-hidden />}
      {sorted?.descending === false && <IconArrowUp size={13} className={classes.arrow} aria-hidden />}
    </button>
  );
}

function Grip({ onResize }: { onResize: (width: number) => void }) {
  return (
    <div
      className={classes.grip}
      aria-hidden
      onPointerDown={(event) => {
        const heading = event.currentTarget.parentElement;
        if (!heading) return;
        event.preventDefault();
        const grip = event.currentTarget;
        const start = heading.getBoundingClientRect().width - event.clientX;
        grip.setPointerCapture(event.pointerId);
        grip.onpointermove = (move) => onResize(Math.max(56, Math.round(start + move.clientX)));
        grip.onpointerup = () => {
          grip.onpointermove = null;
        };
      }}
    />
  );
}
