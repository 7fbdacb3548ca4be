import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { buildIfStale } from '../../src-main/hosts/launch/build-if-stale.mjs';
import { findElectron, installedElectron } from '../../src-main/hosts/launch/find-electron.mjs';

const program = installedElectron();
const reason = program === null ? "Electron's binary is not installed" : (await findElectron()).reason;
if (reason !== null) console.log(`The desktop app is not started: ${reason}.`);

describe.skipIf(reason !== null)('the desktop app', () => {
  it('opens the sample in a sandboxed window that reaches its engine', async () => {
    expect(await buildIfStale()).toBe(true);
    const home = mkdtempSync(join(tmpdir(), 'weir-electron-'));
    const app = await _electron.launch({
      executablePath: String(program),
      args: ['.', `--user-data-dir=${join(home, 'user')}`],
      env: { ...definedVariables(), WEIR_HOME: home },
    });
    try {
      const page = await app.firstWindow();
      await page.waitForSelector('#root :text("Overview")');
      expect(page.url()).toMatch(/^app:\/\/weir\/#/);
      expect(await page.evaluate(() => typeof Reflect.get(globalThis, 'require'))).toBe('undefined');
      expect(await page.evaluate(() => Object.keys(Object(Reflect.get(window, 'weirHost'))).sort())).toEqual([
        'chooseWorkspace',
        'kind',
        'openExternal',
        'platform',
        'save',
        'sourcesOf',
        'version',
      ]);
    } finally {
      await app.close();
    }
  });
});

function definedVariables(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
