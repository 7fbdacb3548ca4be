import { toErrorData, WeirError } from '#shared/contract/errors';
import type { EngineClient } from '#shared/contract/methods';
import type { RequestMessage, ResponseMessage } from '#shared/contract/wire';
import { callMethod } from './call-method';
import type { ChannelEnd } from './channel-end';

/**
 * Answers calls that arrive over a channel. Every call gets one answer. A `cancel` aborts its call, and so
 * does the closing of the channel, so that nothing runs for a page that is gone.
 */
export function servePort(engine: EngineClient, end: ChannelEnd): void {
  const running = new Map<number, AbortController>();

  function answer(message: ResponseMessage): void {
    try {
      end.send(message);
    } catch (error) {
      end.send({ type: 'error', id: message.id, error: toErrorData(error) } satisfies ResponseMessage);
    }
  }

  async function run({ id, method, params }: Extract<RequestMessage, { type: 'call' }>): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const value = await callMethod(engine, method, params, {
        signal: controller.signal,
        onProgress: (progress) => answer({ type: 'progress', id, progress }),
      });
      answer({ type: 'result', id, value });
    } catch (error) {
      answer({ type: 'error', id, error: toErrorData(error) });
    } finally {
      running.delete(id);
    }
  }

  end.onMessage((data) => {
    const message = readRequest(data);
    if (message?.type === 'cancel') running.get(message.id)?.abort();
    if (message?.type !== 'call') return;
    if (running.has(message.id)) {
      const error = new WeirError({
        code: 'invalid-input',
        message: `Call ${message.id} is already running.`,
      });
      return answer({ type: 'error', id: message.id, error: error.toData() });
    }
    void run(message);
  });
  end.onClose(() => {
    for (const controller of running.values()) controller.abort();
  });
}

/** The request in a message; null for anything else, which gets no answer since it has no id to answer. */
function readRequest(data: unknown): RequestMessage | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, id, method, params } = data as Record<string, unknown>;
  if (typeof id !== 'number') return null;
  if (type === 'cancel') return { type, id };
  return type === 'call' ? { type, id, method: String(method), params } : null;
}
