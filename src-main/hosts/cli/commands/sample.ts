import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { WeirError } from '#shared/contract/errors';
import type { WorkspaceInfo } from '#shared/results/workspace';
import type { CliHost, CliRun } from '../cli-host';
import { countCell } from '../format/cells';
import type { WorkspaceOptions } from '../options';
import { addWorkspaceOption, formatOf, parseWhole, workspaceOf } from '../options';
import { printOutput } from '../output';
import { withEngine } from '../session';

type SampleOptions = WorkspaceOptions & { deals: number; seed: number };

/** `weir sample`: a made-up company's pipeline, as a workspace or as a CRM's export files. */
export function addSample(program: Command, run: CliRun): void {
  const command = program
    .command('sample')
    .summary('make a realistic sample')
    .description('Makes a realistic sample workspace. The same numbers give the same sample.')
    .option('--deals <n>', 'how many deals', parseDeals, 6000)
    .option('--seed <n>', 'another seed, another company', parseWhole, 1);
  addWorkspaceOption(command).action((options: SampleOptions) => makeSample(run, options));
}

async function makeSample({ host }: CliRun, options: SampleOptions): Promise<void> {
  const format = formatOf(options);
  const info = await makeWorkspace(host, workspaceOf(options), options);
  const text = (): string => `Made ${info.path} with ${countCell(info.opportunities)} deals\n`;
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
