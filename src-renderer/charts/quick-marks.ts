import type { SqlResult } from '#shared/results/metrics';
import type { ChartContext, ChartModel } from './chart-model';
import type { QuickChoice } from './quick-columns';
import type { ChartTheme } from './theme';
import { type TooltipRow, tooltipTable } from './tooltip';
import { columnWriter, isShare } from './write-value';

export type QuickDrawing = (
  result: SqlResult,
  choice: QuickChoice,
  context: ChartContext,
) => Pick<ChartModel<never>, 'option' | 'height'>;

export function nameOf({ columns }: SqlResult, at: number): string {
  return columns[at]?.name ?? '';
}

/** How an axis writes the values of a column. */
export function axisWriter(
  result: SqlResult,
  at: number,
  { format }: ChartContext,
): (value: number) => string {
  return isShare(nameOf(result, at)) ? (value) => format.percent(value) : format.compact;
}

/** Where an axis starts: at zero, unless something lies below. */
export function axisStart({ rows }: SqlResult, columns: readonly number[]): { min?: 'dataMin' } {
  return rows.some((row) => columns.some((at) => Number(row[at] ?? 0) < 0)) ? { min: 'dataMin' } : {};
}

/** Won, lost and open have their colours wherever they come; others are told apart by dash as well. */
export function colourOf(name: string, place: number, theme: ChartTheme): string {
  const outcome = (['won', 'lost', 'open'] as const).find((one) =>
    name
      .toLowerCase()
      .split(/[^a-z]+/)
      .includes(one),
  );
  return outcome ? theme[outcome] : (theme.groups[place % theme.groups.length] ?? theme.ink);
}

/** A legend in one line, where there is more than one thing to name; long names are cut. */
export function legendOf(count: number, { theme, width }: ChartContext) {
  if (count < 2) return {};
  const textStyle = {
    color: theme.muted,
    fontSize: 12,
    width: Math.floor(width / count) - 40,
    overflow: 'truncate' as const,
  };
  return { legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8, textStyle } };
}

export function tooltipOf(
  title: string,
  result: SqlResult,
  row: SqlResult['rows'][number] | undefined,
  columns: readonly number[],
  { format, theme }: ChartContext,
): string {
  if (!row) return '';
  const shown = columns.map(
    (at): TooltipRow => ({
      label: nameOf(result, at),
      value: columnWriter(result, at, format)(row[at]),
    }),
  );
  return tooltipTable(title, shown, theme);
}
