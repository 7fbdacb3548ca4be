import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HostUnderTest, rpc, startHostUnderTest } from './host-under-test';

describe('the web host refuses requests that other sites make with the session of the page', () => {
  let under: HostUnderTest;
  beforeAll(async () => {
    under = await startHostUnderTest();
  });
  beforeEach(() => {
    under.engine.calls.length = 0;
  });
  afterAll(() => under.close());

  it.each([
    'evil.example',
    'evil.example:4733',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost',
    '0.0.0.0:PORT',
    '127.0.0.1.nip.io:PORT',
    'user@127.0.0.1:PORT',
    '[::1]:PORT',
  ])('under the host name %s (DNS rebinding)', async (name) => {
    const host = name.replace('PORT', String(under.port));
    const answer = await under.ask('/', { headers: { host } });
    expect(answer.status).toBe(403);
    expect((await under.ask('/health', { headers: { host } })).status).toBe(403);
  });

  it('without any host name', async () => {
    const answer = await under.raw(`GET / HTTP/1.0\r\nCookie: ${under.cookie}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 403 /);
  });

  it.each([
    'http://evil.example',
    'null',
    'http://127.0.0.1',
    'http://localhost:1',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1:PORT.evil.example',
    '',
  ])('from the origin "%s"', async (name) => {
    const origin = name.replace('PORT', String(under.port));
    const answer = await rpc(under, 'sql.run', { sql: 'SELECT 1' }, { origin });
    expect(answer.status).toBe(403);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(under.engine.calls).toEqual([]);
  });

  it.each(['cross-site', 'same-site', 'anything'])('marked %s by the browser', async (site) => {
    const answer = await rpc(under, 'sql.run', { sql: 'SELECT 1' }, { 'sec-fetch-site': site });
    expect(answer.status).toBe(403);
    expect(under.engine.calls).toEqual([]);
  });

  it('as a form of another site would send them', async () => {
    const headers = { 'content-type': 'text/plain' };
    const answer = await under.ask('/rpc/sql.run', { method: 'POST', headers, body: '{"sql":"SELECT 1"}' });
    expect(answer.status).toBe(400);
    expect(under.engine.calls).toEqual([]);
  });

  it('as a preflight', async () => {
    const headers = { origin: 'http://evil.example', 'access-control-request-method': 'POST' };
    const answer = await under.ask('/rpc/sql.run', { method: 'OPTIONS', headers, signedIn: false });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it.each(['/assets/main-Ab12.js', '/download/1'])('to embed or fetch %s', async (path) => {
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'no-cors',
      'sec-fetch-dest': 'script',
    };
    expect((await under.ask(path, { headers })).status).toBe(403);
  });

  it('but lets a link elsewhere open the page, and moves on without a redirect', async () => {
    const fresh = await startHostUnderTest();
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    const { search } = new URL(fresh.host.url);
    const answer = await fresh.ask(`/${search}`, { headers });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('http-equiv="refresh" content="0;url=/"');
    await fresh.close();
  });

  it('and answers its own page', async () => {
    const origin = `http://127.0.0.1:${under.port}`;
    const answer = await rpc(
      under,
      'sql.run',
      { sql: 'SELECT 1' },
      { origin, 'sec-fetch-site': 'same-origin' },
    );
    expect(answer.status).toBe(200);
  });
});
