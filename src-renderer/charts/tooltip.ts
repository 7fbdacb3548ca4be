import type { ChartTheme } from './theme';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names come from files: nothing of them may become markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => entities[c] ?? c);
}

export type TooltipRow = { label: string; value: string; mark?: string };

/** A small table: label left, figure right. */
export function tooltipTable(title: string, rows: readonly TooltipRow[], theme: ChartTheme): string {
  const body = rows
    .map(({ label, value, mark }) => {
      const dot = mark
        ? `<span style="display:inline-block;width:8px;height:8px;border-radius:2px;margin-right:6px;background:${mark}"></span>`
        : '';
      return (
        `<tr><td style="padding:1px 16px 1px 0;color:${theme.muted}">${dot}${escapeHtml(label)}</td>` +
        `<td style="padding:1px 0;text-align:right;font-weight:500">${escapeHtml(value)}</td></tr>`
      );
    })
    .join('');
  return (
    `<div style="font-weight:600;margin-bottom:4px;max-width:320px;white-space:normal;overflow-wrap:anywhere">${escapeHtml(title)}</div>` +
    `<table style="border-collapse:collapse;font-variant-numeric:tabular-nums">${body}</table>`
  );
}

export function tooltipStyle(theme: ChartTheme) {
  return {
    backgroundColor: theme.raised,
    borderColor: theme.line,
    borderWidth: 1,
    padding: [8, 12],
    confine: true,
    transitionDuration: 0.1,
    textStyle: { color: theme.text, fontFamily: theme.font, fontSize: 12, lineHeight: 18 },
    extraCssText: 'border-radius:8px;box-shadow:0 8px 24px rgba(0,0,0,.14);',
  };
}
