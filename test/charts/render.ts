import { plainSvg } from '../../src-renderer/charts/chart-export';
import type { ChartContext, ChartModel } from '../../src-renderer/charts/chart-model';
import { init } from '../../src-renderer/charts/echarts';
import { createFormatters } from '../../src-renderer/charts/formatters';
import { darkTheme, lightTheme } from '../../src-renderer/charts/theme';

export function context(width: number, mode: 'light' | 'dark' = 'light'): ChartContext {
  return {
    theme: mode === 'light' ? lightTheme : darkTheme,
    format: createFormatters('en-US', 'USD'),
    width,
  };
}

/** The chart as SVG text, drawn without a browser, a line an element. */
export function renderSvg(model: ChartModel<unknown>, width: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: model.height });
  chart.setOption({ ...model.option, animation: false });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return plainSvg(svg).replaceAll('><', '>\n<');
}

/** The option as text for a snapshot: functions are named, numbers kept. */
export function optionText(model: ChartModel<unknown>): string {
  return JSON.stringify(
    model.option,
    (_, value: unknown) => (typeof value === 'function' ? '(function)' : value),
    1,
  );
}
