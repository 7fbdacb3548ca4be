import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HostUnderTest, secret, startHostUnderTest } from './host-under-test';
import { pathAttacks } from './path-attacks';

describe('the web host serves its own folder only', () => {
  let under: HostUnderTest;
  beforeAll(async () => {
    under = await startHostUnderTest();
  });
  afterAll(() => under.close());

  it.each(pathAttacks)('GET %s finds nothing', async (path) => {
    const answer = await under.ask(path);
    expect([303, 400, 404]).toContain(answer.status);
    expect(answer.text).not.toContain(secret);
    expect(answer.text).not.toContain('root:');
  });

  it('does not follow an absolute address in the request line', async () => {
    const lines = [`GET http://127.0.0.1/../secret.json HTTP/1.1`, `Host: 127.0.0.1:${under.port}`];
    const answer = await under.raw(
      `${lines.join('\r\n')}\r\nCookie: ${under.cookie}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).not.toContain(secret);
  });

  it('serves the page and its files', async () => {
    expect((await under.ask('/')).text).toContain('csp-nonce');
    expect((await under.ask('/index.html')).status).toBe(200);
    expect((await under.ask('/assets/main-Ab12.js')).text).toBe('export {};');
    expect((await under.ask('/assets/main-Ab12.js')).headers['content-type']).toMatch(/^text\/javascript/);
  });

  it('sends a typed page address to the page behind the #', async () => {
    const answer = await under.ask('/funnel');
    expect([answer.status, answer.headers.location]).toEqual([303, '/#/funnel']);
    const controlled = await under.ask('/funnel?section=moves&by=owner');
    expect(controlled.headers.location).toBe('/#/funnel?section=moves&by=owner');
  });
});
