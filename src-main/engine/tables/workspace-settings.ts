import type { Connection } from '#engine/query/connection';
import { defaultSettings, settingsSchema, type WorkspaceSettings } from '#shared/model/settings';
import { readSettings, type SettingName, writeSetting } from './settings';

const names = {
  missing: 'missing',
  fiscalYearStart: 'fiscal_year_start',
  timeZone: 'zone',
} as const satisfies Record<keyof WorkspaceSettings, SettingName>;

/** What the user decided for the workspace, with the defaults for the rest. */
export async function workspaceSettings(connection: Connection): Promise<WorkspaceSettings> {
  const stored = await readSettings(connection);
  return settingsSchema.parse({
    missing: stored[names.missing] ?? defaultSettings.missing,
    fiscalYearStart: Number(stored[names.fiscalYearStart] ?? defaultSettings.fiscalYearStart),
    timeZone: stored[names.timeZone] ?? defaultSettings.timeZone,
  });
}

export async function keepSettings(
  connection: Connection,
  changed: { [Setting in keyof WorkspaceSettings]?: WorkspaceSettings[Setting] | undefined },
): Promise<void> {
  for (const [setting, value] of Object.entries(changed)) {
    if (value !== undefined)
      await writeSetting(connection, names[setting as keyof WorkspaceSettings], String(value));
  }
}
