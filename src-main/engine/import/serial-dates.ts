import type { Warning } from '#shared/results/envelope';
import { rawTable } from './raw-table';
import type { Query, StagedColumn } from './staged-file';
import { valueSql } from './value-sql';

/** Days between the two ways of spreadsheets to count days: from 1900, and from 1904 as older Macintosh files do. */
const daysBetweenEpochs = 1462;
/** Dates of one pipeline lie closer together than this. */
const near = 400;

/**
 * Days that a spreadsheet wrote as numbers count from 1900 unless the other dates of the file say that they count
 * from 1904. Without other dates that is told, with a day to check.
 */
export async function decideSerials(
  query: Query,
  raw: string,
  columns: readonly StagedColumn[],
): Promise<{ columns: StagedColumn[]; warnings: Warning[] }> {
  const serial = columns.filter((column) => usesSerials(column));
  const others = columns.filter(
    (column) => 'shapes' in column.format && column.type !== 'empty' && !usesSerials(column),
  );
  if (serial.length === 0) return { columns: [...columns], warnings: [] };
  const middle = (column: StagedColumn) => `median(epoch(${valueSql(column, 'TIMESTAMP')}) / 86400)`;
  const parts = [...serial, ...others].map((column, i) => `${middle(column)} AS m${i}`);
  const [row = {}] = await query(
    `SELECT ${parts.join(', ')}, CAST(min(${valueSql(serial[0]!, 'DATE')}) AS VARCHAR) AS first FROM ${rawTable(raw)}`,
  );
  const medians = [...serial, ...others].map((_, i) => Number(row[`m${i}`] ?? Number.NaN));
  const gaps = medians.slice(serial.length).map((other) => other - (medians[0] ?? other));
  const is1904 =
    gaps.length > 0 && gaps.every((gap) => Math.abs(gap - daysBetweenEpochs) < Math.min(near, Math.abs(gap)));
  if (is1904) return { columns: columns.map(from1904), warnings: [] };
  return { columns: [...columns], warnings: others.length > 0 ? [] : [told(serial[0]!, String(row.first))] };
}

function usesSerials({ format, type }: StagedColumn): boolean {
  return 'shapes' in format && format.shapes.includes('serial-1900') && type !== 'empty';
}

function from1904(column: StagedColumn): StagedColumn {
  if (!('shapes' in column.format) || !usesSerials(column)) return column;
  const shapes = column.format.shapes.map((shape) => (shape === 'serial-1900' ? 'serial-1904' : shape));
  return { ...column, format: { ...column.format, shapes } };
}

function told({ column }: StagedColumn, first: string): Warning {
  return {
    code: 'date-serials',
    message: `Dates in “${column}” are numbers that a spreadsheet counts from 1900; the first is ${first}. If that is four years early, save the file with the dates as text.`,
    details: { column, first },
  };
}
