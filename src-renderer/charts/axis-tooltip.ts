import type { TooltipComponentOption } from 'echarts';
import type { ChartContext } from './chart-model';
import { baseOption } from './marks';

type Formatter = Exclude<NonNullable<TooltipComponentOption['formatter']>, string>;
type Hits = Parameters<Formatter>[0];

/** Writes what a tooltip says of a row: HTML whose names are escaped. */
type Write<Row> = (row: Row, at: number) => string;

/** For the one mark under the pointer, which stands for a row. */
export function markTooltip<Row>(
  rows: readonly Row[],
  write: Write<Row>,
  context: ChartContext,
): TooltipComponentOption {
  return {
    ...baseOption(context).tooltip,
    formatter: (hits) => (Array.isArray(hits) ? '' : writeAt(rows, hits.dataIndex, write)),
  };
}

/** For the whole column, or row of bars, under the pointer, which is shaded. */
export function columnTooltip<Row>(
  rows: readonly Row[],
  write: Write<Row>,
  context: ChartContext,
): TooltipComponentOption {
  return {
    ...baseOption(context).tooltip,
    trigger: 'axis',
    axisPointer: { type: 'shadow', shadowStyle: { color: context.theme.grid } },
    formatter: (hits) => writeAt(rows, indexOf(hits), write),
  };
}

/** For the points of all curves at the line through the pointer, which stand for one row. */
export function lineTooltip<Row>(
  rows: readonly Row[],
  write: Write<Row>,
  context: ChartContext,
): TooltipComponentOption {
  return {
    ...ageTooltip(() => '', context),
    formatter: (hits) => writeAt(rows, indexOf(hits), write),
  };
}

/** For all curves at the age under the pointer, where their points lie at ages of their own. */
export function ageTooltip(write: (age: number) => string, context: ChartContext): TooltipComponentOption {
  return {
    ...baseOption(context).tooltip,
    trigger: 'axis',
    axisPointer: { type: 'line', lineStyle: { color: context.theme.muted, type: 'solid' } },
    formatter: (hits) => {
      const value = first(hits)?.value;
      return write(Array.isArray(value) ? Number(value[0]) : 0);
    },
  };
}

function writeAt<Row>(rows: readonly Row[], at: number, write: Write<Row>): string {
  const row = rows[at];
  return row === undefined ? '' : write(row, at);
}

function indexOf(hits: Hits): number {
  return first(hits)?.dataIndex ?? -1;
}

function first(hits: Hits) {
  return Array.isArray(hits) ? hits[0] : hits;
}
