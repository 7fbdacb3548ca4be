import { WeirError } from './errors';
import { routes, type StreamLine } from './http-routes';
import type { CallOptions, EngineClient, MethodInput, MethodName, MethodResults } from './methods';
import { cancelled, engineStopped } from './port-client';

export type HttpClientOptions = {
  /** Where the web host is; empty inside its own pages. */
  baseUrl?: string;
  fetch?: typeof globalThis.fetch;
};

/**
 * The engine behind the web host. A host that cannot be reached, or that ends the answer early, rejects
 * with `engine-stopped`; the next call tries again.
 */
export function createHttpClient({
  baseUrl = '',
  fetch = globalThis.fetch,
}: HttpClientOptions = {}): EngineClient {
  async function call<M extends MethodName>(method: M, params: MethodInput<M>, options: CallOptions = {}) {
    const { signal, onProgress } = options;
    try {
      const response = await fetch(`${baseUrl}${routes.rpc}${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(params),
        ...(signal ? { signal } : {}),
      });
      if (!response.body) throw new WeirError(engineStopped);
      for await (const line of jsonLines(response.body)) {
        if (line.type === 'progress') onProgress?.(line.progress);
        if (line.type === 'result') return line.value as MethodResults[M];
        if (line.type === 'error') throw new WeirError(line.error);
      }
      throw new WeirError(engineStopped);
    } catch (cause) {
      if (cause instanceof WeirError) throw cause;
      throw new WeirError(signal?.aborted ? cancelled : engineStopped, { cause });
    }
  }
  return { call };
}

async function* jsonLines(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamLine> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line) yield JSON.parse(line) as StreamLine;
    }
    if (rest) yield JSON.parse(rest) as StreamLine;
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
