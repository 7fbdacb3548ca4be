import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type SampleSystem, sampleForm, sampleSystems, writeSample } from '#generate/index';
import { WeirError } from '#shared/contract/errors';
import type { WorkspaceInfo } from '#shared/results/workspace';
import type { CliHost, CliRun } from '../cli-host';
import { counted } from '../format/cells';
import type { WorkspaceOptions } from '../options';
import { addWorkspaceOption, formatOf, parseWhole, workspaceOf } from '../options';
import { printOutput } from '../output';
import { progressLine } from '../progress-line';
import { withEngine } from '../session';

type SampleOptions = WorkspaceOptions & { deals: number; seed: number; as?: SampleSystem; out?: string };

const systemList = sampleSystems.map((system) => `  ${system.padEnd(26)}${sampleForm(system)}`).join('\n');

const help = `
Systems for --as:
${systemList}

The files come with truth.json, which says what was planted in them; it is not for importing.

Examples:
  weir sample -w sample.weir
  weir sample --as salesforce --out export --deals 20000 --seed 7
  weir sample --as pipedrive --out export
`;

/** `weir sample`: a made-up company's pipeline, as a workspace or as a CRM's export files. */
export function addSample(program: Command, run: CliRun): void {
  const command = program
    .command('sample')
    .summary('make a realistic sample')
    .description(
      'Makes a realistic sample: a workspace with -w, or the files that a CRM would export with --as and --out. ' +
        'The same numbers give the same sample.',
    )
    .option('--deals <n>', 'how many deals', parseDeals, 6000)
    .option('--seed <n>', 'another seed, another company', parseWhole, 1)
    .addOption(asOption())
    .option('--out <folder>', 'where --as puts the files; made when absent');
  addWorkspaceOption(command)
    .addHelpText('after', help)
    .action((options: SampleOptions) =>
      options.as === undefined ? makeSample(run, options) : makeFiles(run, options.as, options),
    );
}

/** The systems stand below the options, each with a word on its files. */
function asOption(): Option {
  const parse = (text: string): SampleSystem => {
    const known = sampleSystems.find((system) => system === text);
    if (known === undefined) throw new InvalidArgumentError('weir sample --help lists the systems.');
    return known;
  };
  return new Option('--as <system>', 'write export files of this system').argParser(parse);
}

async function makeFiles({ host }: CliRun, as: SampleSystem, options: SampleOptions): Promise<void> {
  const format = formatOf(options);
  const { deals, seed } = options;
  const dir = outOf(options);
  const files = await writeWhole(dir, async (partial) => {
    const progress = progressLine(host.stderr);
    const show = (done: number, total: number): void =>
      progress.show({ fraction: total > 0 ? done / total : null, step: 'writing deals' });
    const options = { as, dir: partial, deals, seed, signal: host.signal };
    const sample = await writeSample(options, show).finally(progress.clear);
    return [...sample.files, sample.truthFile];
  });
  const text = (): string => files.map((file) => `${file}\n`).join('');
  const document = { system: as, files: files.slice(0, -1), truthFile: files.at(-1) };
  printOutput(host, format, { document, text, rows: files.map((file) => ({ file })) });
}

/** Writes files into a folder of their own and moves them into place when all are there. */
async function writeWhole(dir: string, write: (partial: string) => Promise<string[]>): Promise<string[]> {
  await mkdir(dir, { recursive: true });
  const partial = await mkdtemp(join(dir, '.weir-'));
  try {
    const files = await write(partial);
    for (const file of files) await rename(file, join(dir, basename(file)));
    return files.map((file) => join(dir, basename(file)));
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Error: `invalid-input` when --as has nowhere to go, or a workspace is named beside it. */
function outOf({ out, workspace }: SampleOptions): string {
  if (out !== undefined && workspace === undefined) return resolve(out);
  throw new WeirError({
    code: 'invalid-input',
    message: out === undefined ? '--as needs a folder for its files' : '--as writes files, not a workspace',
    hint: 'Write --as SYSTEM --out FOLDER, or -w NAME.weir for a workspace.',
  });
}

async function makeSample({ host }: CliRun, options: SampleOptions): Promise<void> {
  const format = formatOf(options);
  const info = await makeWorkspace(host, workspaceOf(options), options);
  const text = (): string => `Made ${info.path} with ${counted(info.opportunities, 'deal', 'deals')}\n`;
  printOutput(host, format, { document: info, text, rows: [info] });
}

/** Makes the sample in a folder beside its place and moves it there whole. */
async function makeWorkspace(
  host: CliHost,
  workspace: string,
  { deals, seed }: SampleOptions,
): Promise<WorkspaceInfo> {
  if (existsSync(workspace)) throw alreadyThere(workspace);
  const home = await temporaryFolderBeside(workspace);
  try {
    const info = await withEngine(host, ({ call }) => call('workspace.openSample', { deals, seed }), {
      home,
    });
    await rename(info.path, workspace);
    return { ...info, path: workspace };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function temporaryFolderBeside(workspace: string): Promise<string> {
  try {
    return await mkdtemp(join(dirname(workspace), '.weir-sample-'));
  } catch (cause) {
    const message = `Nothing can be written in ${dirname(resolve(workspace))}`;
    throw new WeirError({ code: 'invalid-input', message, hint: 'Choose another place.' }, { cause });
  }
}

function alreadyThere(workspace: string): WeirError {
  return new WeirError({
    code: 'workspace-exists',
    message: `${workspace} is already there`,
    hint: 'Name another file, or remove this one first.',
  });
}

function parseDeals(text: string): number {
  const deals = parseWhole(text);
  if (deals < 10) throw new InvalidArgumentError('At least 10 deals are needed.');
  return deals;
}
