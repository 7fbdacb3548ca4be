/** Text as the cell shows it: `_x000D_` and the like stand for characters that XML cannot hold. */
export function cellText(stored: string): string {
  if (!stored.includes('_x')) return stored;
  return stored.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
