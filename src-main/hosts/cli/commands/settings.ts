import { type Command, Option } from 'commander';
import type { WorkspaceSettings } from '#shared/model/settings';
import type { CliRun } from '../cli-host';
import { type Column, tableText } from '../format/table';
import {
  addWorkspaceOption,
  formatOf,
  given,
  parseWhole,
  type WorkspaceOptions,
  workspaceOf,
} from '../options';
import { printOutput } from '../output';
import { withWorkspace } from '../session';

type SettingsOptions = WorkspaceOptions & Partial<WorkspaceSettings>;

/** `weir settings`: what holds for the workspace as a whole, and changing it. */
export function addSettings(program: Command, run: CliRun): void {
  const command = program
    .command('settings')
    .summary('what holds for the workspace as a whole')
    .description(
      'Prints the settings of the workspace; with options, changes them and derives everything again.',
    )
    .addOption(
      new Option(
        '--missing <what>',
        'deals that are not in the newest list any more: count them, or leave them out',
      ).choices(['keep', 'delete']),
    )
    .option('--fiscal-year-start <month>', 'month in which the fiscal year begins, 1 to 12', parseWhole)
    .option(
      '--time-zone <name>',
      'zone of the workspace, such as Europe/Berlin: timestamps with an offset fall on its days',
    );
  addWorkspaceOption(command).action((options: SettingsOptions) => settings(run, options));
}

async function settings(run: CliRun, options: SettingsOptions): Promise<void> {
  const format = formatOf(options);
  const changed = given({
    missing: options.missing,
    fiscalYearStart: options.fiscalYearStart,
    timeZone: options.timeZone,
  });
  const reading = Object.keys(changed).length === 0;
  const result = await withWorkspace(
    run.host,
    workspaceOf(options),
    ({ call }) => (reading ? call('settings.get', {}) : call('settings.set', changed)),
    { readOnly: reading },
  );
  const rows = Object.entries(result).map(([setting, value]) => ({ setting, value: String(value) }));
  printOutput(run.host, format, { document: result, text: () => tableText(columns, rows), rows });
}

const columns: readonly Column<{ setting: string; value: string }>[] = [
  { header: 'setting', cell: (row) => row.setting },
  { header: 'value', cell: (row) => row.value },
];
