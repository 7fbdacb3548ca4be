import type { FileKind } from '#shared/model/fields';
import type { Connection } from '../../query/connection';
import { rawTable } from '../raw-table';
import type { StagedColumn, StagedFile } from '../staged-file';
import { presentSql } from '../value-sql';
import { counted, type Found } from './damage-kind';
import { withMend } from './mend';

/** Where ids of the same records stand, by kind of file. */
const domains: readonly Partial<Record<FileKind, readonly string[]>>[] = [
  { opportunities: ['id'], 'stage-history': ['id'], activities: ['opportunity'], leads: ['opportunity'] },
  { opportunities: ['account'], accounts: ['key'], activities: ['account'] },
  {
    ...{ opportunities: ['owner'], owners: ['key'], 'stage-history': ['owner'] },
    ...{ activities: ['owner'], leads: ['owner'], targets: ['owner'] },
  },
  { opportunities: ['product'], products: ['key'] },
];

type Place = { file: StagedFile; column: StagedColumn };

/** A column some of whose ids lost leading zeros; `width` is null where padding them would make two records one. */
export type LostZeros = { file: StagedFile; column: string; width: number | null; damage: Found };

/**
 * Ids of numbers that are shorter than those of one fixed width with leading zeros, in the same column or in another
 * file about the same records, where the padded form is found there.
 */
export async function findLostZeros(
  connection: Connection,
  files: readonly StagedFile[],
): Promise<LostZeros[]> {
  const lost: LostZeros[] = [];
  for (const domain of domains) {
    const places = files.flatMap((file) =>
      file.columns
        .filter(({ field, idShape }) => idShape && file.kind && domain[file.kind]?.includes(field ?? ''))
        .map((column) => ({ file, column })),
    );
    if (places.length > 0) lost.push(...(await lostIn(connection, places)));
  }
  return lost;
}

/** The same files, with the zeros that their ids lost. */
export function withLeadingZeros(file: StagedFile, lost: readonly LostZeros[]): StagedFile {
  const own = lost.filter((one) => one.file === file && one.width !== null);
  if (own.length === 0) return file;
  const columns = file.columns.map((column) => {
    const width = own.find((one) => one.column === column.column)?.width;
    return width ? withMend(column, { as: 'padded', width }) : column;
  });
  return { ...file, columns };
}

async function lostIn(connection: Connection, places: readonly Place[]): Promise<LostZeros[]> {
  const padded = places.filter(({ column }) => (column.idShape?.zeros ?? 0) > 0);
  if (padded.length === 0) return [];
  const widths = new Set<number | null>();
  for (const place of padded) widths.add(await fixedWidth(connection, place));
  const [width] = widths;
  if (widths.size !== 1 || !width) return [];
  const lost: LostZeros[] = [];
  for (const place of places) {
    const { shortest = width, longest = 0 } = place.column.idShape ?? {};
    if (shortest >= width || longest > width) continue;
    const found = await lookAt(connection, place, padded, width);
    if (found) lost.push(found);
  }
  return lost;
}

/** The width of all ids with leading zeros, when they have one and no id is longer; else null. */
async function fixedWidth(connection: Connection, { file, column }: Place): Promise<number | null> {
  const id = presentSql(column);
  const row = await connection.one<{
    longest: number | null;
    zeros: number | null;
    numbers: boolean | null;
  }>(`
    SELECT max(strlen(${id})) AS longest, min(strlen(${id})) FILTER (starts_with(${id}, '0')) AS zeros,
      bool_and(regexp_full_match(${id}, '\\d+')) AS numbers
    FROM ${rawTable(file.raw)}`);
  return row.numbers && row.longest === row.zeros ? row.longest : null;
}

async function lookAt(
  connection: Connection,
  { file, column }: Place,
  padded: readonly Place[],
  width: number,
): Promise<LostZeros | null> {
  const id = presentSql(column);
  const known = padded
    .map((place) => `SELECT ${presentSql(place.column)} AS id FROM ${rawTable(place.file.raw)}`)
    .join(' UNION ');
  const row = await connection.one<{
    count: number;
    joined: number;
    first: number | null;
    value: string | null;
  }>(`
    WITH short AS (
      SELECT rowid AS "row", ${id} AS id, lpad(${id}, ${width}, '0') AS whole
      FROM ${rawTable(file.raw)}
      WHERE strlen(${id}) < ${width} AND regexp_full_match(${id}, '\\d+')
    )
    SELECT count(*) AS count, count(*) FILTER (whole IN (SELECT id FROM (${known}))) AS joined, min("row") AS first,
      arg_min(short.id, "row") AS value
    FROM short`);
  const mixed = padded.some((place) => place.file === file && place.column.column === column.column);
  if (row.count === 0 || (row.joined === 0 && !mixed)) return null;
  // In a list that has 123 and 00123 the two are two records.
  const unsure = mixed && isKey(file, column) && row.joined > 0;
  const where = padded.find((place) => place.file !== file)?.file.name ?? 'other rows';
  const whole = (row.value ?? '').padStart(width, '0');
  const message = `${counted(row.count, 'id')} in “${column.column}” probably lost leading zeros, such as ${row.value}, which ${mixed ? 'beside the others would be' : `${where} has as`} ${whole}; ${unsure ? 'some of both forms stand in this file, and they stay apart.' : `they are read with ${width} digits.`}`;
  const damage: Found = {
    code: 'ids-without-leading-zeros',
    message,
    column: column.column,
    count: row.count,
    samples: [{ row: row.first ?? 0, value: row.value ?? '' }],
    mended: !unsure,
    hint: unsure
      ? 'Export again; in a spreadsheet, format the column as text before opening the file.'
      : 'Nothing is to be done if the ids have one length in the system they come from.',
  };
  return { file, column: column.column, width: unsure ? null : width, damage };
}

function isKey({ kind }: StagedFile, { field }: StagedColumn): boolean {
  return field === 'key' || (field === 'id' && kind === 'opportunities');
}
