import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenApp, openApp, screenshot } from '../e2e/support/browser';

const addresses = ['/overview', '/funnel', '/velocity', '/deals', '/data', '/start'];

describe('the page in a real browser', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp({ isFirstStart: true });
  });
  afterAll(() => app?.close());

  it.each(addresses)('keeps the policy and asks nobody but its host at %s', async (address) => {
    const origin = new URL(app.host.url).origin;
    await app.page.goto(`${origin}/#${address}`);
    await app.page.waitForLoadState('networkidle');
    expect(app.pageErrors).toEqual([]);
    await app.page.locator('h1, h2').first().waitFor();
    expect(app.pageErrors).toEqual([]);
    expect(app.foreignRequests).toEqual([]);
  });

  it('cannot reach another site or run inline script, however it tries', async () => {
    const outcome = await app.page.evaluate(async () => {
      const reached = await fetch('https://example.com/').then(
        () => 'reached',
        () => 'refused',
      );
      const script = document.createElement('script');
      script.textContent = 'window.ranInline = true';
      document.body.append(script);
      const image = new Image();
      const picture = new Promise((resolve) => {
        image.onload = () => resolve('loaded');
        image.onerror = () => resolve('refused');
      });
      image.src = 'https://example.com/pixel.png';
      return { reached, inline: 'ranInline' in window, picture: await picture };
    });
    expect(outcome).toEqual({ reached: 'refused', inline: false, picture: 'refused' });
    app.pageErrors.length = 0;
  });

  it('has left the token behind and hides its cookie from scripts', async () => {
    expect(app.page.url()).not.toContain('token');
    expect(await app.page.evaluate(() => document.cookie)).toBe('');
    await screenshot(app.page, 'web-host');
  });
});
