import { WeirError } from '#shared/contract/errors';
import { routes } from '#shared/contract/http-routes';
import type { CallOptions, EngineClient, MethodResults } from '#shared/contract/methods';
import type { ResponseMessage } from '#shared/contract/wire';
import type { Connection } from './connection';
import { cancelled, engineStopped, errorOfResponse } from './errors';
import { readLines } from './read-lines';

const retryEvery = 500;

/**
 * Calls the engine over HTTP: one POST a call, answered by NDJSON lines of progress and one result or error.
 * Aborting the signal aborts the request, which cancels the work behind it.
 */
export function createHttpClient(connection: Connection): EngineClient {
  return {
    async call(method, params, options = {}) {
      const response = await post(method, params, options, connection);
      if (!response.ok || response.body === null) {
        throw errorOfResponse(response.status, await response.text());
      }
      return (await answerOf(response.body, options)) as MethodResults[typeof method];
    },
  };
}

async function post(method: string, params: unknown, options: CallOptions, connection: Connection) {
  try {
    const response = await fetch(`${routes.rpc}${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    connection.set('connected');
    return response;
  } catch (error) {
    if (options.signal?.aborted) throw cancelled();
    watchForReturn(connection);
    throw engineStopped(error);
  }
}

async function answerOf(body: ReadableStream<Uint8Array>, options: CallOptions): Promise<unknown> {
  try {
    for await (const line of readLines(body)) {
      const message: ResponseMessage = JSON.parse(line);
      if (message.type === 'result') return message.value;
      if (message.type === 'error') throw new WeirError(message.error);
      options.onProgress?.(message.progress);
    }
  } catch (error) {
    if (options.signal?.aborted) throw cancelled();
    throw error instanceof WeirError ? error : engineStopped(error);
  }
  throw options.signal?.aborted ? cancelled() : engineStopped();
}

/** Asks for the server's health until it answers again. */
function watchForReturn(connection: Connection): void {
  if (connection.state() === 'restarting') return;
  connection.set('restarting');
  const timer = setInterval(() => {
    fetch(routes.health).then(
      () => {
        clearInterval(timer);
        connection.set('connected');
      },
      () => undefined,
    );
  }, retryEvery);
}
