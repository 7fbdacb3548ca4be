import { expect, it } from 'vitest';
import { launchBrowser } from './support/launch-browser';

it('draws a page in a real browser', async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.setContent('<title>Weir</title><h1>Funnel</h1>');
  expect(await page.title()).toBe('Weir');
  expect((await page.screenshot()).byteLength).toBeGreaterThan(1000);
  await browser.close();
});
