import { addDays, addMonths } from './day';

/** A span of days, both ends among them. */
export type NamedPeriod = { label: string; from: string; to: string };

const written = /^(?<fiscal>FY)?(?<year>\d{4})(?:-?(?:Q(?<quarter>[1-4])|(?<month>\d{2})))?$/i;

/**
 * The days of `2017`, `2017-Q4`, `2017-12` or `FY2017-Q4`. Where the fiscal year does not begin in January, years and quarters
 * without FY are read both ways, that of the calendar first; a fiscal year is named after the calendar year it ends in.
 * Empty where it names no period.
 */
export function readPeriod(text: string, fiscalYearStart: number): NamedPeriod[] {
  const groups = written.exec(text.trim())?.groups;
  if (!groups) return [];
  const { fiscal, year = '', quarter, month } = groups;
  if (month !== undefined) {
    const first = `${year}-${month}-01`;
    return Number(month) < 1 || Number(month) > 12 || fiscal ? [] : [span(`${year}-${month}`, first, 1)];
  }
  const length = quarter === undefined ? 12 : 3;
  const ahead = quarter === undefined ? 0 : (Number(quarter) - 1) * 3;
  const name = quarter === undefined ? year : `${year}-Q${quarter}`;
  const fiscalYear = addMonths(`${year}-01-01`, fiscalYearStart === 1 ? 0 : fiscalYearStart - 13);
  const calendar = span(name, addMonths(`${year}-01-01`, ahead), length);
  const asFiscal = span(`FY${name}`, addMonths(fiscalYear, ahead), length);
  if (fiscal) return [asFiscal];
  return fiscalYearStart === 1 ? [calendar] : [calendar, asFiscal];
}

function span(label: string, from: string, months: number): NamedPeriod {
  return { label, from, to: addDays(addMonths(from, months), -1) };
}
