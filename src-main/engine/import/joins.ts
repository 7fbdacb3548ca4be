import { counted } from '#shared/results/counted';
import type { Warning } from '#shared/results/envelope';
import type { Connection, Row } from '../query/connection';
import { conversionOf } from './convert';
import { nearMatch } from './near-match';
import { columnOf, type StagedFile } from './staged-file';

const joins = [
  { kind: 'accounts', field: 'account' },
  { kind: 'products', field: 'product' },
  { kind: 'owners', field: 'owner' },
] as const;

/** Whatever answers questions about the rows. */
export type Asked = { all<T extends Row>(sql: string): Promise<T[]> };

/**
 * Values of the opportunities that a joined file does not have, most frequent first, each with the nearest value it
 * does have. Nothing is matched by itself: `details.map` is the --map entry that accepts the match.
 */
export async function unmatchedValues(connection: Asked, files: readonly StagedFile[]): Promise<Warning[]> {
  const warnings: Warning[] = [];
  const deals = files.filter((file) => file.kind === 'opportunities');
  for (const { kind, field } of joins) {
    const tables = files.filter((file) => file.kind === kind);
    if (tables.length === 0 || deals.length === 0) continue;
    warnings.push(...(await sharedNames(connection, { deals, tables, field })));
    const keys = `SELECT DISTINCT key FROM (${keysOf(tables)}) WHERE key IS NOT NULL`;
    const accepted = Object.assign({}, ...deals.map((file) => file.mapping.matches?.[field] ?? {})) as Record<
      string,
      string | null
    >;
    const values = await connection.all<{ value: string; rows: number }>(`
      SELECT ${field} AS value, count(*) AS rows
      FROM (${union(deals, field)})
      WHERE ${field} IS NOT NULL AND ${field} NOT IN (${keys})
      GROUP BY value
      ORDER BY rows DESC, value
      LIMIT 200`);
    const open = values.filter(({ value }) => !(value in accepted));
    if (open.length === 0) continue;
    const candidates = (await connection.all<{ key: string }>(`${keys} LIMIT 20000`)).map((row) => row.key);
    const near = open.map((value) => ({ ...value, suggestion: nearMatch(value.value, candidates) }));
    for (const match of near) if (match.suggestion) warnings.push(nearWarning(field, match));
    const far = near.filter((match) => !match.suggestion);
    if (far.length > 0) warnings.push(farWarning(field, far));
  }
  return warnings;
}

/** Values of the deals that are the name of several rows of a file: nothing says which is meant, so none is joined. */
async function sharedNames(
  connection: Asked,
  { deals, tables, field }: { deals: StagedFile[]; tables: StagedFile[]; field: string },
): Promise<Warning[]> {
  const named = tables.filter((file) => columnOf(file.columns, 'name'));
  if (named.length === 0) return [];
  const shared = await connection.all<{ name: string; rows: number; deals: number }>(`
    WITH row_of_file AS (${named
      .map((file) => `SELECT key, name FROM (${conversionOf(file).select}) WHERE reject_reason IS NULL`)
      .join(' UNION ALL ')}),
    shared AS (
      SELECT name, count(DISTINCT key) AS rows
      FROM row_of_file
      WHERE name NOT IN (SELECT key FROM row_of_file WHERE key IS NOT NULL)
      GROUP BY name
      HAVING count(DISTINCT key) > 1
    )
    SELECT name, any_value(rows) AS rows, count(*) AS deals
    FROM (${union(deals, field)}) AS d
    JOIN shared ON shared.name = d.${field}
    GROUP BY name
    ORDER BY deals DESC, name
    LIMIT 200`);
  return shared.length > 0 ? [sharedWarning(field, shared)] : [];
}

/** Values that the joined files of each field have; nothing for a field without one. */
export async function joinedValues(
  connection: Connection,
  files: readonly StagedFile[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { kind, field } of joins) {
    const tables = files.filter((file) => file.kind === kind);
    if (tables.length === 0) continue;
    const rows = await connection.all<{ key: string }>(
      `SELECT DISTINCT key FROM (${keysOf(tables)}) WHERE key IS NOT NULL ORDER BY key LIMIT 20000`,
    );
    found.set(
      field,
      rows.map(({ key }) => key),
    );
  }
  return found;
}

/** Values of the deals may be the keys of a file or the names beside them. */
function keysOf(tables: readonly StagedFile[]): string {
  const named = tables.filter((file) => columnOf(file.columns, 'name'));
  const names = named.length > 0 ? ` UNION ALL ${union(named, 'name')}` : '';
  return `${union(tables, 'key')}${names}`;
}

function union(files: readonly StagedFile[], column: string): string {
  return files
    .map((file) => `SELECT ${column} FROM (${conversionOf(file).select}) WHERE reject_reason IS NULL`)
    .join(' UNION ALL ');
}

type Unmatched = { value: string; rows: number; suggestion: string | null };

function sharedWarning(field: string, shared: { name: string; rows: number; deals: number }[]): Warning {
  const [first] = shared;
  const deals = shared.reduce((sum, one) => sum + one.deals, 0);
  const names = shared.length === 1 ? 'a name' : `${shared.length.toLocaleString('en')} names`;
  return {
    code: 'shared-names',
    message: `${counted(deals, 'row has', 'rows have')} as ${field} ${names} that several ${field}s have (“${first?.name}”: ${first?.rows} ${field}s); joined with none. Export the deals with the id of the ${field}.`,
    details: { field, values: shared.slice(0, 50) },
  };
}

function nearWarning(field: string, { value, rows, suggestion }: Unmatched): Warning {
  return {
    code: 'near-match',
    message: `${counted(rows, 'row has', 'rows have')} the ${field} "${value}", which the file of ${field}s does not have. It has "${suggestion}".`,
    details: { field, value, rows, suggestion, map: { matches: { [field]: { [value]: suggestion } } } },
  };
}

function farWarning(field: string, values: Unmatched[]): Warning {
  const named = values.slice(0, 5).map(({ value, rows }) => `"${value}" (${rows})`);
  return {
    code: 'unmatched-values',
    message: `${values.length === 1 ? `1 value of ${field} is` : `${values.length.toLocaleString('en')} values of ${field} are`} not in the file of ${field}s: ${named.join(', ')}${values.length > 5 ? ', …' : ''}.`,
    details: { field, values: values.slice(0, 50).map(({ value, rows }) => ({ value, rows })) },
  };
}
