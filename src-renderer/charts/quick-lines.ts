import type { LineSeriesOption } from 'echarts';
import type { SqlResult } from '#shared/results/metrics';
import { emptyKey } from './dot-interval';
import { baseOption, valueAxis } from './marks';
import { momentOf, timeAxis } from './moments';
import { columnKinds, groupColumn, type QuickChoice } from './quick-columns';
import {
  axisStart,
  axisWriter,
  colourOf,
  legendOf,
  nameOf,
  type QuickDrawing,
  tooltipOf,
} from './quick-marks';
import { groupDashes } from './theme';

type Values = SqlResult['rows'][number];

/** Lines over time, or over whatever the column has, in its order. */
export const quickLines: QuickDrawing = (result, choice, context) => {
  const { theme, format } = context;
  const { x } = choice;
  const isTime = columnKinds(result)[x] === 'time';
  const drawn = linesOf(result, choice);
  const names = result.rows.map((row) => String(row[x] ?? ''));
  const across = (row: Values) => (isTime ? momentOf(row[x]) : String(row[x] ?? ''));
  const write = axisWriter(result, choice.y[0] ?? 0, context);
  return {
    height: 280,
    option: {
      ...baseOption(context),
      ...legendOf(drawn.length, context),
      useUTC: true,
      tooltip: {
        ...baseOption(context).tooltip,
        formatter: (hit) => {
          const one = Array.isArray(hit) ? undefined : hit;
          const row = drawn.find(({ id }) => id === one?.seriesId)?.rows[one?.dataIndex ?? -1];
          const title = String(row?.[x] ?? '');
          return tooltipOf(isTime ? format.day(title) : title, result, row, choice.y, context);
        },
      },
      grid: { left: 56, right: 24, top: drawn.length > 1 ? 34 : 12, bottom: 30, outerBoundsMode: 'none' },
      xAxis: isTime
        ? timeAxis(
            result.rows.map((row) => momentOf(row[x])),
            context,
          )
        : {
            type: 'category',
            data: [...new Set(names)],
            axisLine: { lineStyle: { color: theme.line } },
            axisTick: { show: false },
            axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true },
          },
      yAxis: { ...valueAxis(context, write), ...axisStart(result, choice.y) },
      series: drawn.map(
        ({ id, name, at, rows }, place): LineSeriesOption => ({
          id,
          name,
          type: 'line',
          symbol: 'circle',
          symbolSize: rows.length > 60 ? 3 : 6,
          showSymbol: true,
          lineStyle: { width: 2, type: groupDashes[place % groupDashes.length] ?? 'solid' },
          itemStyle: { color: colourOf(name, place, theme) },
          data: rows.map((row) => [across(row), Number(row[at] ?? Number.NaN)]),
        }),
      ),
    },
  };
};

/** One line a column; where moments come more than once, one a value of the column that tells them apart. */
function linesOf(result: SqlResult, { x, y }: QuickChoice) {
  const { rows } = result;
  const group = groupColumn(result, x);
  const at = y[0] ?? 0;
  if (group === null) {
    return y.map((column) => ({ id: `y${column}`, name: nameOf(result, column), at: column, rows }));
  }
  const groups = [...new Set(rows.map((row) => row[group] ?? null))];
  return groups.map((value, place) => ({
    id: `g${place}`,
    name: value === null ? emptyKey : String(value),
    at,
    rows: rows.filter((row) => (row[group] ?? null) === value),
  }));
}
