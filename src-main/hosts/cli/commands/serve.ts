import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import type { CliRun } from '../cli-host';
import type { WorkspaceOptions } from '../options';
import { addWorkspaceOption, formatOf, parseWhole, workspaceOf } from '../options';
import { printOutput } from '../output';
import { type Session, withWorkspace } from '../session';

type ServeOptions = WorkspaceOptions & { port: number };

/** `weir serve`: the app in a browser on this machine, until Ctrl-C. */
export function addServe(program: Command, run: CliRun): void {
  const command = program
    .command('serve')
    .summary('serve the app to a browser on this machine')
    .description('Serves the app on the loopback address, prints the address, and runs until Ctrl-C.')
    .option('--port <n>', 'the port; 0 takes a free one', parsePort, 0);
  addWorkspaceOption(command).action((options: ServeOptions) => serve(run, options));
}

async function serve({ host }: CliRun, options: ServeOptions): Promise<void> {
  const format = formatOf(options);
  const workspace = workspaceOf(options);
  const untilStopped = async ({ engine }: Session) => {
    const server = await host.serve(engine, { port: options.port, workspace });
    const document = { url: server.url };
    printOutput(host, format, { document, text: () => `${server.url}\n`, rows: [document] });
    await aborted(host.signal);
    await server.close();
  };
  await withWorkspace(host, workspace, untilStopped, { readOnly: false, learnAhead: 'many' });
}

/** Resolves on Ctrl-C, which is how a server ends; at once when it came already. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

function parsePort(text: string): number {
  const port = parseWhole(text);
  if (port < 0 || port > 65_535) throw new InvalidArgumentError('A port is between 0 and 65535.');
  return port;
}
