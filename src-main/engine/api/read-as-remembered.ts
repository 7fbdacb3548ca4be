import { hasNoHeader } from '#engine/import/dialect';
import { namesToRemember, rememberedMapping, rowsToRemember } from '#engine/import/mapping-memory';
import { type Place, type ReadTable, readTable } from '#engine/import/read-table';
import { recognise } from '#engine/import/recognise';
import { sampleRows } from '#engine/import/sample-rows';
import type { Connection } from '#engine/query/connection';
import type { Mapping } from '#shared/model/mapping';
import type { RememberedMapping } from '#shared/results/workspace';

/**
 * Reads a table, without header where an earlier one with the same columns was said to have none: a first row of mere
 * words looks like names of columns, and names that mean nothing are hardly any.
 */
export async function readAsRemembered(
  connection: Connection,
  place: Place,
  mapping: Mapping,
): Promise<ReadTable> {
  const read = await readTable(connection, place, mapping);
  const { dialect } = read;
  const isSettled = mapping.headerLine !== undefined || dialect.headerLine === 0;
  if (isSettled || recognise(dialect.headers, []).kind !== null) return read;
  const nameless = { ...read, dialect: { ...dialect, headerLine: 0 } };
  const remembered = await rememberedFor(connection, place.raw, nameless);
  return remembered?.mapping.headerLine === 0
    ? readTable(connection, place, { ...mapping, headerLine: 0 })
    : read;
}

/** The corrections made to the last table with the same headers, or, where it has none, with columns like these. */
export async function rememberedFor(
  connection: Connection,
  raw: string,
  { dialect, rows }: Pick<ReadTable, 'dialect' | 'rows'>,
): Promise<RememberedMapping | null> {
  const first = hasNoHeader(dialect)
    ? await sampleRows((sql) => connection.all(sql), raw, dialect.headers, Math.min(rows, rowsToRemember))
    : [];
  return rememberedMapping(connection, namesToRemember(dialect, first));
}
