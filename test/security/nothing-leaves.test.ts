import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signIn } from '../contract/sign-in';
import { tempFolder } from '../contract/temp-folder';
import { runWebHost } from '../e2e/support/run-web-host';

const recorder = pathToFileURL('test/security/record-connections.mjs').href;
const folder = tempFolder();

function recorded(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

describe('nothing leaves the machine', () => {
  it('while the web host imports, measures and exports', async () => {
    const WEIR_CONNECTIONS = join(folder, 'host.txt');
    const log = join(folder, 'log.csv');
    writeFileSync(log, 'deal,stage,time\nA,Lead,2024-01-01\nA,Won,2024-02-01\nB,Lead,2024-01-05\n');
    const host = await runWebHost({
      args: [log],
      nodeArgs: ['--import', recorder],
      env: { WEIR_CONNECTIONS },
    });
    onTestFinished(() => void host.close());
    expect(host.errors()).toBe('');
    const { origin } = new URL(host.url);
    const cookie = await signIn(host.url);
    for (const method of [
      'workspace.status',
      'metric.overview',
      'metric.funnel',
      'deals.list',
      'deals.export',
    ]) {
      const headers = { cookie, 'content-type': 'application/json' };
      const response = await fetch(`${origin}/rpc/${method}`, { method: 'POST', headers, body: '{}' });
      expect(await response.text(), method).toContain('"type":"result"');
    }
    expect(await host.close()).toBe(0);
    expect(recorded(WEIR_CONNECTIONS)).toBe('');
  });

  it('and an attempt would be seen', () => {
    const WEIR_CONNECTIONS = join(folder, 'self.txt');
    const attempt = "await fetch('http://127.0.0.1:65535/').catch(() => undefined)";
    execFileSync(process.execPath, ['--import', recorder, '--input-type=module', '-e', attempt], {
      env: { ...process.env, WEIR_CONNECTIONS },
    });
    expect(recorded(WEIR_CONNECTIONS)).toContain('connect');
  });
});
