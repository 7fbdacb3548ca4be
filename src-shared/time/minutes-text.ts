/** Minutes in the unit that they are read in: hours from two hours on, days from three days on; null as `not reached`. */
export function minutesText(minutes: number | null, number: (value: number) => string): string {
  if (minutes === null) return 'not reached';
  if (minutes < 120) return `${number(minutes)} minutes`;
  return minutes < 3 * 24 * 60 ? `${number(minutes / 60)} hours` : `${number(minutes / (24 * 60))} days`;
}
