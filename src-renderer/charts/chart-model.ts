import type { EChartsOption } from 'echarts';
import type { Formatters } from './formatters';
import type { ChartTheme } from './theme';

/** What a chart function may know beside its result. */
export type ChartContext = {
  readonly theme: ChartTheme;
  readonly format: Formatters;
  /** Width of the drawing in CSS pixels. */
  readonly width: number;
};

/** The mark that was hit. */
export type ChartHit = {
  readonly seriesId: string;
  readonly dataIndex: number;
  /** In a graph, that a link was hit, by its index among the links. */
  readonly isEdge?: boolean;
};

export type TableCell = { readonly text: string; readonly value: string | number | null };
export type TableColumn = { readonly label: string; readonly numeric: boolean };

/** The same figures as the chart, for screen readers, copying and CSV. */
export type ChartTable<Select> = {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly { readonly cells: readonly TableCell[]; readonly select: Select | null }[];
};

/** A drawn result: what ECharts takes, how high it is, what a click means, and the same as a table. */
export type ChartModel<Select> = {
  readonly option: EChartsOption;
  readonly height: number;
  readonly select: (hit: ChartHit) => Select | null;
  readonly table: ChartTable<Select>;
};

export function textCell(value: string | null): TableCell {
  return { text: value ?? '–', value };
}

export function numberCell(
  value: number | null | undefined,
  write: (value: number | null | undefined) => string,
): TableCell {
  return { text: write(value), value: value ?? null };
}
