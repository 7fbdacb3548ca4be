import { WeirError } from '#shared/contract/errors';
import type { CallOptions, EngineClient, MethodResults } from '#shared/contract/methods';
import type { RequestMessage, ResponseMessage } from '#shared/contract/wire';
import type { Connection } from './connection';
import { cancelled, engineStopped } from './errors';

type Pending = {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
  onProgress: CallOptions['onProgress'];
};

export type PortClient = EngineClient & {
  /** Takes a fresh port. Calls still out on the old one reject with `engine-stopped`. */
  attach: (port: MessagePort) => void;
  /** The engine is gone: every pending call rejects, later calls wait for the next port. */
  detach: () => void;
};

/** Calls the engine over a MessagePort that is replaced whenever the engine restarts. */
export function createPortClient(connection: Connection): PortClient {
  const pending = new Map<number, Pending>();
  const waiting: ((port: MessagePort) => void)[] = [];
  let port: MessagePort | null = null;
  let lastId = 0;

  function detach() {
    port?.close();
    port = null;
    connection.set('restarting');
    for (const call of pending.values()) call.reject(engineStopped());
    pending.clear();
  }

  function attach(next: MessagePort) {
    if (port) detach();
    port = next;
    next.onmessage = (event: MessageEvent<ResponseMessage>) => receive(pending, event.data);
    next.addEventListener('close', () => {
      if (port === next) detach();
    });
    next.start();
    connection.set('connected');
    for (const take of waiting.splice(0)) take(next);
  }

  const ready = () =>
    port ? Promise.resolve(port) : new Promise<MessagePort>((resolve) => waiting.push(resolve));

  return {
    attach,
    detach,
    async call(method, params, options = {}) {
      const to = await ready();
      if (options.signal?.aborted) throw cancelled();
      lastId += 1;
      return (await send(
        to,
        pending,
        { type: 'call', id: lastId, method, params },
        options,
      )) as MethodResults[typeof method];
    },
  };
}

function send(
  port: MessagePort,
  pending: Map<number, Pending>,
  call: Extract<RequestMessage, { type: 'call' }>,
  options: CallOptions,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const cancel = () => port.postMessage({ type: 'cancel', id: call.id } satisfies RequestMessage);
    const settle = () => options.signal?.removeEventListener('abort', cancel);
    options.signal?.addEventListener('abort', cancel, { once: true });
    pending.set(call.id, {
      resolve: (value) => {
        settle();
        resolve(value);
      },
      reject: (error) => {
        settle();
        reject(error);
      },
      onProgress: options.onProgress,
    });
    port.postMessage(call);
  });
}

function receive(pending: Map<number, Pending>, message: ResponseMessage): void {
  const call = pending.get(message.id);
  if (!call) return;
  if (message.type === 'progress') {
    call.onProgress?.(message.progress);
    return;
  }
  pending.delete(message.id);
  if (message.type === 'result') call.resolve(message.value);
  else call.reject(new WeirError(message.error));
}
