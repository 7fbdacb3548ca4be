import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ResponseMessage } from '#shared/contract/wire';
import { createConnection } from '../../src-renderer/engine-client/connection';
import { errorOfResponse, isCancelled } from '../../src-renderer/engine-client/errors';
import { createHttpClient } from '../../src-renderer/engine-client/http-client';
import { createPortClient } from '../../src-renderer/engine-client/port-client';
import { readLines } from '../../src-renderer/engine-client/read-lines';

const bytes = (text: string) => new TextEncoder().encode(text);

function bodyOf(parts: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

function answering(...messages: ResponseMessage[]) {
  const text = messages.map((message) => `${JSON.stringify(message)}\n`).join('');
  vi.stubGlobal('fetch', async () => new Response(text));
}

afterEach(() => vi.unstubAllGlobals());

describe('over HTTP', () => {
  it('reads lines however the bytes are cut, inside a character too', async () => {
    const whole = bytes('{"a":"商机"}\n\n{"b":2}');
    const parts = [whole.slice(0, 8), whole.slice(8, 9), whole.slice(9)];
    const lines: string[] = [];
    for await (const line of readLines(bodyOf(parts))) lines.push(line);
    expect(lines).toEqual(['{"a":"商机"}', '{"b":2}']);
  });

  it('hands progress on and resolves with the result', async () => {
    answering(
      { type: 'progress', id: 0, progress: { fraction: 0.5, step: 'Loading' } },
      { type: 'result', id: 0, value: null },
    );
    const steps: string[] = [];
    const client = createHttpClient(createConnection());
    const answer = await client.call('workspace.info', {}, { onProgress: ({ step }) => steps.push(step) });
    expect(answer).toBeNull();
    expect(steps).toEqual(['Loading']);
  });

  it('throws the engine’s error with its code and hint', async () => {
    answering({
      type: 'error',
      id: 0,
      error: { code: 'file-empty', message: 'Empty', hint: 'Export again' },
    });
    const client = createHttpClient(createConnection());
    await expect(client.call('workspace.info', {})).rejects.toMatchObject({
      code: 'file-empty',
      hint: 'Export again',
    });
  });

  it('says that the engine stopped when an answer breaks off', async () => {
    answering({ type: 'progress', id: 0, progress: { fraction: null, step: 'Loading' } });
    const client = createHttpClient(createConnection());
    await expect(client.call('workspace.info', {})).rejects.toMatchObject({ code: 'engine-stopped' });
  });

  it('says that it is restarting while the host is gone, and connected when it is back', async () => {
    vi.useFakeTimers();
    let up = false;
    vi.stubGlobal('fetch', async () => {
      if (!up) throw new TypeError('Failed to fetch');
      return new Response('{}');
    });
    const connection = createConnection();
    const seen: string[] = [];
    connection.onChange((state) => seen.push(state));
    await expect(createHttpClient(connection).call('workspace.info', {})).rejects.toMatchObject({
      code: 'engine-stopped',
    });
    up = true;
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    expect(seen).toEqual(['restarting', 'connected']);
  });

  it('takes a refusal’s own words, and otherwise says what the status means', () => {
    const own = JSON.stringify({
      type: 'error',
      id: 0,
      error: { code: 'disk-full', message: 'The disk is full' },
    });
    expect(errorOfResponse(507, own)).toMatchObject({ code: 'disk-full', message: 'The disk is full' });
    expect(errorOfResponse(401, '<html>')).toMatchObject({ code: 'unauthorised' });
    expect(errorOfResponse(500, '')).toMatchObject({ code: 'internal' });
  });
});

describe('over a port', () => {
  function channel() {
    const { port1, port2 } = new MessageChannel();
    const heard: { type: string; id: number }[] = [];
    port2.onmessage = (event: MessageEvent) => heard.push(event.data);
    return { page: port1, engine: port2, heard };
  }

  it('waits for the first port, then answers', async () => {
    const client = createPortClient(createConnection());
    const answer = client.call('workspace.info', {});
    const { page, engine, heard } = channel();
    client.attach(page);
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    engine.postMessage({ type: 'result', id: heard[0]?.id ?? 0, value: null });
    expect(await answer).toBeNull();
    engine.close();
  });

  it('rejects pending calls when the engine stops, and calls again on the next port', async () => {
    const connection = createConnection();
    const client = createPortClient(connection);
    const first = channel();
    client.attach(first.page);
    const lost = client.call('workspace.info', {});
    await vi.waitFor(() => expect(first.heard).toHaveLength(1));
    client.detach();
    await expect(lost).rejects.toMatchObject({ code: 'engine-stopped' });
    expect(connection.state()).toBe('restarting');

    const second = channel();
    client.attach(second.page);
    expect(connection.state()).toBe('connected');
    const answer = client.call('workspace.info', {});
    await vi.waitFor(() => expect(second.heard).toHaveLength(1));
    second.engine.postMessage({ type: 'result', id: second.heard[0]?.id ?? 0, value: null });
    expect(await answer).toBeNull();
    second.engine.close();
    first.engine.close();
  });

  it('tells the engine to cancel', async () => {
    const client = createPortClient(createConnection());
    const { page, engine, heard } = channel();
    client.attach(page);
    const abort = new AbortController();
    const answer = client.call('workspace.info', {}, { signal: abort.signal });
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    abort.abort();
    await vi.waitFor(() => expect(heard.at(-1)?.type).toBe('cancel'));
    engine.postMessage({
      type: 'error',
      id: heard[0]?.id ?? 0,
      error: { code: 'cancelled', message: 'Cancelled' },
    });
    const error = await answer.catch((failure: unknown) => failure);
    expect(isCancelled(error)).toBe(true);
    engine.close();
  });
});
