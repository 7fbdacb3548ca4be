import { createHash } from 'node:crypto';
import { type Mapping, mappingSchema } from '#shared/model/mapping';
import type { Connection } from '../query/connection';
import { columnContents } from './column-content';
import { type Dialect, hasNoHeader } from './dialect';

/**
 * What a table is remembered by: its headers; where it has none, what the first rows show of each column, because all
 * tables of so many columns are called alike then.
 */
export function namesToRemember(
  { headers, ...dialect }: Pick<Dialect, 'headers' | 'headerLine' | 'numbering'>,
  rows: readonly (readonly (string | null)[])[],
): readonly string[] {
  if (!hasNoHeader(dialect)) return headers;
  return columnContents(headers, rows.slice(0, rowsToRemember)).map(({ values, dates, numeric }, i) => {
    const looks = values.length === 0 ? 'empty' : dates > 0.8 ? 'dates' : numeric > 0.8 ? 'numbers' : 'text';
    return `no header: ${i + 1} ${looks}`;
  });
}

/** Rows that say what a table without header is remembered by. */
export const rowsToRemember = 20;

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

/**
 * Keeps the corrections to a file for later ones under its headers. What holds for this file alone is left out; that
 * there is no header holds for later ones too.
 */
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
    headerLine,
    table: _table,
    rates: _rates,
    ...rest
  } = mapping;
  const kept = headerLine === 0 ? { ...rest, headerLine } : rest;
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
