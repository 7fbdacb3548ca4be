import type { Database } from '#engine/query/database';
import { readSettings } from '#engine/tables/settings';
import type { CallOptions } from '#shared/contract/methods';
import { changeWorkspace, derivedForm } from './derive-workspace';

/** Whether the derived tables of a workspace with data were made by a version that made others. */
export function isOutdated(database: Database): Promise<boolean> {
  return database.use(async (connection) => {
    const { loaded } = await connection.one<{ loaded: number }>(
      "SELECT count(*) AS loaded FROM weir.import WHERE state = 'loaded'",
    );
    return loaded > 0 && (await readSettings(connection)).derived_with !== derivedForm;
  });
}

/** Makes the derived tables again from the raw rows, which stay as they are. */
export async function bringUpToDate(
  database: Database,
  now: string,
  onProgress?: CallOptions['onProgress'],
): Promise<void> {
  await changeWorkspace(database, async () => undefined, { now, onProgress });
}
