/** An amount as people type it: `1,200,000`, `1.2M`, `90k`; null where it is none. */
export function readAmount(text: string): number | null {
  const match = /^\s*[^\d.,-]*\s*(-?[\d][\d,\s.]*)\s*([kKmM])?\s*$/.exec(text);
  if (!match?.[1]) return null;
  const plain = match[1].replaceAll(/[,\s]/g, '');
  const amount = Number(plain) * ({ k: 1e3, m: 1e6 }[match[2]?.toLowerCase() ?? ''] ?? 1);
  return Number.isFinite(amount) ? amount : null;
}
