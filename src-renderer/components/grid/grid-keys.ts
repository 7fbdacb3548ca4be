/**
 * The row that a key leads to from the active one, or null when the key does not move. `page` is the number of
 * rows in view.
 */
export function rowAfterKey(key: string, active: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const to = (index: number) => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return to(active + 1);
    case 'ArrowUp':
      return to(active - 1);
    case 'PageDown':
      return to(active + page - 1);
    case 'PageUp':
      return to(active - page + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
