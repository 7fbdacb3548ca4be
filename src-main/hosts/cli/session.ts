import type { Engine } from '#engine/api/engine';
import { inProcess } from '#rpc/in-process';
import type { MethodInput, MethodName, MethodResults } from '#shared/contract/methods';
import type { CliHost, RunEngine } from './cli-host';
import { progressLine } from './progress-line';

/** One engine call with this run's cancel signal and progress line. */
export type Call = <M extends MethodName>(method: M, params: MethodInput<M>) => Promise<MethodResults[M]>;

export type Session = { call: Call; engine: Engine };

/** Starts an engine, hands it over, and always ends it, whatever happens. */
export async function withEngine<T>(
  host: CliHost,
  run: (session: Session) => Promise<T>,
  options: RunEngine = {},
): Promise<T> {
  const engine = host.openEngine(options);
  const client = inProcess(engine);
  const progress = progressLine(host.stderr);
  const call: Call = (method, params) =>
    client.call(method, params, { signal: host.signal, onProgress: progress.show });
  try {
    return await run({ call, engine });
  } finally {
    progress.clear();
    await engine.close();
  }
}

/** The same, with an existing workspace open for reading: several programs may read one at once. */
export function withWorkspace<T>(
  host: CliHost,
  workspace: string,
  run: (session: Session) => Promise<T>,
  { readOnly = true, ...options }: RunEngine & { readOnly?: boolean } = {},
): Promise<T> {
  const opened = async (session: Session) => {
    await session.call('workspace.open', { path: workspace, readOnly });
    return run(session);
  };
  return withEngine(host, opened, options);
}

/** The same, with the workspace open for changing it. */
export function withWritableWorkspace<T>(
  host: CliHost,
  workspace: string,
  run: (session: Session) => Promise<T>,
): Promise<T> {
  return withWorkspace(host, workspace, run, { readOnly: false });
}
