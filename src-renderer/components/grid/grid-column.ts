import type { ReactNode } from 'react';

/** One column of a grid. */
export type GridColumn<Row> = {
  id: string;
  label: string;
  /** px */
  width: number;
  align?: 'left' | 'right';
  /** False where rows cannot be sorted by it. */
  sortable?: boolean;
  cell: (row: Row) => ReactNode;
  /** The full text, shown when the cell is cut short. */
  title?: (row: Row) => string | null;
};

export type GridSort = { column: string; descending: boolean };

export const defaultRowHeight = 32;
export const headerHeight = 34;
