import type { Command } from 'commander';
import type { CliRun } from '../cli-host';
import { counted } from '../format/cells';
import type { WorkspaceOptions } from '../options';
import { addWorkspaceOption, formatOf, given, parseWhole, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withWritableWorkspace } from '../session';

/** `weir undo [IMPORT]`: the workspace as if that import had not been. */
export function addUndo(program: Command, run: CliRun): void {
  const command = program
    .command('undo')
    .summary('take an import back')
    .description('Takes the last import back, or the one with the given number (weir status lists them).')
    .argument('[import]', 'the number of the import', parseWhole);
  addWorkspaceOption(command).action((id: number | undefined, options: WorkspaceOptions) =>
    undo(run, id, options),
  );
}

async function undo(run: CliRun, id: number | undefined, options: WorkspaceOptions): Promise<void> {
  const format = formatOf(options);
  const report = await withWritableWorkspace(run.host, workspaceOf(options), ({ call }) =>
    call('import.undo', given({ import: id })),
  );
  const text = (): string =>
    `Took back import ${report.import}; the workspace holds ${counted(report.opportunities, 'deal', 'deals')}\n`;
  printOutput(run.host, format, { document: report, text, rows: [report] });
}
