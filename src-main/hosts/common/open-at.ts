import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { toErrorData, WeirError, type WeirErrorData } from '#shared/contract/errors';
import type { CallOptions, EngineClient } from '#shared/contract/methods';

export type Opening = { workspace?: string | undefined; files: string[] };

/** Where the window starts, behind the `#` of its address; `problem` is what could not be opened. */
export type Opened = { address: string; problem?: WeirErrorData };

type Options = {
  /** Names a file for the page, should it have to ask about it: `path:…` or `upload:…`. */
  sourceOf: (path: string) => string;
} & Pick<CallOptions, 'onProgress'>;

/**
 * Opens what was asked for on the command line: files go into a new workspace, a workspace is opened, and
 * with neither the last workspace, or the sample on the first start. What cannot be opened does not stop the
 * start: the window opens on the page where it can be put right.
 */
export async function openAt(engine: EngineClient, opening: Opening, options: Options): Promise<Opened> {
  try {
    if (opening.files.length > 0) return await openFiles(engine, opening, options);
    if (opening.workspace !== undefined) await engine.call('workspace.open', { path: opening.workspace });
    else await openLast(engine, options);
    return { address: '/' };
  } catch (error) {
    return { address: '/start', problem: toErrorData(error) };
  }
}

async function openLast(engine: EngineClient, { onProgress }: Options): Promise<void> {
  const recent = await engine.call('workspace.recent', {});
  const last = recent.find((entry) => entry.exists);
  if (last) {
    await engine.call('workspace.open', { path: last.path });
    return;
  }
  await engine.call('workspace.openSample', {}, onProgress ? { onProgress } : {});
}

async function openFiles(engine: EngineClient, opening: Opening, options: Options): Promise<Opened> {
  const { files, workspace } = opening;
  for (const file of files) await checkFile(file);
  const call: CallOptions = options.onProgress ? { onProgress: options.onProgress } : {};
  const first = files[0] ?? '';
  const name = basename(first, extname(first));
  await engine.call('workspace.create', workspace === undefined ? { name } : { path: workspace, name });
  const sources = files.map((file) => `path:${file}`);
  try {
    const report = await engine.call('import.inspect', { sources }, call);
    if (report.decisions.length > 0) return { address: askAbout(files, options) };
    await engine.call('import.load', { staging: report.staging }, call);
    return { address: '/' };
  } catch (error) {
    return { address: askAbout(files, options), problem: toErrorData(error) };
  }
}

/** Before a workspace is made for it: a mistyped name should leave nothing behind. */
async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() || found?.isDirectory()) return;
  const hint = 'Check the name and the folder.';
  throw new WeirError({ code: 'file-not-found', message: `There is no file ${path}.`, hint });
}

/** The page that asks what only a person can decide; it inspects the files again under their new names. */
function askAbout(files: string[], { sourceOf }: Options): string {
  const query = new URLSearchParams(files.map((file) => ['source', sourceOf(file)]));
  return `/data?${query}`;
}
