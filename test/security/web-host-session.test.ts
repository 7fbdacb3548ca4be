import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWebHost } from '../../src-main/hosts/web/start-web-host';
import { signIn } from '../contract/sign-in';
import { type HostUnderTest, rpc, startHostUnderTest } from './host-under-test';

describe('the web host answers only who opened its address', () => {
  let under: HostUnderTest;
  beforeEach(async () => {
    under = await startHostUnderTest();
  });
  afterEach(() => under.close());

  it.each([
    ['GET', '/'],
    ['GET', '/index.html'],
    ['GET', '/assets/main-Ab12.js'],
    ['GET', '/download/1'],
    ['PUT', '/upload?name=a.csv'],
    ['POST', '/rpc/sql.run'],
    ['GET', '/?token='],
    ['GET', '/?token=guess'],
    ['POST', '/?token=guess'],
  ])('refuses %s %s without a session', async (method, path) => {
    const answer = await under.ask(path, { method, signedIn: false });
    expect(answer.status).toBe(401);
    expect(under.engine.calls).toEqual([]);
  });

  it('refuses a forged, a cut and an empty cookie', async () => {
    const name = `weir_${under.port}`;
    const cut = under.cookie.slice(0, -1);
    for (const cookie of [
      `${name}=`,
      `${name}=guess`,
      cut,
      `${name}=undefined`,
      under.cookie.replace('weir', 'x'),
    ]) {
      expect((await under.ask('/', { headers: { cookie }, signedIn: false })).status).toBe(401);
    }
  });

  it('signs in once with one address', async () => {
    const { url } = under.host;
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(401);
  });

  it('leads who is signed in already from a used address to the page', async () => {
    const { search } = new URL(under.host.url);
    const answer = await under.ask(`/${search}`);
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('sets a cookie that scripts cannot read and other sites do not send', async () => {
    const next: string[] = [];
    const { engine } = under;
    const host = await startWebHost({
      engine,
      rendererRoot: under.folder,
      onAddressUsed: (url) => next.push(url),
    });
    const response = await fetch(host.url, { redirect: 'manual' });
    expect(response.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect(response.headers.get('location')).toBe('/');
    const again = await fetch(String(next[0]), { redirect: 'manual' });
    expect(again.status, 'the next address signs in another browser').toBe(303);
    await host.close();
  });

  it('does not take the cookie of a host that has ended', async () => {
    const stolen = under.cookie;
    await under.close();
    const next = await startWebHost({ engine: under.engine, rendererRoot: under.folder, port: under.port });
    const answer = await under.ask('/', { headers: { cookie: stolen }, signedIn: false });
    await next.close();
    expect(answer.status).toBe(401);
  });

  it('does not take the cookie of another host on this machine', async () => {
    const other = await startHostUnderTest();
    const cookie = await signIn((await startNext(other)).url);
    expect((await under.ask('/', { headers: { cookie }, signedIn: false })).status).toBe(401);
    await other.close();
  });

  it('leaves the session of another host in the same browser alone', async () => {
    const other = await startHostUnderTest();
    const both = `${under.cookie}; ${other.cookie}`;
    for (const host of [under, other]) {
      expect((await host.ask('/', { headers: { cookie: both }, signedIn: false })).status).toBe(200);
    }
    expect(under.cookie.split('=')[0]).not.toBe(other.cookie.split('=')[0]);
    await other.close();
  });

  it('tells its health to anybody on this machine, and nothing more', async () => {
    const answer = await under.ask('/health', { signedIn: false });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { ok: true }]);
  });

  it('answers the page that is signed in', async () => {
    expect((await rpc(under, 'workspace.close', {})).status).toBe(200);
  });
});

async function startNext(other: HostUnderTest) {
  return startWebHost({ engine: other.engine, rendererRoot: other.folder });
}
