/** Writes names and values into SQL where a parameter cannot stand: identifiers, DDL and shown statements. */

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(value: string | number | boolean | null): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return text(value);
  return String(value);
}

/** DuckDB's parser ends at a zero byte, so these are put together when the statement runs. */
function text(value: string): string {
  const parts = value.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? (parts[0] ?? "''") : `(${parts.join(' || chr(0) || ')})`;
}
