import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSetting } from '#engine/tables/settings';
import { writeSample } from '#generate/index';
import type { MethodParams } from '#shared/contract/methods';
import type { WorkspaceInfo } from '#shared/results/workspace';
import type { EngineState } from './engine-state';
import { importFiles } from './import-files';
import { type CallContext, refresh } from './session';

/** Share of the work that writing the files is; reading them is the rest. */
const writingShare = 0.3;

/**
 * Opens the sample pipeline, generating it first where it is not there: the made-up company is written as a Salesforce
 * export and imported like anybody's files, so the sample takes the same way as real data.
 */
export async function createSample(
  state: EngineState,
  { deals, seed }: MethodParams<'workspace.openSample'>,
  context: CallContext,
): Promise<WorkspaceInfo> {
  await mkdir(state.options.home, { recursive: true });
  const path = join(state.options.home, `sample-${deals}-${seed}.weir`);
  const opened = await state.open(path, { create: true, readOnly: false });
  if (opened.info.opportunities > 0) return opened.info;
  const folder = join(opened.workspace.scratch, 'sample');
  try {
    await fillSample(state, folder, { deals, seed }, context);
  } catch (error) {
    await state.closeWorkspace();
    await rm(path, { force: true });
    throw error;
  }
  return opened.info;
}

/** Generates the sample into the open, empty workspace. */
export async function fillSample(
  state: EngineState,
  folder: string,
  { deals, seed }: { deals: number; seed: number },
  context: CallContext,
): Promise<void> {
  const session = state.opened();
  const progress = (fraction: number, step: string) => context.onProgress({ fraction, step });
  const { files } = await writeSample(
    { deals, seed, as: 'salesforce', dir: folder, signal: context.signal, leads: true },
    (done, total) => progress((writingShare * done) / total, 'Generating the sample'),
  );
  const sources = files.filter((file) => !/Quota\.csv$/.test(file)).map((file) => `path:${file}`);
  await importFiles(session, sources, state.options.now().toISOString(), {
    signal: context.signal,
    onProgress: ({ fraction, step }) => progress(writingShare + (1 - writingShare) * (fraction ?? 0), step),
  });
  await session.workspace.database.use((connection) =>
    writeSetting(connection, 'sample', JSON.stringify({ deals, seed })),
  );
  await refresh(session);
  await rm(folder, { recursive: true, force: true });
}
