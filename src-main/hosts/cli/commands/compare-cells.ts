import type { CompareRow, CompareValue } from '#shared/results/compare';
import { daysIntervalCell, emptyCell, rateIntervalCell } from '../format/cells';

/** A side of a figure with its interval. */
export function valueCell({ unit }: CompareRow, { value, low, high }: CompareValue): string {
  return unit === 'rate' ? rateIntervalCell(value, low, high) : daysIntervalCell(value, low, high);
}

export function differenceCell({ unit, difference, low, high }: CompareRow): string {
  if (difference === null) return emptyCell;
  const of = (value: number | null) =>
    value === null ? '' : unit === 'rate' ? signed(value * 100) : signed(value);
  const text = unit === 'rate' ? `${of(difference)} pt` : `${of(difference)} days`;
  return low === null && high === null ? text : `${text} (${of(low)} to ${of(high)})`;
}

export function pointsCell(value: number): string {
  return `${(value * 100).toFixed(1)} pt`;
}

export function signed(value: number): string {
  const text = Math.abs(value).toFixed(1);
  return text === '0.0' ? text : `${value < 0 ? '−' : '+'}${text}`;
}

export function pCell(p: number | null): string {
  if (p === null) return emptyCell;
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** One row of CSV: both sides in columns of their own. */
export function flatRow({ base, compared, ...row }: CompareRow): object {
  const side = (name: string, value: CompareValue) =>
    Object.fromEntries(Object.entries(value).map(([key, of]) => [`${name}_${key}`, of]));
  return { ...row, ...side('base', base), ...side('compared', compared) };
}
