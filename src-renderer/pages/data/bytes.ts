const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A file's size in the largest unit that leaves a number of one or more: `638 kB`. */
export function bytesText(bytes: number, locale: string): string {
  let value = bytes;
  let at = 0;
  while (value >= 999.5 && at < units.length - 1) {
    value /= 1000;
    at += 1;
  }
  const digits = at > 0 && value < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} ${units[at]}`;
}
