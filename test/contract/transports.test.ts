import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WeirError } from '#shared/contract/errors';
import type { EngineClient, MethodInput, MethodName, Progress } from '#shared/contract/methods';
import { createFakeEngine, type FakeEngine, inspectSteps, lockedError, richResult } from './fake-engine';
import { type Transport, transports } from './transports';

/** A call as a careless or hostile page would make it, past the compiler. */
function callAnything(client: EngineClient, method: string, params: unknown): Promise<unknown> {
  return client.call(method as MethodName, params as MethodInput<MethodName>);
}

describe.each(Object.entries(transports))('the engine %s', (_name, connect) => {
  let engine: FakeEngine;
  let transport: Transport;

  beforeEach(async () => {
    engine = createFakeEngine();
    transport = await connect(engine);
  });
  afterEach(() => transport.close());

  it('gives back the very values that the engine returned', async () => {
    expect(await transport.client.call('sql.run', { sql: 'SELECT 1' })).toEqual(richResult);
    expect(await transport.client.call('workspace.close', {})).toBeNull();
  });

  it('fills in the defaults of the parameters before the engine sees them', async () => {
    await transport.client.call('sql.run', { sql: 'SELECT 1' });
    expect(engine.calls).toEqual([{ method: 'sql.run', params: { sql: 'SELECT 1', limit: 1000 } }]);
  });

  it('keeps code, message, hint and details of an error', async () => {
    const call = transport.client.call('workspace.open', { path: '/home/a/x.weir' });
    await expect(call).rejects.toThrow(WeirError);
    await expect(call).rejects.toMatchObject(lockedError);
  });

  it('turns what is not an error of ours into `internal` with its message', async () => {
    const call = transport.client.call('import.undo', {});
    await expect(call).rejects.toMatchObject({ code: 'internal', message: 'a slip' });
  });

  it.each(['engine.close', 'constructor', '__proto__', 'toString', ''])(
    'refuses the unknown method "%s"',
    async (method) => {
      await expect(callAnything(transport.client, method, {})).rejects.toMatchObject({
        code: 'not-supported',
      });
      expect(engine.calls).toEqual([]);
    },
  );

  it('refuses parameters that do not fit, and says which', async () => {
    const call = callAnything(transport.client, 'deals.list', { limit: -1 });
    await expect(call).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('limit'),
      details: { issues: [{ path: 'limit' }] },
    });
    expect(engine.calls).toEqual([]);
  });

  it('delivers every progress step, in order, before the result', async () => {
    const seen: (Progress | 'result')[] = [];
    const onProgress = (progress: Progress) => void seen.push(progress);
    await transport.client.call('import.inspect', { sources: [transport.source] }, { onProgress });
    seen.push('result');
    expect(seen).toEqual([...inspectSteps, 'result']);
  });

  it('interrupts the engine when a call is cancelled', async () => {
    const controller = new AbortController();
    const begun = engine.begun('import.load');
    const call = transport.client.call('import.load', { staging: 1 }, { signal: controller.signal });
    const outcome = call.catch((error) => error);
    await begun;
    controller.abort();
    expect(await outcome).toMatchObject({ code: 'cancelled' });
    await expect.poll(() => engine.aborted).toEqual(['import.load']);
  });

  it('does not begin a call that is cancelled already', async () => {
    const call = transport.client.call('import.load', { staging: 1 }, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    expect(engine.calls).toEqual([]);
  });

  it('answers 50 calls at once, each with its own answer', async () => {
    const fields = Array.from({ length: 50 }, (_, index) => String(index));
    const answers = await Promise.all(
      fields.map((field) => transport.client.call('workspace.values', { field })),
    );
    expect(answers.map((answer) => answer.total)).toEqual(fields.map(Number));
  });
});

const separate = Object.entries(transports).filter(([name]) => name !== 'in process');

describe.each(separate)('the engine %s, which can die alone,', (_name, connect) => {
  let engine: FakeEngine;
  let transport: Transport;

  beforeEach(async () => {
    engine = createFakeEngine();
    transport = await connect(engine);
  });
  afterEach(() => transport.close());

  it('rejects what is pending when the engine dies, instead of leaving it to hang', async () => {
    const begun = engine.begun('import.load');
    const pending = transport.client.call('import.load', { staging: 1 }).catch((error) => error);
    const other = transport.client.call('import.load', { staging: 2 }).catch((error) => error);
    await begun;
    await transport.kill();
    expect(await pending).toMatchObject({ code: 'engine-stopped' });
    expect(await other).toMatchObject({ code: 'engine-stopped' });
  });

  it('stops what runs for a caller that is gone', async () => {
    const begun = engine.begun('import.load');
    void transport.client.call('import.load', { staging: 1 }).catch(() => undefined);
    await begun;
    await transport.kill();
    await expect.poll(() => engine.aborted).toEqual(['import.load']);
  });
});
