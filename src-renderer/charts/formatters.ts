/** Numbers, money, shares, durations and days as people read them, by locale. Missing is an en dash. */
export type Formatters = {
  readonly locale: string;
  readonly currency: string | null;
  /** 1,240 */
  count: (value: number | null | undefined) => string;
  /** 2025: whole, without groups below five digits, for numbers that may be years or names */
  plain: (value: number) => string;
  /** 12.4k, for axes and tight labels */
  compact: (value: number | null | undefined) => string;
  /** $1,240,500 */
  money: (value: number | null | undefined) => string;
  /** $1.24M */
  moneyShort: (value: number | null | undefined) => string;
  /** 38.2 % as the locale writes it; `digits` after the point, 0 by default */
  percent: (share: number | null | undefined, digits?: number) => string;
  /** 34–42 %, one unit for both ends; 33.8–34.1 % where a digit less would make them one */
  percentRange: (low: number | null | undefined, high: number | null | undefined, digits?: number) => string;
  /** +2.1 pp, with a true minus */
  points: (difference: number | null | undefined) => string;
  /** 47, 16.5: one digit where it is not whole and below 10, else none, unless told */
  number: (value: number | null | undefined, digits?: number) => string;
  /** 47.0, always with the digits, so that columns align on the decimal */
  fixed: (value: number | null | undefined, digits?: number) => string;
  /** 1 deal, 1,240 deals */
  deals: (value: number) => string;
  /** 21 days, 0.5 days, 1 day, < 0.1 days */
  days: (value: number | null | undefined) => string;
  /** 43–47 days; open at an end that is not reached */
  daysRange: (low: number | null | undefined, high: number | null | undefined) => string;
  /** 12 Jan 2025 */
  day: (day: string | null | undefined) => string;
  /** Jan ’25 */
  month: (day: string | null | undefined) => string;
  /** 12 Jan – 3 Mar 2025 */
  range: (from: string | null | undefined, to: string | null | undefined) => string;
};

export const missing = '–';
const trueMinus = '\u2212';

export function createFormatters(locale: string, currency: string | null): Formatters {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const grouped = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, useGrouping: 'min2' });
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 });
  const money = moneyFormat(locale, currency, {});
  const moneyShort = moneyFormat(locale, currency, {
    notation: 'compact',
    minimumSignificantDigits: 3,
    maximumSignificantDigits: 3,
  });
  const dayFormat = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const monthFormat = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });

  const upTo = byDigits(locale, (digits) => ({ maximumFractionDigits: digits }));
  const exactly = byDigits(locale, (digits) => ({
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }));
  const shares = byDigits(locale, (digits) => ({
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }));

  const number = (value: number | null | undefined, digits?: number) =>
    told(value, (v) => {
      const places = digits ?? (Number.isInteger(v) || Math.abs(v) >= 10 ? 0 : 1);
      return upTo(places).format(v);
    });
  const percent = (share: number | null | undefined, digits = 0) =>
    told(share, (v) => shares(digits).format(v));
  const fixed = (value: number | null | undefined, digits = 1) =>
    told(value, (v) => exactly(digits).format(v));
  const day = (value: string | null | undefined) => (value ? dayFormat.format(utc(value)) : missing);

  return {
    locale,
    currency,
    number,
    percent,
    day,
    fixed,
    count: (value) => told(value, (v) => whole.format(v)),
    plain: (value) => told(value, (v) => grouped.format(v)),
    compact: (value) => told(value, (v) => (Math.abs(v) < 1000 ? number(v) : short.format(v))),
    money: (value) => told(value, (v) => money.format(v)),
    moneyShort: (value) => told(value, (v) => (Math.abs(v) < 1000 ? money.format(v) : moneyShort.format(v))),
    percentRange(low, high, digits = 0) {
      if (low == null || high == null) return missing;
      const ends = (places: number) => `${fixed(low * 100, places)}–${percent(high, places)}`;
      const isNarrow = fixed(low * 100, digits) === fixed(high * 100, digits);
      return isNarrow && low !== high ? ends(digits + 1) : ends(digits);
    },
    points: (difference) => told(difference, (v) => `${v > 0 ? '+' : ''}${fixed(v * 100)} pp`),
    deals: (value) => `${whole.format(value)} ${value === 1 ? 'deal' : 'deals'}`,
    days: (value) =>
      told(value, (v) => (v > 0 && v < 0.05 ? '< 0.1 days' : `${number(v)} ${v === 1 ? 'day' : 'days'}`)),
    daysRange(low, high) {
      if (low == null && high == null) return missing;
      if (high == null) return `from ${number(low)} days`;
      return low == null ? `to ${number(high)} days` : `${number(low)}–${number(high)} days`;
    },
    month: (value) => (value ? `${monthFormat.format(utc(value))} ’${value.slice(2, 4)}` : missing),
    range(from, to) {
      if (from && to) return `${day(from)} – ${day(to)}`;
      if (from) return `from ${day(from)}`;
      if (to) return `until ${day(to)}`;
      return 'all time';
    },
  };
}

/** Makes a format for each number of digits once: making one takes far longer than writing a number with it. */
function byDigits(locale: string, options: (digits: number) => Intl.NumberFormatOptions) {
  const made = new Map<number, Intl.NumberFormat>();
  return (digits: number): Intl.NumberFormat => {
    const format = made.get(digits) ?? new Intl.NumberFormat(locale, options(digits));
    made.set(digits, format);
    return format;
  };
}

function told(value: number | null | undefined, write: (value: number) => string): string {
  if (value == null || !Number.isFinite(value)) return missing;
  const text = write(value);
  // What is rounded to nothing has no sign.
  return text.replace('-', /[1-9]/.test(text) ? trueMinus : '');
}

function utc(day: string): Date {
  return new Date(`${day.slice(0, 10)}T00:00:00Z`);
}

function moneyFormat(
  locale: string,
  currency: string | null,
  options: Intl.NumberFormatOptions,
): Intl.NumberFormat {
  const digits = options.maximumSignificantDigits ? options : { ...options, maximumFractionDigits: 0 };
  if (!currency) return new Intl.NumberFormat(locale, digits);
  try {
    return new Intl.NumberFormat(locale, {
      ...digits,
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    });
  } catch {
    return new Intl.NumberFormat(locale, digits);
  }
}
