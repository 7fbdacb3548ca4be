import { WeirError } from '#shared/contract/errors';
import type {
  CallOptions,
  EngineClient,
  MethodInput,
  MethodName,
  MethodResults,
} from '#shared/contract/methods';
import type { RequestMessage, ResponseMessage } from '#shared/contract/wire';
import type { ChannelEnd } from './channel-end';
import { cancelled, engineStopped } from './transport-errors';

type Pending = {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  onProgress: CallOptions['onProgress'];
  stopListening(): void;
};

/**
 * The engine at the other end of a channel. When the channel closes, or `close` is called, every pending
 * call rejects with `engine-stopped`, and so does every later one: take a new port and a new client.
 * A cancelled call settles with the engine's own answer, so what it says about the data is true.
 */
export function createPortClient(end: ChannelEnd): EngineClient & { close(): void } {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let open = true;

  function settle(id: number): Pending | undefined {
    const call = pending.get(id);
    pending.delete(id);
    call?.stopListening();
    return call;
  }

  function stop(): void {
    open = false;
    for (const id of [...pending.keys()]) settle(id)?.reject(new WeirError(engineStopped));
  }

  end.onMessage((data) => {
    const message = data as ResponseMessage;
    if (message.type === 'progress') pending.get(message.id)?.onProgress?.(message.progress);
    if (message.type === 'result') settle(message.id)?.resolve(message.value);
    if (message.type === 'error') settle(message.id)?.reject(new WeirError(message.error));
  });
  end.onClose(stop);

  function send(message: RequestMessage): void {
    end.send(message);
  }

  function call<M extends MethodName>(method: M, params: MethodInput<M>, options: CallOptions = {}) {
    const { signal, onProgress } = options;
    return new Promise<MethodResults[M]>((resolve, reject) => {
      if (!open) return reject(new WeirError(engineStopped));
      if (signal?.aborted) return reject(new WeirError(cancelled));
      const id = ++lastId;
      const cancel = () => send({ type: 'cancel', id });
      pending.set(id, {
        resolve: (value) => resolve(value as MethodResults[M]),
        reject,
        onProgress,
        stopListening: () => signal?.removeEventListener('abort', cancel),
      });
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        send({ type: 'call', id, method, params });
      } catch (cause) {
        const message = `The parameters of ${method} cannot be sent: ${String(cause)}`;
        settle(id)?.reject(new WeirError({ code: 'invalid-input', message }, { cause }));
      }
    });
  }

  return {
    call,
    close() {
      stop();
      end.close();
    },
  };
}
