import { describe, expect, it } from 'vitest';
import { WeirError } from '#shared/contract/errors';
import type { CallOptions, EngineClient } from '#shared/contract/methods';
import type { InspectReport } from '#shared/results/workspace';
import { cancelled } from '../../src-renderer/engine-client/errors';
import { createImportSession, type ImportHost } from '../../src-renderer/pages/data/import-session';

type Answer = (params: never, options: CallOptions) => unknown;

/** An engine that answers what a test says and remembers what it was asked. */
function engineOf(answers: Record<string, Answer>) {
  const asked: { method: string; params: unknown }[] = [];
  const call = async (method: string, params: unknown, options: CallOptions = {}) => {
    asked.push({ method, params });
    const answer = answers[method];
    if (!answer) throw new Error(`${method} was not expected`);
    return answer(params as never, options);
  };
  const host: ImportHost = {
    engine: { call: call as EngineClient['call'] },
    host: {
      kind: 'web',
      platform: 'test',
      version: '0',
      sourcesOf: async (files) => files.map((file) => `upload:${file.name}`),
      save: async () => undefined,
      chooseWorkspace: async () => null,
      openExternal: async () => undefined,
    },
  };
  return { host, asked };
}

const report = (staging: number): InspectReport => ({ staging, files: [], stages: [], decisions: [] });
const file = (name: string) => new File(['a'], name);

/** Waits for the abort that a cancelled call ends with. */
const untilAborted: Answer = (_, { signal }) =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(cancelled())));

describe('an import on its way', () => {
  it('reads, waits for review, loads, and is done', async () => {
    const result = { import: 7, files: [], opportunities: 3, stageEvents: 0, activities: 0 };
    const { host } = engineOf({ 'import.inspect': () => report(4), 'import.load': () => result });
    const session = createImportSession();
    await session.add(host, [file('deals.csv')]);
    expect(session.state().phase).toBe('review');
    expect(await session.load(host)).toBe(true);
    expect(session.state()).toMatchObject({ phase: 'done', result, error: null });
  });

  it('reads added files together with the ones under review and lets the first staging go', async () => {
    let staging = 0;
    const { host, asked } = engineOf({
      'import.inspect': () => {
        staging += 1;
        return report(staging);
      },
      'import.discard': () => null,
    });
    const session = createImportSession();
    await session.add(host, [file('deals.csv')]);
    await session.add(host, [file('history.csv')]);
    expect(asked.map(({ method }) => method)).toEqual(['import.inspect', 'import.inspect', 'import.discard']);
    expect(asked[1]?.params).toMatchObject({ sources: ['upload:deals.csv', 'upload:history.csv'] });
    expect(asked[2]?.params).toEqual({ staging: 1 });
  });

  it('goes back to where it was when reading is cancelled, without an error', async () => {
    const { host } = engineOf({ 'import.inspect': untilAborted });
    const session = createImportSession();
    const reading = session.add(host, [file('deals.csv')]);
    await new Promise((resolve) => setImmediate(resolve));
    session.cancel();
    await reading;
    expect(session.state()).toMatchObject({ phase: 'idle', error: null });
  });

  it('stays forgotten when another workspace is opened while files are read', async () => {
    const { host } = engineOf({ 'import.inspect': untilAborted });
    const session = createImportSession();
    const reading = session.add(host, [file('deals.csv')]);
    await new Promise((resolve) => setImmediate(resolve));
    session.reset();
    await reading;
    expect(session.state()).toMatchObject({ phase: 'idle', files: [], error: null });
  });

  it('keeps the review when loading is cancelled', async () => {
    const { host } = engineOf({ 'import.inspect': () => report(2), 'import.load': untilAborted });
    const session = createImportSession();
    await session.add(host, [file('deals.csv')]);
    const loading = session.load(host);
    expect(session.state().phase).toBe('loading');
    session.cancel();
    expect(await loading).toBe(false);
    expect(session.state()).toMatchObject({ phase: 'review', error: null });
  });

  it('says why a file could not be read', async () => {
    const broken = new WeirError({ code: 'file-binary', message: 'deals.csv is not a table' });
    const { host } = engineOf({
      'import.inspect': () => {
        throw broken;
      },
    });
    const session = createImportSession();
    await session.add(host, [file('deals.csv')]);
    expect(session.state()).toMatchObject({ phase: 'idle', error: broken });
  });

  it('loses no correction when two come at once', async () => {
    const { host, asked } = engineOf({ 'import.inspect': () => report(2), 'import.remap': () => report(2) });
    const session = createImportSession();
    await session.add(host, [file('deals.csv')]);
    await Promise.all([
      session.correct(host, 'deals.csv', { columns: { owner: 'rep' } }),
      session.correct(host, 'deals.csv', { columns: { amount: 'value' } }),
    ]);
    expect(asked.at(-1)?.params).toMatchObject({ mapping: { columns: { owner: 'rep', amount: 'value' } } });
    expect(session.state().changing).toBe(false);
  });
});
