/**
 * The id in a deal's address. The router has decoded everything but the signs that structure an address
 * (`/`, `?`, `#`, …), so those are left to do; an id that holds a percent sign of its own stays as it is.
 */
export function dealIdOf(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
