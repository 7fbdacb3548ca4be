import { copyFile, rm } from 'node:fs/promises';
import type { Connection } from '#engine/query/connection';
import type { Database } from '#engine/query/database';
import { WeirError } from '#shared/contract/errors';
import { migrations, schemaVersion } from './migrations';
import { writeSetting } from './settings';
import { knownZone } from './time-zones';

/** The schema version of an open file: 0 for an empty one, null for a DuckDB file that is not a workspace. */
export async function versionOf(connection: Connection): Promise<number | null> {
  const { tables, ours } = await connection.one<{ tables: number; ours: number }>(`
    SELECT
      count(*) AS tables,
      count(*) FILTER (table_schema = 'weir' AND table_name = 'setting') AS ours
    FROM information_schema.tables
  `);
  if (ours === 0) return tables === 0 ? 0 : null;
  const [row] = await connection.all<{ value: string }>(
    "SELECT value FROM weir.setting WHERE name = 'schema_version'",
  );
  return Number(row?.value ?? 0);
}

/** Refuses what this version of Weir cannot read safely. */
export function checkVersion(version: number | null, path: string): number {
  if (version === null) {
    throw new WeirError({
      code: 'workspace-damaged',
      message: `${path} is a DuckDB file, but not a Weir workspace.`,
      hint: 'Choose another file, or import into a new workspace.',
    });
  }
  if (version > schemaVersion) {
    throw new WeirError({
      code: 'workspace-newer',
      message: `${path} was written by a newer version of Weir (format ${version}, this one reads up to ${schemaVersion}).`,
      hint: 'Update Weir and open the workspace again. Nothing was changed.',
    });
  }
  return version;
}

/** Copy made before the file of an older version is touched; kept until the next migration. */
export function backupPath(path: string, version: number): string {
  return `${path}.before-v${version + 1}`;
}

/** Brings an open workspace to this version's schema in one transaction, after a copy of the closed file was made. */
export async function migrate(database: Database, version: number, timeZone = 'UTC'): Promise<void> {
  if (version === schemaVersion) return;
  await database.transaction(async (connection) => {
    for (const migration of migrations.slice(version)) await connection.exec(migration.sql);
    await writeSetting(connection, 'schema_version', String(schemaVersion));
    if (version === 0)
      await writeSetting(connection, 'zone', (await knownZone(connection, timeZone)) ?? 'UTC');
  });
}

export async function backUp(path: string, version: number): Promise<void> {
  const target = backupPath(path, version);
  await rm(target, { force: true });
  await copyFile(path, target);
}
