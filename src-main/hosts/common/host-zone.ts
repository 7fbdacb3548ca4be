/** The time zone that this computer is set to, as its IANA name. */
export function hostZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
