import type { SqlResult } from '#shared/results/metrics';
import { type ChartContext, type ChartModel, numberCell, textCell } from './chart-model';
import { quickBars } from './quick-bars';
import { columnKinds, type QuickChoice } from './quick-columns';
import { quickLines } from './quick-lines';
import { quickPoints } from './quick-points';
import { columnWriter } from './write-value';

/** More rows than this are not drawn; the result's table has them. */
export const mostDrawn = { bar: 40, line: 4000, scatter: 2000 } as const;

/** Any result of a query as bars, lines or points. */
export function quickChart(result: SqlResult, choice: QuickChoice, context: ChartContext): ChartModel<never> {
  const draw = { bar: quickBars, line: quickLines, scatter: quickPoints }[choice.kind];
  return {
    ...draw({ ...result, rows: result.rows.slice(0, mostDrawn[choice.kind]) }, choice, context),
    select: () => null,
    table: resultTable(result, context),
  };
}

/** All rows and columns of a result, for copying and CSV. */
function resultTable(result: SqlResult, { format }: ChartContext): ChartModel<never>['table'] {
  const kinds = columnKinds(result);
  const writers = result.columns.map((_, at) => columnWriter(result, at, format));
  return {
    columns: result.columns.map(({ name }, at) => ({ label: name, numeric: kinds[at] === 'number' })),
    rows: result.rows.map((row) => ({
      select: null,
      cells: row.map((value, at) =>
        typeof value === 'number'
          ? numberCell(value, (number) => writers[at]?.(number ?? null) ?? '')
          : textCell(value === null ? null : String(value)),
      ),
    })),
  };
}
