import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join, sep } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uploadName } from '../../src-main/hosts/web/upload-name';
import { type HostUnderTest, rpc, secret, startHostUnderTest } from './host-under-test';

let under: HostUnderTest;
beforeEach(async () => {
  under = await startHostUnderTest();
});
afterEach(() => under.close());

function upload(name: string, body: string | Buffer = 'id;stage\n1;Won\n') {
  return under.ask(`/upload?name=${encodeURIComponent(name)}`, { method: 'PUT', body });
}

/** The paths that the engine was asked to read. */
function sourcesOfLastCall(): unknown {
  const params = under.engine.calls.at(-1)?.params;
  return typeof params === 'object' && params !== null && 'sources' in params ? params.sources : null;
}

describe('an upload', () => {
  it('arrives byte for byte under its own name and reaches the engine as a path', async () => {
    const body = Buffer.alloc(300_000, 'äöü;\0\r\n');
    const answer = await upload('Pipeline Q4.csv', body);
    const { source, name, bytes } = JSON.parse(answer.text);
    expect([answer.status, name, bytes]).toEqual([201, 'Pipeline Q4.csv', body.length]);
    await rpc(under, 'import.inspect', { sources: [source] });
    const path = String(sourcesOfLastCall()).slice('path:'.length);
    expect(path.startsWith(under.engine.uploadFolder() + sep)).toBe(true);
    expect(readFileSync(path).equals(body)).toBe(true);
  });

  it.each([
    '../../evil.csv',
    '..\\..\\evil.csv',
    '/etc/evil.csv',
    'C:\\evil.csv',
    '\\\\server\\share\\evil.csv',
    '....//evil.csv',
    'a/../../evil.csv',
    'evil.csv\0.txt',
    'evil\r\n.csv',
    '..',
    '.',
    '',
    '/',
    'CON',

    'deals\u202Evsc.exe',
  ])('named %.40j stays one file in a folder of its own', async (name) => {
    const { source } = JSON.parse((await upload(name)).text);
    await rpc(under, 'import.inspect', { sources: [source] });
    const path = String(sourcesOfLastCall()).slice('path:'.length);
    const inside = path.slice(under.engine.uploadFolder().length + 1).split(sep);
    expect(path.startsWith(under.engine.uploadFolder() + sep)).toBe(true);
    expect(inside).toHaveLength(2);
    expect(existsSync(path)).toBe(true);
  });

  it('with a name longer than any file system takes is kept under a shorter one', async () => {
    const answer = JSON.parse((await upload(`${'x'.repeat(5000)}.csv`)).text);
    expect(answer.name).toMatch(/^x{100,}\.csv$/);
    expect(under.uploaded().some((path) => path.endsWith(answer.name))).toBe(true);
  });

  it('of the same name twice keeps both', async () => {
    const first = JSON.parse((await upload('a.csv', 'one')).text);
    const second = JSON.parse((await upload('a.csv', 'two')).text);
    expect(first.source).not.toBe(second.source);
    expect(under.uploaded().filter((path) => path.endsWith('a.csv'))).toHaveLength(2);
  });

  it('that breaks off leaves nothing behind', async () => {
    const headers = { cookie: under.cookie, 'content-length': '1000000' };
    const { port } = under;
    const outgoing = request({ host: '127.0.0.1', port, path: '/upload?name=a.csv', method: 'PUT', headers });
    outgoing.on('error', () => undefined);
    outgoing.write(Buffer.alloc(64_000));
    await expect.poll(() => under.uploaded().some((path) => path.endsWith('a.csv'))).toBe(true);
    outgoing.destroy();
    await expect.poll(() => under.uploaded()).toEqual([]);
  });

  it('is gone when the host ends', async () => {
    await upload('a.csv');
    await under.close();
    expect(under.uploaded()).toEqual([]);
  });
});

describe('a page', () => {
  it.each([
    ['path:/etc/passwd', 'invalid-input'],
    ['path:../secret.json', 'invalid-input'],
    ['file:///etc/passwd', 'invalid-input'],
    ['upload:../../secret.json', 'file-not-found'],
    ['upload:', 'file-not-found'],
  ])('cannot have %s read', async (source, code) => {
    const answer = await rpc(under, 'import.inspect', { sources: [source] });
    expect(JSON.parse(answer.text).error.code).toBe(code);
    expect(under.engine.calls).toEqual([]);
  });

  it.each([
    ['outside', 'elsewhere.weir'],
    ['above', 'home/../secret.weir'],
    ['behind a link', 'home/link/secret.weir'],
    ['in a folder that begins like the home folder', 'home-of-somebody-else/a.weir'],
  ])('cannot open or create a workspace %s', async (_where, path) => {
    symlinkSync(under.folder, join(under.folder, 'home', 'link'));
    for (const method of ['workspace.open', 'workspace.create']) {
      const answer = await rpc(under, method, { path: join(under.folder, path) });
      expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([403, 'unauthorised']);
    }
    expect(under.engine.calls.map((call) => call.method)).not.toContain('workspace.open');
  });

  it('can open workspaces in the home folder and the recent ones', async () => {
    const recent = join(under.folder, 'elsewhere.weir');
    under.engine.recent = [recent];
    for (const path of [join(under.folder, 'home', 'a.weir'), recent]) {
      await rpc(under, 'workspace.open', { path });
      expect(under.engine.calls.at(-1)).toMatchObject({ method: 'workspace.open', params: { path } });
    }
  });

  it.each(['../secret.json', '%2e%2e%2fsecret.json', 'unknown', ''])('cannot download %j', async (ticket) => {
    const answer = await under.ask(`/download/${ticket}`);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain(secret);
  });

  it('downloads what an export ticket names, under a name that cannot break the header', async () => {
    const path = join(under.folder, 'export.csv');
    writeFileSync(path, 'a,b\n');
    under.engine.tickets.set('t1', { path, name: 'Übersicht "Q4"\r\nSet-Cookie: a=b.csv' });
    const answer = await under.ask('/download/t1');
    expect([answer.status, answer.text]).toEqual([200, 'a,b\n']);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename="[^"\r\n]*"; filename\*=UTF-8''\S+$/,
    );
  });
});

describe('uploadName', () => {
  it.each([
    ['Deals 2024.csv', 'Deals 2024.csv'],
    ['商机明细.csv', '商机明细.csv'],
    ['a/b\\c.csv', 'c.csv'],
    ['con.csv', '_con.csv'],
    ['...', 'file'],
    ['a:b|c?.csv', 'a_b_c_.csv'],
  ])('keeps %j as %j', (asked, kept) => {
    expect(uploadName(asked)).toBe(kept);
  });

  it('cuts a long name by characters and keeps its extension', () => {
    const name = uploadName(`${'報'.repeat(300)}.csv`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name).toMatch(/^報+\.csv$/);
  });
});
