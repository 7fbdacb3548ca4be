import { installMacros, macroDigest, macroOptionsSchema } from '#engine/metrics/install-macros';
import type { Connection } from '#engine/query/connection';
import type { Database } from '#engine/query/database';
import { readSettings, writeSetting } from '#engine/tables/settings';
import type { CallOptions } from '#shared/contract/methods';
import { changeWorkspace, derivedForm } from './derive-workspace';

/** What of a workspace with data another version made: the derived tables, or the macros over them alone. */
export type Outdated = 'tables' | 'macros';

export function outdated(database: Database): Promise<Outdated | null> {
  return database.use(async (connection) => {
    const { loaded } = await connection.one<{ loaded: number }>(
      "SELECT count(*) AS loaded FROM weir.import WHERE state = 'loaded'",
    );
    if (loaded === 0) return null;
    const settings = await readSettings(connection);
    const options = optionsOf(settings.macro_options);
    if (settings.derived_with !== derivedForm || options === null) return 'tables';
    return settings.macros === macroDigest(options.coarse) ? null : 'macros';
  });
}

/** Makes the derived tables again from the raw rows, which stay as they are, or the macros over them. */
export async function bringUpToDate(
  database: Database,
  part: Outdated,
  now: string,
  onProgress?: CallOptions['onProgress'],
): Promise<void> {
  if (part === 'macros') await database.transaction(installAnew);
  else await changeWorkspace(database, async () => undefined, { now, onProgress });
}

async function installAnew(connection: Connection): Promise<void> {
  const options = optionsOf((await readSettings(connection)).macro_options);
  if (options) await writeSetting(connection, 'macros', await installMacros(connection, options));
}

function optionsOf(stored: string | undefined) {
  return stored === undefined ? null : macroOptionsSchema.parse(JSON.parse(stored));
}
