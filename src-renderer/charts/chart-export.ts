import type { ChartContext, ChartModel, ChartTable } from './chart-model';
import { init } from './echarts';

/** The chart as a stand-alone SVG document. */
export function chartSvg(model: ChartModel<unknown>, { width, theme }: ChartContext): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: model.height });
  chart.setOption({ ...model.option, animation: false, backgroundColor: theme.surface });
  const svg = chart.renderToSVGString();
  chart.dispose();
  // ECharts writes the font's own quotes into attributes as they are, which no reader of XML accepts.
  return plainSvg(svg).replaceAll(theme.font, theme.font.replaceAll('"', "'"));
}

/** The drawing alone: without what ECharts adds for pointing at marks, and with ids that start at one. */
export function plainSvg(svg: string): string {
  return svg
    .replace(/<style\b[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_\w+)="[^"]*"/g, '')
    .replace(/\bzr\d+-/g, 'zr-');
}

/** The chart as a PNG data address, at twice the screen's size. */
export function chartPng(model: ChartModel<unknown>, { width, theme }: ChartContext): string {
  const host = document.createElement('div');
  const chart = init(host, null, { renderer: 'canvas', width, height: model.height });
  chart.setOption({ ...model.option, animation: false });
  const url = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: theme.surface });
  chart.dispose();
  return url;
}

/** The figures as CSV (RFC 4180, with a byte order mark for spreadsheets): raw values, not formatted ones. */
export function tableCsv(table: ChartTable<unknown>): string {
  const lines = [
    table.columns.map(({ label }) => csvCell(label)),
    ...table.rows.map(({ cells }) => cells.map(({ value }) => csvCell(value))),
  ];
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** The figures as people read them, tab-separated, for pasting into a sheet or a deck. */
export function tableText(table: ChartTable<unknown>): string {
  const clean = (text: string) => text.replace(/[\t\r\n]+/g, ' ');
  const lines = [
    table.columns.map(({ label }) => clean(label)),
    ...table.rows.map(({ cells }) => cells.map(({ text }) => clean(text))),
  ];
  return lines.map((line) => line.join('\t')).join('\n');
}

/** Text that a spreadsheet would run as a formula gets an apostrophe in front. */
function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a file made in the window to the user. */
export function saveFile(name: string, type: string, content: string | Blob): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function blobOfDataUrl(url: string): Blob {
  const [head = '', body = ''] = url.split(',');
  const bytes = Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
  return new Blob([bytes], { type: head.slice(5).split(';')[0] ?? 'image/png' });
}
