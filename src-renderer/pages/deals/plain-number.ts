/** A number of unknown meaning: a year stays a year, so only five digits and more are grouped. */
export function plainNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { useGrouping: 'min2', maximumFractionDigits: 2 })
    .format(value)
    .replace('-', '\u2212');
}
