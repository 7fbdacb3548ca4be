import { createHash } from 'node:crypto';
import { type Mapping, mappingSchema } from '#shared/model/mapping';
import type { Connection } from '../query/connection';

/** The corrections made to the last file under these headers; null where there were none. */
export async function rememberedMapping(
  connection: Connection,
  headers: readonly string[],
): Promise<Mapping | null> {
  const [row] = await connection.all<{ mapping: string }>(
    'SELECT mapping FROM weir.mapping_memory WHERE headers = $headers ORDER BY import DESC LIMIT 1',
    { headers: keyOf(headers) },
  );
  if (!row) return null;
  const parsed = mappingSchema.safeParse(JSON.parse(row.mapping));
  return parsed.success ? parsed.data : null;
}

/** Keeps the corrections to a file for later ones under its headers. What holds for this file alone is left out. */
export async function rememberMapping(
  connection: Connection,
  id: number,
  headers: readonly string[],
  mapping: Mapping,
): Promise<void> {
  const {
    snapshotDate: _day,
    encoding: _encoding,
    delimiter: _delimiter,
    headerLine: _line,
    table: _table,
    rates: _rates,
    ...kept
  } = mapping;
  if (Object.keys(kept).length === 0) return;
  await connection.run('INSERT OR REPLACE INTO weir.mapping_memory VALUES ($headers, $id, $mapping)', {
    headers: keyOf(headers),
    id,
    mapping: JSON.stringify(kept),
  });
}

function keyOf(headers: readonly string[]): string {
  const names = headers.map((header) => header.trim().toLowerCase()).sort();
  return createHash('sha256').update(JSON.stringify(names)).digest('hex');
}
