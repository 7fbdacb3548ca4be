import type { ReactNode } from 'react';

/** One column of a grid. */
export type GridColumn<Row> = {
  id: string;
  label: string;
  /** px; columns share the width of the grid in this proportion. */
  width: number;
  /** px that it never goes below; four fifths of `width` by default. */
  minWidth?: number;
  align?: 'left' | 'right';
  /** False where rows cannot be sorted by it. */
  sortable?: boolean;
  cell: (row: Row) => ReactNode;
  /** The full text, shown when the cell is cut short. */
  title?: (row: Row) => string | null;
};

export type GridSort = { column: string; descending: boolean };

/** The least width of a column in px. */
export function leastWidth({ width, minWidth }: { width: number; minWidth?: number }): number {
  return minWidth ?? Math.round(width * 0.8);
}

export const defaultRowHeight = 32;
export const headerHeight = 34;
