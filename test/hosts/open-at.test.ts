import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { WeirError } from '#shared/contract/errors';
import type { EngineClient, MethodName, Progress } from '#shared/contract/methods';
import { openAt } from '../../src-main/hosts/common/open-at';
import { tempFolder } from '../contract/temp-folder';

type Answers = Partial<Record<MethodName, unknown>>;

const calls: [MethodName, unknown][] = [];
beforeEach(() => {
  calls.length = 0;
});

/** An engine that answers from a table; an Error in it is thrown. */
function engineWith(answers: Answers): EngineClient {
  const call = async (
    method: MethodName,
    params: unknown,
    options?: { onProgress?: (p: Progress) => void },
  ) => {
    calls.push([method, params]);
    options?.onProgress?.({ fraction: 0.5, step: method });
    const answer = answers[method];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { call: call as EngineClient['call'] };
}

const folder = tempFolder();
const deals = join(folder, 'deals Q4.csv');
const more = join(folder, 'b.csv');
for (const file of [deals, more]) writeFileSync(file, 'id\n1\n');

const sourceOf = (path: string) => `upload:${basename(path, '.csv')}`;
const clean = { staging: 3, files: [], stages: [], decisions: [] };
const question = { code: 'date-order', message: 'Which comes first?', choices: [] };
const locked = new WeirError({ code: 'workspace-locked', message: 'Locked.', hint: 'Close it.' });

describe('what a start opens', () => {
  it('is the sample on the very first start', async () => {
    const progress: Progress[] = [];
    const engine = engineWith({ 'workspace.recent': [] });
    const opened = await openAt(
      engine,
      { files: [] },
      { sourceOf, onProgress: (step) => progress.push(step) },
    );
    expect(opened).toEqual({ address: '/' });
    expect(calls.map(([method]) => method)).toEqual(['workspace.recent', 'workspace.openSample']);
    expect(progress).toEqual([{ fraction: 0.5, step: 'workspace.openSample' }]);
  });

  it('is the last workspace that still exists', async () => {
    const recent = [
      { path: '/gone.weir', exists: false },
      { path: '/b.weir', exists: true },
      { path: '/c.weir', exists: true },
    ];
    await openAt(engineWith({ 'workspace.recent': recent }), { files: [] }, { sourceOf });
    expect(calls.at(-1)).toEqual(['workspace.open', { path: '/b.weir' }]);
  });

  it('is the workspace that was named', async () => {
    const opened = await openAt(engineWith({}), { workspace: '/a.weir', files: [] }, { sourceOf });
    expect(opened).toEqual({ address: '/' });
    expect(calls).toEqual([['workspace.open', { path: '/a.weir' }]]);
  });

  it('is the start page with the reason when a workspace cannot be opened', async () => {
    const engine = engineWith({ 'workspace.open': locked });
    const opened = await openAt(engine, { workspace: '/a.weir', files: [] }, { sourceOf });
    expect(opened).toEqual({ address: '/start', problem: locked.toData() });
  });

  it('is a new workspace with the files that were named', async () => {
    const engine = engineWith({ 'import.inspect': clean });
    const opened = await openAt(engine, { files: [deals, more] }, { sourceOf });
    expect(opened).toEqual({ address: '/' });
    expect(calls).toEqual([
      ['workspace.create', { name: 'deals Q4' }],
      ['import.inspect', { sources: [`path:${deals}`, `path:${more}`] }],
      ['import.load', { staging: 3 }],
    ]);
  });

  it('is the data page when the files need a decision, with sources that it can inspect', async () => {
    const engine = engineWith({ 'import.inspect': { ...clean, decisions: [question] } });
    const opened = await openAt(engine, { files: [deals, more] }, { sourceOf });
    expect(opened).toEqual({ address: '/data?source=upload%3Adeals+Q4&source=upload%3Ab' });
    expect(calls.map(([method]) => method)).not.toContain('import.load');
  });

  it('is the data page with the reason when the files cannot be read', async () => {
    const empty = new WeirError({ code: 'file-empty', message: 'a.csv is empty.' });
    const opened = await openAt(engineWith({ 'import.inspect': empty }), { files: [more] }, { sourceOf });
    expect(opened).toEqual({ address: '/data?source=upload%3Ab', problem: empty.toData() });
  });

  it('is the start page when a file is not there, and no workspace is made for it', async () => {
    const opened = await openAt(engineWith({}), { files: [more, join(folder, 'none.csv')] }, { sourceOf });
    expect(opened).toMatchObject({ address: '/start', problem: { code: 'file-not-found' } });
    expect(calls).toEqual([]);
  });
});
