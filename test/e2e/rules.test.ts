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
  await page.getByRole('link', { name: 'Rules' }).click();
});
afterAll(async () => {
  expect(app.pageErrors).toEqual([]);
  expect(app.foreignRequests).toEqual([]);
  await app.close();
});

const answer = () => page.locator('main p[aria-live]');
const sheet = () => page.getByRole('dialog');

it('counts open deals down, says what a pack would have taken, and keeps a changed pack', async () => {
  await page.getByRole('heading', { name: 'Which deals do the rules take?' }).waitFor();
  await answer()
    .getByText(/Of 703 open deals, \d+ have reached a limit .* were won/)
    .waitFor();
  await screenshots(page, 'rules');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'More about Days that the rules leave to open deals' }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await page.getByRole('button', { name: /^Nearest of all, Limit reached: \d+$/ }).click();
  await sheet()
    .getByText(/^\d+ deals$/)
    .waitFor();
  await sheet().getByRole('tab', { name: 'SQL' }).click();
  await sheet().getByText('weir.due_no_follow_up_narrow').first().waitFor();
  await page.keyboard.press('Escape');

  const before = await answer().textContent();
  await page.getByRole('textbox', { name: 'Limit in days' }).first().fill('30');
  await page.getByRole('heading', { name: 'Public pool (公海), changed' }).waitFor();
  await expect.poll(() => answer().textContent()).not.toBe(before);
  await page.getByRole('button', { name: 'Save pack' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('<b>Ours</b>');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: '<b>Ours</b>', exact: true }).click();
  await page.getByRole('heading', { name: '<b>Ours</b>' }).waitFor();
});
