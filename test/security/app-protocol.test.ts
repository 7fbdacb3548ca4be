import { mkdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '#shared/contract/csp';
import { resolveInside } from '../../src-main/hosts/common/resolve-inside';
import { answerAppRequest } from '../../src-main/hosts/electron/app-protocol';
import { tempFolder } from '../contract/temp-folder';
import { secret } from './host-under-test';
import { pathAttacks } from './path-attacks';

let root: string;
beforeAll(() => {
  const folder = tempFolder();
  root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'renderer-of-somebody-else'));
  writeFileSync(join(root, 'index.html'), '<meta content="__WEIR_NONCE__">');
  writeFileSync(join(folder, 'secret.json'), secret);
  writeFileSync(join(folder, 'renderer-of-somebody-else', 'secret.json'), secret);
});

const get = (url: string) => answerAppRequest({ url, method: 'GET' }, root);

describe('the app protocol', () => {
  it('serves the page with a policy that names its nonce', async () => {
    const answer = await get('app://weir/');
    const nonce = /content="([^"]+)"/.exec(await answer.text())?.[1] ?? '';
    expect(nonce).not.toBe('');
    expect(answer.headers.get('content-security-policy')).toBe(contentSecurityPolicy(nonce));
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(pathAttacks)('finds nothing at app://weir%s', async (path) => {
    const answer = await get(`app://weir${path}`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.text()).not.toContain(secret);
  });

  it.each([
    'app://evil/index.html',
    'app://weir.evil/index.html',
    'app://weir:80/index.html',
    'file:///etc/passwd',
    'nonsense',
  ])('does not answer %s', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  it('answers no other method', async () => {
    expect((await answerAppRequest({ url: 'app://weir/', method: 'POST' }, root)).status).toBe(405);
  });
});

describe('resolveInside', () => {
  it.each(pathAttacks)('keeps %s inside or refuses it', (path) => {
    const file = resolveInside(root, path);
    if (file !== null) expect(file.startsWith(root + sep)).toBe(true);
  });

  it.each([
    '/../renderer-of-somebody-else/secret.json',
    '/..%2fsecret.json',
    '/a%00b',
    '/a\\b',
    '/C:/x',
    '/%',
    'a',
    '/',
    '',
  ])('refuses %j', (path) => {
    expect(resolveInside(root, path)).toBeNull();
  });

  it('finds files, in folders and with spaces too', () => {
    expect(resolveInside(root, '/assets/a%20b.js')).toBe(join(root, 'assets', 'a b.js'));
  });
});
