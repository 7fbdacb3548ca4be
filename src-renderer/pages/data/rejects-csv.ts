import type { Reject } from '#shared/results/workspace';

/** The rejected rows as CSV: line, column, value, reason. A value cannot become a formula in a spreadsheet. */
export function rejectsCsv(rejects: readonly Reject[]): string {
  const rows = rejects.map(({ line, column, value, reason }) =>
    [String(line), cell(column), cell(value), cell(reason)].join(','),
  );
  return `${['line,column,value,reason', ...rows].join('\r\n')}\r\n`;
}

function cell(value: string | null): string {
  if (value === null) return '';
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
