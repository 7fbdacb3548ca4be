// biome-ignore-all lint/a11y/useSemanticElements: rows stand where they are scrolled to, which table elements cannot
import { memo } from 'react';
import classes from './grid.module.css';
import type { GridColumn } from './grid-column';

type Props<Row> = {
  id: string;
  index: number;
  y: number;
  height: number;
  /** Undefined while the row is being fetched. */
  row: Row | undefined;
  /** The columns that are drawn, the place of the first one, and the px of those left of it. */
  columns: readonly GridColumn<Row>[];
  from: number;
  before: number;
  template: string;
  active: boolean;
  opens: boolean;
  pinFirst: boolean;
};

function GridRowInner<Row>({
  id,
  index,
  y,
  height,
  row,
  columns,
  from,
  before,
  template,
  active,
  opens,
  pinFirst,
}: Props<Row>) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps focus and names its active row
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={active}
      aria-busy={row === undefined || undefined}
      className={classes.row}
      data-index={index}
      data-active={active || undefined}
      data-opens={(opens && row !== undefined) || undefined}
      style={{
        gridTemplateColumns: template,
        height,
        paddingLeft: before,
        transform: `translateY(${y}px)`,
      }}
    >
      {columns.map((column, at) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps focus and names its active row
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={from + at + 1}
          className={[
            classes.cell,
            column.align === 'right' ? classes.right : '',
            pinFirst && at === 0 ? classes.pinned : '',
          ].join(' ')}
          title={row === undefined ? undefined : (column.title?.(row) ?? undefined)}
        >
          {row === undefined ? <Bone index={index} at={at} /> : <Cell content={column.cell(row)} />}
        </div>
      ))}
    </div>
  );
}

function Cell({ content }: { content: React.ReactNode }) {
  return typeof content === 'string' ? <span className={classes.text}>{content}</span> : content;
}

function Bone({ index, at }: { index: number; at: number }) {
  return <div className={classes.bone} style={{ width: `${35 + ((index * 7 + at * 13) % 5) * 11}%` }} />;
}

/** One row, drawn again only when something of its own changes. */
export const GridRow = memo(GridRowInner) as typeof GridRowInner;
