import type { IncomingMessage, ServerResponse } from 'node:http';
import { callMethod } from '#rpc/call-method';
import { toErrorData, WeirError } from '#shared/contract/errors';
import type { Engine } from '../../engine/api/engine';
import { isAllowedPath } from './allowed-path';
import { answerError, begin, statusOf } from './answer';
import { readJson } from './read-json';
import type { Uploads } from './uploads';

export type RpcContext = {
  engine: Engine;
  uploads: Uploads;
  /** Folders below which a page may open and create workspaces. */
  workspaceRoots: string[];
  /** Workspaces given on the command line. */
  knownWorkspaces: string[];
};

/** Answers one call with lines of JSON: progress as it comes, then the result or the error. */
export async function answerRpc(
  request: IncomingMessage,
  response: ServerResponse,
  method: string,
  context: RpcContext,
): Promise<void> {
  const controller = new AbortController();
  response.on('close', () => controller.abort());
  const write = (line: object) => {
    if (!response.headersSent)
      begin(response, 200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
    response.write(`${JSON.stringify(line)}\n`);
  };
  try {
    const params = await forHost(method, await readJson(request), context);
    const value = await callMethod(context.engine, method, params, {
      signal: controller.signal,
      onProgress: (progress) => write({ type: 'progress', progress }),
    });
    write({ type: 'result', value });
    response.end();
  } catch (error) {
    const data = toErrorData(error);
    if (!response.headersSent) return answerError(response, statusOf(data.code), data);
    write({ type: 'error', error: data });
    response.end();
  }
}

/** The parameters as the engine takes them: uploads become paths, and foreign workspaces are refused. */
async function forHost(method: string, params: unknown, context: RpcContext): Promise<unknown> {
  if (typeof params !== 'object' || params === null) return params;
  if ('sources' in params && Array.isArray(params.sources)) {
    const sources = params.sources.map((source: unknown) => `path:${context.uploads.pathOf(String(source))}`);
    return { ...params, sources };
  }
  const namesWorkspace = method === 'workspace.open' || method === 'workspace.create';
  if (namesWorkspace && 'path' in params) await checkWorkspace(String(params.path), context);
  return params;
}

async function checkWorkspace(path: string, context: RpcContext): Promise<void> {
  const recent = await context.engine.call('workspace.recent', {});
  const known = [...context.knownWorkspaces, ...recent.map((entry) => entry.path)];
  if (await isAllowedPath(path, context.workspaceRoots, known)) return;
  throw new WeirError({
    code: 'unauthorised',
    message: `A page may open workspaces in the home folder only, not ${path}.`,
    hint: `Start Weir with --workspace ${path}.`,
  });
}
