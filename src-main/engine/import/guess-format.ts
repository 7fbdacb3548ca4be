import type { FieldType } from '#shared/model/fields';
import type { ColumnContent } from './column-content';
import type { ValueFormat } from './staged-file';
import { readDate } from './values/dates';
import { areDurations } from './values/durations';
import { decimalOf, isScaled, looksNumeric, numberFormat } from './values/numbers';
import { booleanWords } from './values/words';

export type FormatHints = {
  /** Decimal mark of the file, for columns whose own values do not tell. */
  decimal: '.' | ',' | null;
};

/** How a column probably reads, by its sample; `want` is the type of its field, null for an extra field. */
export function guessFormat(content: ColumnContent, want: FieldType | null, hints: FormatHints): ValueFormat {
  if (want === null && content.values.length > 0 && areDurations(content.values, content.name))
    return { as: 'duration' };
  switch (want ?? typeOfExtra(content)) {
    case 'amount':
      return { as: 'amount', number: numbersOf(content, hints, false), guard: false };
    case 'number':
      return { as: 'number', number: numbersOf(content, hints, want !== null), guard: false };
    case 'day':
      return datesOf(content, 'day');
    case 'instant':
      return datesOf(content, 'instant');
    case 'boolean':
      return { as: 'boolean', words: booleanWords([...new Set(content.values)]) ?? { yes: [], no: [] } };
    default:
      return { as: 'text', trim: false };
  }
}

export function numbersOf(content: ColumnContent, { decimal }: FormatHints, percent: boolean) {
  const numeric = content.values.filter(looksNumeric);
  const format = numberFormat(numeric, decimalOf(numeric) ?? decimal);
  return percent ? format : { ...format, percent: false };
}

/** All shapes that the sample shows; whole days unless some value has a time. */
function datesOf(content: ColumnContent, as: 'day' | 'instant'): ValueFormat {
  const readings = content.values.map((value) => readDate(value, true)).filter((reading) => reading !== null);
  const shapes = [...new Set(readings.map(({ shape }) => shape))];
  return { as, shapes: shapes.length > 0 ? shapes : ['iso'], order: null, bounded: false };
}

const codeName = /(^|[^a-z])(id|code|no|nr|zip|postcode|postal|phone|mobile|fax|number|key|sku)s?$/i;

/** The type of a column that no field claims: only what every sampled value proves. */
function typeOfExtra({ name, values, booleans, dates, numeric, readings }: ColumnContent): FieldType {
  if (values.length === 0) return 'text';
  if (booleans === 1 && areClear(values, name)) return 'boolean';
  if (dates === 1) return readings.some(({ hasTime }) => hasTime) ? 'instant' : 'day';
  const codes =
    values.some((value) => /^0\d|^\d{16,}$/.test(value)) ||
    codeName.test(name.replace(/([a-z])([A-Z])/g, '$1 $2'));
  return numeric === 1 && !codes && !values.some(isScaled) ? 'number' : 'text';
}

/** A lone `x`, `t` or `0` can mean anything; words, pairs of letters and names such as `is_renewal` say yes or no. */
function areClear(values: readonly string[], name: string): boolean {
  const words = new Set(values.map((value) => value.toLowerCase()));
  const pair = (yes: string, no: string) => words.has(yes) && words.has(no);
  const spelled = [...words].some((word) => word.length > 1);
  return spelled || pair('t', 'f') || pair('y', 'n') || /^([Ii]s|[Hh]as)([^a-z]|[A-Z])|[Ff]lag/.test(name);
}

/** Whether any value of the column has a time of day. */
export function hasTime(content: ColumnContent): boolean {
  return content.values.some((value) => readDate(value, true)?.hasTime);
}
