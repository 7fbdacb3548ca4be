import type { NumberStyle } from './number-format';

/** How the numbers of a workbook become text: its format, and whether days count from 1904 (an old Mac's choice). */
export type DateSystem = { from1904: boolean };

const daySeconds = 86_400;
/** The last day that spreadsheets know, 9999-12-31. */
const lastDay = 2_958_465;

/**
 * A cell's number as text: ISO dates and times for date formats, 12% for percent formats, otherwise the number as its
 * 15 valid digits say.
 */
export function numberText(stored: string, style: NumberStyle, dates: DateSystem): string {
  if (style === 'number' && /^-?\d{1,15}$/.test(stored)) return stored;
  const number = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(number)) return stored;
  if (style === 'number') return plainNumber(number);
  if (style === 'percent') return `${plainNumber(number * 100)}%`;
  if (number < 0 || number >= lastDay + 1) return plainNumber(number);
  if (style === 'elapsed') return elapsed(number);
  return style === 'time' && number < 1 ? clock(number) : moment(number, dates);
}

/** Numbers of spreadsheets have 15 digits; what floating point adds behind them is noise. */
function plainNumber(number: number): string {
  const text = String(Number(number.toPrecision(15)));
  if (!text.includes('e')) return text;
  return number.toLocaleString('en', { useGrouping: false, maximumSignificantDigits: 15 });
}

/** Day and time of a serial number; the day alone when it is whole. Milliseconds where they are not 0. */
function moment(serial: number, { from1904 }: DateSystem): string {
  const [day, milliseconds] = split(serial);
  const date = dayText(day, from1904);
  return milliseconds === 0 ? date : `${date} ${timeText(milliseconds)}`;
}

function dayText(day: number, from1904: boolean): string {
  if (from1904) return isoDay(Date.UTC(1904, 0, 1) + day * daySeconds * 1000);
  // The day that never was, kept by every spreadsheet since Lotus 1-2-3.
  if (day === 60) return '1900-02-29';
  return isoDay(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * daySeconds * 1000);
}

function isoDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** Whole days and milliseconds of a day, rounded to what a double can hold of them. */
function split(serial: number): [day: number, milliseconds: number] {
  const all = Math.round(serial * daySeconds * 1000);
  // Times typed to the second come back a few microseconds off.
  const near = Math.round(all / 1000) * 1000;
  const milliseconds = Math.abs(all - near) <= 1 ? near : all;
  return [Math.floor(milliseconds / (daySeconds * 1000)), milliseconds % (daySeconds * 1000)];
}

function clock(serial: number): string {
  return timeText(split(serial)[1]);
}

function timeText(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
}

/** Hours may pass 24. */
function elapsed(serial: number): string {
  const [day, milliseconds] = split(serial);
  const time = timeText(milliseconds);
  const hours = day * 24 + Number(time.slice(0, 2));
  return `${String(hours).padStart(2, '0')}${time.slice(2)}`;
}
