import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCli, startWeir, weirError, weirJson, workingFolder } from './built-cli';

describe('an import that is interrupted', () => {
  const folder = workingFolder();
  const home = folder.path('home');
  const exported = folder.path('export');
  const files = [`${exported}/events.csv`];
  const count = async (workspace: string): Promise<number> =>
    (await weirJson(['status', '-w', workspace], home)).opportunities;
  let duration = 0;

  beforeAll(async () => {
    await buildCli();
    await weirJson(['sample', '--as', 'plain-log', '--out', exported, '--deals', '6000'], home);
    const start = performance.now();
    await weirJson(['import', ...files, '-w', folder.path('whole.weir')], home);
    duration = performance.now() - start;
    expect(await count(folder.path('whole.weir'))).toBe(6000);
  });
  afterAll(folder.remove);

  it.each([0.2, 0.5, 0.8])(
    'by Ctrl-C after %d of its time ends with 130 and changes nothing, or had finished',
    async (share) => {
      const workspace = folder.path(`cancelled-${share}.weir`);
      const { child, finished } = startWeir(['import', ...files, '-w', workspace, '--json'], home);
      const timer = setTimeout(() => child.kill('SIGINT'), duration * share);
      const { exitCode, stdout } = await finished;
      clearTimeout(timer);
      if (exitCode === 0) {
        expect(JSON.parse(stdout).opportunities).toBe(6000);
        expect(await count(workspace)).toBe(6000);
        return;
      }
      expect(exitCode === 130 || exitCode === null).toBe(true);
      expect(stdout).toBe('');
      expect(readdirSync(folder.path('.')).filter((name) => name.startsWith(`cancelled-${share}`))).toEqual(
        [],
      );
    },
  );

  it.each([0.4, 0.6, 0.75, 0.9])(
    'by kill -9 after %d of its time leaves all of it or nothing',
    async (share) => {
      const workspace = folder.path(`killed-${share}.weir`);
      const { child, finished } = startWeir(['import', ...files, '-w', workspace], home);
      const timer = setTimeout(() => child.kill('SIGKILL'), duration * share);
      await finished;
      clearTimeout(timer);
      if (existsSync(workspace)) expect([0, 6000]).toContain(await count(workspace));
      await weirJson(['import', ...files, '-w', workspace], home);
      expect(await count(workspace)).toBe(6000);
      rmSync(workspace);
    },
  );

  it('keeps a second program out of a workspace that the first one writes to', async () => {
    const workspace = folder.path('whole.weir');
    const { child, finished } = startWeir(['serve', '-w', workspace], home);
    const [address] = (
      await createInterface({ input: child.stdout! })[Symbol.asyncIterator]().next()
    ).value.split('\n');
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    expect(await weirError(['undo', '-w', workspace], home)).toMatchObject({
      exitCode: 2,
      code: 'workspace-locked',
    });
    child.kill('SIGINT');
    expect((await finished).exitCode).toBe(0);
    expect(await count(workspace)).toBe(6000);
  });
});
