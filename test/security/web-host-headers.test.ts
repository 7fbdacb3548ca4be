import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '#shared/contract/csp';
import { type HostUnderTest, startHostUnderTest } from './host-under-test';

const policy = (nonce: string) => contentSecurityPolicy(nonce);

describe('every answer of the web host', () => {
  let under: HostUnderTest;
  beforeAll(async () => {
    under = await startHostUnderTest();
  });
  afterAll(() => under.close());

  it.each([
    ['the page', 'GET', '/', {}],
    ['a file', 'GET', '/assets/main-Ab12.js', {}],
    ['a missing file', 'GET', '/assets/none.js', {}],
    ['an attack on the path', 'GET', '/..%2fsecret.json', {}],
    ['a page address', 'GET', '/funnel', {}],
    ['a call', 'POST', '/rpc/workspace.close', { 'content-type': 'application/json' }],
    ['an unknown call', 'POST', '/rpc/none', { 'content-type': 'application/json' }],
    ['an upload', 'PUT', '/upload?name=a.csv', {}],
    ['a missing download', 'GET', '/download/none', {}],
    ['a wrong method', 'DELETE', '/upload', {}],
    ['a stranger', 'GET', '/', { cookie: 'none' }],
    ['a foreign host name', 'GET', '/', { host: 'evil.example' }],
    ['a foreign origin', 'POST', '/rpc/sql.run', { origin: 'http://evil.example' }],
    ['health', 'GET', '/health', {}],
  ])('to %s carries the policy and forbids sniffing', async (_what, method, path, headers) => {
    const answer = await under.ask(path, { method, headers });
    const found = String(answer.headers['content-security-policy']);
    const nonce = /'nonce-([^']{16,})'/.exec(found)?.[1] ?? '';
    expect(found).toBe(policy(nonce));
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.headers['x-powered-by']).toBeUndefined();
  });

  it('gives each load of the page a nonce of its own, the one that its policy names', async () => {
    const loads = [await under.ask('/'), await under.ask('/')];
    const nonces = loads.map(({ text }) => /content="([^"]+)"/.exec(text)?.[1] ?? '');
    expect(nonces[0]).not.toBe(nonces[1]);
    for (const [index, load] of loads.entries()) {
      expect(load.headers['content-security-policy']).toBe(policy(nonces[index] ?? ''));
      expect(load.text).not.toContain('__WEIR_NONCE__');
    }
  });

  it('lets only files with a hash in their name be kept', async () => {
    expect((await under.ask('/assets/main-Ab12.js')).headers['cache-control']).toContain('immutable');
    expect((await under.ask('/')).headers['cache-control']).toBe('no-store');
    expect((await under.ask('/assets/none.js')).headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['POST', '/', 'GET, HEAD'],
    ['PUT', '/assets/main-Ab12.js', 'GET, HEAD'],
    ['GET', '/rpc/sql.run', 'POST'],
    ['POST', '/upload', 'PUT'],
    ['DELETE', '/download/1', 'GET, HEAD'],
    ['TRACE', '/', 'GET, HEAD'],
    ['POST', '/health', 'GET, HEAD'],
  ])('to %s %s says which methods there are', async (method, path, allow) => {
    const answer = await under.ask(path, { method });
    expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
  });

  it.each([
    ['huge headers', `GET / HTTP/1.1\r\nHost: HOST\r\nX-Big: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
    ['a broken request line', 'NONSENSE\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
  ])('refuses %s, with the policy too', async (_what, text, status) => {
    const answer = await under.raw(text.replace('HOST', `127.0.0.1:${under.port}`));
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain("content-security-policy: default-src 'none'");
    expect((await under.ask('/health')).status, 'and goes on').toBe(200);
  });

  it('refuses parameters that are too large, not JSON, or not an object', async () => {
    const headers = { 'content-type': 'application/json' };
    for (const body of ['{', '[]', '"x"', '1', `{"sql":"${'x'.repeat(9 * 1024 * 1024)}"}`]) {
      const answer = await under.ask('/rpc/sql.run', { method: 'POST', headers, body });
      expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([400, 'invalid-input']);
    }
  });
});
