const missingLabels: Record<string, string> = { keep: 'Kept', delete: 'Left out' };

/** The value of a setting in words: a month by its name. */
export function settingText(value: string | number): string {
  return typeof value === 'number' ? monthName(value) : (missingLabels[value] ?? value);
}

/** January for 1. */
export function monthName(month: number): string {
  return new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2001, month - 1));
}

/** Names of the time zones, with UTC and the present one. */
export function zones(present: string): string[] {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
  return known.includes(present) ? known : [present, ...known];
}
