import { storedFiles } from '#engine/import/import-store';
import type { Connection } from '#engine/query/connection';
import { knownZone } from '#engine/tables/time-zones';
import { keepSettings } from '#engine/tables/workspace-settings';
import { WeirError } from '#shared/contract/errors';
import { dayGivenOrNamed, latestDay, statedDay } from './snapshot-day';

/**
 * Keeps another time zone for the workspace. Days that lists show by their dates are found again, as if the lists had
 * been imported in this zone. Fails with `invalid-input` for a zone that is unknown. Deriving is the caller's.
 */
export async function changeZone(connection: Connection, wanted: string): Promise<void> {
  const timeZone = await knownZone(connection, wanted);
  if (timeZone === null) {
    throw new WeirError({
      code: 'invalid-input',
      message: `There is no time zone called "${wanted}".`,
      hint: 'Zones have names such as Europe/Berlin, Asia/Seoul or UTC.',
    });
  }
  await keepSettings(connection, { timeZone });
  const moments = await connection.all<{ id: number; at: string }>(
    "SELECT id, strftime(imported_at, '%Y-%m-%dT%H:%M:%SZ') AS at FROM weir.import",
  );
  const imported = new Map(moments.map(({ id, at }) => [id, at]));
  for (const file of await storedFiles(connection, 'loaded')) {
    const { staged, givenDate } = file;
    const at = imported.get(file.import);
    if (!at || staged.kind === null || dayGivenOrNamed(staged, givenDate ?? undefined)) continue;
    const stated = await statedDay(connection, staged, undefined);
    const day = stated?.day ?? (await latestDay(connection, staged, at));
    await connection.run(
      'UPDATE weir.import_file SET snapshot_date = $day::DATE WHERE import = $import AND file = $file',
      { day, import: file.import, file: file.file },
    );
  }
}
