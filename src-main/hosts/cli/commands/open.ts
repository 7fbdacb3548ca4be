import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { WeirError } from '#shared/contract/errors';
import { openAt } from '../../common/open-at';
import type { CliHost, CliRun } from '../cli-host';
import { type Session, withEngine } from '../session';
import { aborted } from './serve';

/** `weir open [WORKSPACE]`: the window where Electron is installed, else the same app in a browser. */
export function addOpen(program: Command, run: CliRun): void {
  program
    .command('open')
    .summary('start the app')
    .description('Starts the app: in a window where Electron is installed, else in a browser until Ctrl-C.')
    .argument('[workspace]', 'the workspace file; without it the app starts where it was left')
    .action((workspace: string | undefined) => openApp(run.host, workspace));
}

async function openApp(host: CliHost, workspace: string | undefined): Promise<void> {
  const path = workspace === undefined ? null : resolve(workspace);
  if (path !== null && !existsSync(path)) throw notFound(path);
  if (await host.startApp(path)) return;
  const serve = async ({ call, engine }: Session) => {
    const opening = { workspace: path ?? undefined, files: [] };
    const { address } = await openAt({ call }, opening, { sourceOf: (file) => `path:${file}` });
    const server = await host.serve(engine, { port: 0, workspace: path });
    const url = `${server.url}#${address}`;
    host.stdout.write(`${url}\n`);
    host.openBrowser(url);
    await aborted(host.signal);
    await server.close();
  };
  await withEngine(host, serve, { learnAhead: 'many' });
}

function notFound(path: string): WeirError {
  return new WeirError({
    code: 'workspace-not-found',
    message: `There is no workspace ${path}`,
    hint: 'Check the path; weir import FILE -w NAME.weir makes a workspace.',
  });
}
