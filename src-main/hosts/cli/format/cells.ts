/** What stands in a table where there is no value. */
export const emptyCell = '–';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const tenths = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const fixedTenths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

type Missing = null | undefined;

export function countCell(n: number | Missing): string {
  return n == null ? emptyCell : whole.format(n);
}

/** A count with its noun. */
export function counted(n: number, one: string, many: string): string {
  return `${countCell(n)} ${n === 1 ? one : many}`;
}

/** An amount; cents are shown where there are any. */
export function amountCell(amount: number | Missing): string {
  if (amount == null) return emptyCell;
  return Number.isInteger(amount) ? whole.format(amount) : cents.format(amount);
}

/** Days, to a tenth; the unit stands in the header. */
export function daysCell(days: number | Missing): string {
  return days == null ? emptyCell : tenths.format(days);
}

/** A fraction as percent: `51.9 %`. */
export function rateCell(rate: number | Missing): string {
  return rate == null ? emptyCell : `${fixedTenths.format(rate * 100)} %`;
}

/** A fraction with its interval: `51.9 % (50.8–53.0)`. */
export function rateIntervalCell(
  rate: number | Missing,
  low: number | Missing,
  high: number | Missing,
): string {
  if (rate == null || low == null || high == null) return rateCell(rate);
  return `${rateCell(rate)} (${fixedTenths.format(low * 100)}–${fixedTenths.format(high * 100)})`;
}

/** Days with their interval: `69 (67–71)`; an end that is not reached is left open: `69 (67–)`. */
export function daysIntervalCell(
  days: number | Missing,
  low: number | Missing,
  high: number | Missing,
): string {
  if (days == null || (low == null && high == null)) return daysCell(days);
  const end = (value: number | Missing): string => (value == null ? '' : daysCell(value));
  return `${daysCell(days)} (${end(low)}–${end(high)})`;
}

/** A moment as day and minute; the day alone where the data has no time. */
export function momentCell(moment: string | Missing): string {
  if (moment == null) return emptyCell;
  const time = moment.slice(11, 16);
  return time === '' || moment.slice(11, 19) === '00:00:00'
    ? moment.slice(0, 10)
    : `${moment.slice(0, 10)} ${time}`;
}

/** Bytes in the unit that reads best. */
export function bytesCell(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return `${tenths.format(bytes / 1000 ** step)} ${units[step]}`;
}
