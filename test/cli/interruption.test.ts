import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '#generate/random';
import { buildCli, startWeir, weirError, weirHere, weirJson, workingFolder } from './built-cli';
import { fingerprintOf } from './fingerprint';

/** WEIR_TEST_KILLS looks at more moments than an ordinary run does. */
const random = new Random(Number(process.env.WEIR_TEST_SEED ?? 20260701), 1);
const killPoints = Array.from({ length: Number(process.env.WEIR_TEST_KILLS ?? 6) }, (_, i) => {
  const action: 'import' | 'undo' = i % 3 === 2 ? 'undo' : 'import';
  return [Number(random.between(0.15, 1.05).toFixed(4)), action] as const;
});

describe('an import that is interrupted', () => {
  const folder = workingFolder();
  const home = folder.path('home');
  const exported = folder.path('export');
  const files = [`${exported}/events.csv`];
  const count = async (workspace: string): Promise<number> =>
    (await weirJson(['status', '-w', workspace], home, weirHere)).opportunities;
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

  it.each([0.5, 0.75, 0.9])('by kill -9 after %d of its time leaves all of it or nothing', async (share) => {
    const workspace = folder.path(`killed-${share}.weir`);
    const { child, finished } = startWeir(['import', ...files, '-w', workspace], home);
    const timer = setTimeout(() => child.kill('SIGKILL'), duration * share);
    await finished;
    clearTimeout(timer);
    if (existsSync(workspace)) expect([0, 6000]).toContain(await count(workspace));
    await weirJson(['import', ...files, '-w', workspace], home);
    expect(await count(workspace)).toBe(6000);
    rmSync(workspace);
  });

  describe('by kill -9 at any moment', () => {
    const [before, after, first, second] = ['before.weir', 'after.weir', 'first', 'second'].map(
      folder.path,
    ) as [string, string, string, string];
    const prints = { before: '', after: '' };
    const times = { import: 0, undo: 0 };

    beforeAll(async () => {
      for (const [dir, deals, seed] of [
        [first, '1000', '1'],
        [second, '2000', '2'],
      ] as const)
        await weirJson(['sample', '--as', 'plain-log', '--out', dir, '--deals', deals, '--seed', seed], home);
      await weirJson(['import', `${first}/events.csv`, '-w', before], home);
      prints.before = await fingerprintOf(before, home);
      expect(JSON.parse(prints.before).loose).toEqual([]);
      copyFileSync(before, after);
      times.import = await timeOf(['import', `${second}/events.csv`, '-w', after]);
      prints.after = await fingerprintOf(after, home);
      const undone = folder.path('undone.weir');
      copyFileSync(after, undone);
      times.undo = await timeOf(['undo', '-w', undone]);
      expect(await fingerprintOf(undone, home)).toBe(prints.before);
    });

    async function timeOf(args: string[]): Promise<number> {
      const start = performance.now();
      await weirJson(args, home);
      return performance.now() - start;
    }

    it.each(killPoints)(
      'after %f of its time, an %s leaves the state before or after',
      async (share, action) => {
        const workspace = folder.path(`${action}-${share}.weir`);
        copyFileSync(action === 'import' ? before : after, workspace);
        const args = action === 'import' ? ['import', `${second}/events.csv`] : ['undo'];
        const { child, finished } = startWeir([...args, '-w', workspace], home);
        const timer = setTimeout(() => child.kill('SIGKILL'), times[action] * share);
        await finished;
        clearTimeout(timer);
        expect([prints.before, prints.after]).toContain(await fingerprintOf(workspace, home));
        const left = readdirSync(folder.path('.')).filter((name) => name.startsWith(`${action}-${share}`));
        expect(left).toEqual([`${action}-${share}.weir`]);
        rmSync(workspace);
      },
    );
  });

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
