import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './support/browser';
import { expectAccessible } from './support/expect-accessible';
import { screenshots } from './support/screenshots';

let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await openApp({ context: { viewport: { width: 1280, height: 800 }, locale: 'en-US' } });
  page = app.page;
  await page.getByRole('link', { name: 'Leads & activity' }).click();
});
afterAll(async () => {
  expect(app.pageErrors).toEqual([]);
  expect(app.foreignRequests).toEqual([]);
  await app.close();
});

const answer = () => page.locator('main p[aria-live]');
const sheet = () => page.getByRole('dialog');

it('shows how leads become customers and how deals are worked, and numbers open their deals', async () => {
  await page.getByRole('heading', { name: /How do leads become customers/ }).waitFor();
  await answer()
    .getByText(/leads, [\d,]+ became customers so far .* referral .* handed to a rep within 30 minutes/)
    .waitFor();
  await page.getByRole('img', { name: /When people answer/ }).waitFor();
  await screenshots(page, 'leads');
  await expectAccessible(page);
  const [wide, room] = await page.evaluate(() => {
    const main = document.getElementById('main');
    return [main?.scrollWidth ?? 0, main?.clientWidth ?? 0];
  });
  expect(wide).toBeLessThanOrEqual(room);

  await page
    .getByRole('button', { name: /^\d+\.\d%$/ })
    .first()
    .click();
  await sheet()
    .getByText(/^[\d,]+ deals$/)
    .waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More about Deals won, by touches' }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await page.getByRole('button', { name: '2–3', exact: true }).click();
  await sheet()
    .getByText(/^[\d,]+ deals$/)
    .waitFor();
  await sheet().getByRole('tab', { name: 'SQL' }).click();
  await sheet().getByText('weir.activities_whole').first().waitFor();
  await page.keyboard.press('Escape');

  await page.getByText('Source', { exact: true }).click();
  await page.getByRole('heading', { name: 'From lead to customer, by source' }).waitFor();
  await page.getByRole('textbox', { name: 'Minutes that a hand-off may take' }).fill('120');
  await answer()
    .getByText(/within 120 minutes/)
    .waitFor();
});
