import { createHash } from 'node:crypto';
import { type Mapping, mappingSchema } from '#shared/model/mapping';
import type { RememberedMapping } from '#shared/results/workspace';
import type { Connection } from '../query/connection';
import { columnContents } from './column-content';
import { type Dialect, hasNoHeader } from './dialect';
import { storedFiles } from './import-store';

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
): Promise<RememberedMapping | null> {
  const [remembered] = await read(connection, keyOf(headers));
  return remembered ?? null;
}

/** The corrections made to the last file under each header, the newest first. */
export function rememberedMappings(connection: Connection): Promise<RememberedMapping[]> {
  return read(connection, null);
}

async function read(connection: Connection, wanted: string | null): Promise<RememberedMapping[]> {
  const rows = await connection.all<{ headers: string; import: number; at: string; mapping: string }>(
    `
    SELECT m.headers, m.import, i.imported_at AS at, m.mapping
    FROM weir.mapping_memory AS m
    JOIN weir.import AS i ON i.id = m.import
    WHERE $wanted IS NULL OR m.headers = $wanted
    QUALIFY row_number() OVER (PARTITION BY m.headers ORDER BY m.import DESC) = 1
    ORDER BY m.import DESC, m.headers`,
    { wanted },
  );
  const found: RememberedMapping[] = [];
  for (const { headers, import: id, at, mapping } of rows) {
    const parsed = mappingSchema.safeParse(JSON.parse(mapping));
    if (!parsed.success) continue;
    const files = await storedFiles(connection, id);
    const file = files.find(
      ({ staged: { dialect, preview } }) => keyOf(namesToRemember(dialect, preview)) === headers,
    );
    found.push({
      headers,
      import: id,
      file: file?.name ?? '',
      importedAt: at,
      columns: file?.staged.dialect.headers ?? [],
      mapping: parsed.data,
    });
  }
  return found;
}

/** Forgets the corrections made to files under these headers; false where there were none. */
export async function forgetMapping(connection: Connection, headers: string): Promise<boolean> {
  const forgotten = await connection.all(
    'DELETE FROM weir.mapping_memory WHERE headers = $headers RETURNING import',
    { headers },
  );
  return forgotten.length > 0;
}

/** Remembers forgotten corrections again; false where their import is gone. Of those to several files it is the newest. */
export async function rememberAgain(
  connection: Connection,
  { headers, import: id, mapping }: Pick<RememberedMapping, 'headers' | 'import' | 'mapping'>,
): Promise<boolean> {
  const remembered = await connection.run(
    `INSERT OR REPLACE INTO weir.mapping_memory
    SELECT $headers, id, $mapping FROM weir.import WHERE id = $id AND state = 'loaded'`,
    { headers, id, mapping: JSON.stringify(mapping) },
  );
  return remembered > 0;
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
