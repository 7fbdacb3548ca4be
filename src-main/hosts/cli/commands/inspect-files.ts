import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { mapFileText } from '#shared/contract/mapping-file';
import type { Mapping } from '#shared/model/mapping';
import type { CliHost, CliRun } from '../cli-host';
import { type AsKind, asKinds, inspectWithMap, readMap } from '../import-mapping';
import { inspectDocument, inspectText } from '../import-report';
import type { WorkspaceOptions } from '../options';
import { addWorkspaceOption, formatOf } from '../options';
import { printOutput } from '../output';
import { type Session, withEngine, withWritableWorkspace } from '../session';

type InspectOptions = WorkspaceOptions & { map?: string; as?: AsKind; saveMap?: string };

const help = `
Without -w the files are read beside an empty workspace that is removed afterwards; with -w, mappings
remembered there are applied.

Example:
  weir inspect opportunities.csv history.csv
`;

/** `weir inspect FILE…`: what the files are recognised as, with nothing stored. */
export function addInspect(program: Command, run: CliRun): void {
  const command = program
    .command('inspect')
    .summary('what files are recognised as, nothing stored')
    .description('Prints what the files are recognised as and how each column is understood. Stores nothing.')
    .argument('<file...>', 'the files of one export, or the folder they lie in')
    .option('--map <map.json>', 'corrections to the recognition')
    .option('--save-map <map.json>', 'write how the files are read as a mapping file for --map')
    .addOption(new Option('--as <kind>', 'what the files hold').choices(asKinds));
  addWorkspaceOption(command)
    .addHelpText('after', help)
    .action((files: string[], options: InspectOptions) => inspectFiles(run, files, options));
}

async function inspectFiles(run: CliRun, files: string[], options: InspectOptions): Promise<void> {
  const format = formatOf(options);
  const map = await readMap(options.map, options.as);
  const sources = files.map((file) => `path:${resolve(file)}`);
  const report = await withSomeWorkspace(run.host, options.workspace, async ({ call }) => {
    const inspected = await inspectWithMap(call, sources, map, {});
    const { staging } = inspected;
    if (options.saveMap) await saveMap(options.saveMap, await call('mapping.export', { staging }));
    await call('import.discard', { staging });
    return inspected;
  });
  const rows = report.files.flatMap(({ file, columns }) => columns.map((column) => ({ file, ...column })));
  printOutput(run.host, format, {
    document: inspectDocument(report),
    text: () => inspectText(report),
    rows,
  });
}

async function saveMap(path: string, map: Record<string, Mapping>): Promise<void> {
  await writeFile(resolve(path), mapFileText(map));
}

async function withSomeWorkspace<T>(
  host: CliHost,
  workspace: string | undefined,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  if (workspace !== undefined) return withWritableWorkspace(host, resolve(workspace), work);
  const home = await mkdtemp(join(tmpdir(), 'weir-'));
  try {
    return await withEngine(
      host,
      async (session) => {
        await session.call('workspace.create', { path: join(home, 'inspect.weir') });
        return work(session);
      },
      { home },
    );
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
