import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { ImportReport, InspectReport } from '#shared/results/workspace';
import type { CliHost, CliRun } from '../cli-host';
import { checkDecided, hasOpenDecision } from '../import-decisions';
import { type AsKind, asKinds, inspectWithMap, type MapFile, readMap } from '../import-mapping';
import { dryRunDocument, importDocument, importText, importWarnings, inspectText } from '../import-report';
import type { WorkspaceOptions } from '../options';
import { addWorkspaceOption, formatOf, given, parseDay, workspaceOf } from '../options';
import { type Output, printOutput } from '../output';
import { type Session, withEngine } from '../session';
import { removeWorkspace } from '../workspace-file';

type ImportOptions = WorkspaceOptions & {
  as?: AsKind;
  map?: string;
  snapshotDate?: string;
  dryRun?: boolean;
  strict?: boolean;
};

const rowsRejectedExitCode = 3;

const help = `
Files of one export belong together and are joined: deals with accounts, products, owners, stage history.
What cannot be decided safely stops with exit code 2 and names the --map entry that settles it. MAP.json:
  {"dateOrder": "mdy"}                                   for every file it fits
  {"deals.csv": {"columns": {"amount": "Net value"}}}    for one file by its name

Files may be CSV or other delimited text, Excel workbooks, JSON, Parquet, or such files in ZIP or gzip. Each sheet
and each file of an archive is a table of its own, named like "export.zip › deals.csv".

Examples:
  weir import sales_pipeline.csv accounts.csv products.csv sales_teams.csv -w sales.weir
  weir import export.csv -w sales.weir --map map.json --dry-run
`;

/** `weir import FILE…`: loads files into a workspace, wholly or not at all. */
export function addImport(program: Command, run: CliRun): void {
  const command = program
    .command('import')
    .summary('load the files of an export into a workspace')
    .description(
      'Loads the files of an export into a workspace, wholly or not at all. Makes the workspace if absent.',
    )
    .argument('<file...>', 'the files of one export, or the folder they lie in')
    .addOption(new Option('--as <kind>', 'what the files hold').choices(asKinds))
    .option('--map <map.json>', 'corrections to the recognition')
    .option('--snapshot-date <day>', 'the day the export was made', parseDay)
    .option('--dry-run', 'check the files and store nothing')
    .option('--strict', 'exit code 3 when rows were rejected');
  addWorkspaceOption(command)
    .addHelpText('after', help)
    .action((files: string[], options: ImportOptions) => importFiles(run, files, options));
}

async function importFiles(run: CliRun, files: string[], options: ImportOptions): Promise<void> {
  const format = formatOf(options);
  const workspace = workspaceOf(options);
  const map = await readMap(options.map, options.as);
  const sources = files.map((file) => `path:${resolve(file)}`);
  const { output, rejected } = await inWorkspace(run.host, workspace, async (session) => {
    const result = await loadFiles(session, sources, map, options);
    return { keep: !options.dryRun, result };
  });
  printOutput(run.host, format, output);
  if (options.strict && rejected > 0) run.exitCode = rowsRejectedExitCode;
}

type Imported = { output: Output; rejected: number };

async function loadFiles(
  { call }: Session,
  sources: string[],
  map: MapFile,
  { snapshotDate, dryRun }: ImportOptions,
): Promise<Imported> {
  const inspected = await inspectWithMap(call, sources, map, given({ snapshotDate }));
  const { staging } = inspected;
  if (dryRun || hasOpenDecision(inspected)) await call('import.discard', { staging });
  checkDecided(inspected);
  return dryRun ? dryRunOf(inspected) : importedOf(await call('import.load', { staging }));
}

function dryRunOf(report: InspectReport): Imported {
  const text = (): string => `${inspectText(report)}Nothing was stored (--dry-run)\n`;
  return {
    output: { document: dryRunDocument(report), text, rows: report.files.map(fileRow) },
    rejected: rejectedRows(report.files),
  };
}

function importedOf(report: ImportReport): Imported {
  const { files } = report;
  const warnings = importWarnings(report);
  const text = (): string => importText(report);
  return {
    output: { document: importDocument(report), text, rows: files.map(fileRow), warnings },
    rejected: rejectedRows(files),
  };
}

function fileRow({
  file,
  kind,
  system,
  rowsRead,
  rowsLoaded,
  rowsRejected,
}: ImportReport['files'][number]): object {
  return { file, kind, system, rowsRead, rowsLoaded, rowsRejected };
}

function rejectedRows(files: ImportReport['files']): number {
  return files.reduce((sum, file) => sum + file.rowsRejected, 0);
}

/** Opens the workspace or makes it; one that was made is removed again when the work fails or keeps nothing. */
async function inWorkspace<T>(
  host: CliHost,
  workspace: string,
  work: (session: Session) => Promise<{ keep: boolean; result: T }>,
): Promise<T> {
  const existed = existsSync(workspace);
  let kept = existed;
  try {
    return await withEngine(host, async (session) => {
      await session.call(existed ? 'workspace.open' : 'workspace.create', { path: workspace });
      const { keep, result } = await work(session);
      kept ||= keep;
      return result;
    });
  } finally {
    if (!kept) await removeWorkspace(workspace);
  }
}
