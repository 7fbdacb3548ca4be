import type { Connection } from '#engine/query/connection';
import { literal } from '#engine/query/sql-text';

/** Named values of the workspace. Days as YYYY-MM-DD, everything as text. */
export type SettingName =
  | 'schema_version'
  | 'data_version'
  | 'zone'
  | 'currency'
  | 'clock'
  | 'as_of'
  | 'first_day'
  | 'sample'
  | 'derived_with'
  | 'macros'
  | 'macro_options'
  | 'notes'
  | 'missing'
  | 'stage_layers'
  | 'saved_queries'
  | 'saved_views'
  | 'saved_rules'
  | 'fiscal_year_start';

export async function readSettings(connection: Connection): Promise<Partial<Record<SettingName, string>>> {
  const rows = await connection.all<{ name: string; value: string | null }>(
    'SELECT name, value FROM weir.setting',
  );
  return Object.fromEntries(
    rows.filter((row) => row.value !== null).map((row) => [row.name, row.value as string]),
  );
}

export function writeSetting(connection: Connection, name: SettingName, value: string | null): Promise<void> {
  return writeSettings(connection, { [name]: value });
}

export async function writeSettings(
  connection: Connection,
  settings: Partial<Record<SettingName, string | null>>,
): Promise<void> {
  const rows = Object.entries(settings).map(([name, value]) => `('${name}', ${literal(value)})`);
  await connection.run(`INSERT OR REPLACE INTO weir.setting VALUES ${rows.join(', ')}`);
}
