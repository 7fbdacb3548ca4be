import type { ChartContext } from './chart-model';
import type { ChartTheme } from './theme';
import { tooltipStyle } from './tooltip';

/** Pieces that every chart is put together from, so that all of them look alike. */
export function baseOption({ theme }: ChartContext) {
  return {
    animationDuration: 0,
    animationDurationUpdate: 180,
    animationEasing: 'cubicOut' as const,
    textStyle: { fontFamily: theme.font, fontSize: 12, color: theme.text },
    tooltip: { trigger: 'item' as const, ...tooltipStyle(theme) },
  };
}

/** A category axis for rows of names, first row on top. A name wider than its room takes two lines. */
export function nameAxis(names: readonly string[], width: number, { theme }: ChartContext) {
  return {
    type: 'category' as const,
    data: [...names],
    inverse: true,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      color: theme.text,
      fontSize: 13,
      width,
      overflow: 'truncate' as const,
      ellipsis: '…',
      align: 'left' as const,
      margin: width + 12,
      interval: 0,
      ...(width > 0 && names.some((name) => isLong(name, width))
        ? { fontSize: 12, lineHeight: nameLine, formatter: (name: string) => inTwoLines(name, width) }
        : {}),
    },
  };
}

/** Figures at the right end of the rows; `write` gives those of a row, in the styles of `rich`. */
export function figureAxis<Rich>(
  names: readonly string[],
  write: (at: number) => string,
  rich: Rich,
  context: ChartContext,
  margin = 12,
) {
  return {
    ...nameAxis(names, 0, context),
    position: 'right' as const,
    axisLabel: { interval: 0, margin, formatter: (_: string, at: number) => write(at), rich },
  };
}

/** A value axis from zero with faint gridlines and few ticks. */
export function valueAxis(
  { theme }: ChartContext,
  write: (value: number) => string,
  options: { max?: number; interval?: number; splitNumber?: number } = {},
) {
  return {
    type: 'value' as const,
    min: 0,
    splitNumber: 4,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: theme.grid, width: 1 } },
    axisLabel: { color: theme.muted, fontSize: 11, formatter: write, hideOverlap: true },
    ...options,
  };
}

/** How many ticks, four at most, have room on an axis of this width beside each other. */
export function ticksFor(plot: number, widest: string): number {
  return Math.max(1, Math.min(4, Math.floor(plot / (textWidth(widest) * 0.9 + 14))));
}

/** Diagonal hatching: the same blue as open deals, for what is not decided yet. */
export function hatch(color: string) {
  return { symbol: 'rect' as const, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color };
}

/** Hatched fill on a faint ground of the same hue. */
export function undecidedStyle(theme: ChartTheme) {
  return { color: fade(theme.open, 0.14), decal: hatch(fade(theme.open, 0.75)) };
}

/** The colour at an opacity, as rgba(). */
export function fade(hex: string, opacity: number): string {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return `rgba(${channel(1)}, ${channel(3)}, ${channel(5)}, ${opacity})`;
}

/** Room for row names: as wide as the longest needs, within limits. Wide scripts count double. */
export function nameWidth(names: readonly string[], limits: { min?: number; max: number }): number {
  const widest = Math.max(0, ...names.map(textWidth)) + 4;
  return Math.round(Math.min(limits.max, Math.max(limits.min ?? 48, widest)));
}

/** How wide the names of rows may become: a part of a narrow chart, and as much as long names need of a wide one. */
export function nameLimit(width: number): number {
  return Math.round(Math.min(width * 0.38, Math.max(200, Math.min(360, width * 0.26))));
}

/** Width of a text of 13 px Inter, good to a few percent. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += (char.codePointAt(0) ?? 0) > 0x2e7f ? 13 : 7.3;
  return width;
}

/** The text, shortened to about a width in pixels. */
export function cutText(text: string, width: number): string {
  const share = width / Math.max(1, textWidth(text));
  if (share >= 0.97) return text;
  return `${text.slice(0, Math.max(1, Math.floor(text.length * share) - 1)).trimEnd()}…`;
}

/** Height of a line of a name, and of a row that holds two of them. */
const nameLine = 15;
/** Names of two lines are set in 12 px; widths are those of 13. */
const smaller = 12 / 13;
const twoLineRow = 2 * nameLine + 3;

/** Whether a name needs a second line; widths of texts are good to a few percent. */
function isLong(name: string, width: number): boolean {
  return textWidth(name) > width * 1.03;
}

/** The text in two lines where one is too narrow, broken between words. */
export function inTwoLines(text: string, width: number): string {
  if (!isLong(text, width)) return text;
  const words = text.split(' ');
  const breaks = words.slice(1).map((_, at) => {
    const lines = [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')];
    return { lines, widest: Math.max(...lines.map(textWidth)) };
  });
  // The first line takes what it can, as in any text.
  const fits = breaks.findLast(({ widest }) => widest * smaller <= width);
  const best = fits ?? breaks.toSorted((a, b) => a.widest - b.widest)[0];
  return best ? best.lines.join('\n') : text;
}

/** Rows stand at their usual height while they are few, and close up when there are many. */
export function rowHeightFor(count: number, usual: number): number {
  return count <= 12 ? usual : Math.max(24, Math.round(usual * 0.68));
}

/** The height of rows, but not so low that a name of two lines at this width touches the next one. */
export function roomForNames(height: number, names: readonly string[], width: number): number {
  return names.some((name) => isLong(name, width)) ? Math.max(height, twoLineRow) : height;
}

/** A heading over a panel of a chart, in small muted type. */
export function panelTitle(text: string, left: number, top: number, { theme }: ChartContext, right = false) {
  return {
    text,
    left,
    top,
    padding: 0,
    textAlign: right ? ('right' as const) : ('left' as const),
    textStyle: { color: theme.muted, fontSize: 12, fontWeight: 400 as const, fontFamily: theme.font },
  };
}

/** A human step so that about `ticks` ticks cover `max` days. */
export function dayStep(max: number, ticks: number): number {
  const steps = [1, 2, 5, 7, 10, 15, 30, 60, 90, 120, 180, 365, 730, 1825, 3650];
  return steps.find((step) => max / step <= ticks) ?? Math.ceil(max / ticks);
}
