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
  await page.getByRole('link', { name: 'Health' }).waitFor();
});
afterAll(async () => {
  expect(app.pageErrors).toEqual([]);
  expect(app.foreignRequests).toEqual([]);
  await app.close();
});

const sheet = () => page.getByRole('dialog');

it('tells on the overview what needs attention, and opens its deals', async () => {
  const card = page.getByRole('region', { name: /Needs attention/ });
  await card.getByRole('button', { name: 'Stale deals' }).click();
  await sheet()
    .getByText(/deals$/)
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
  await card.getByRole('link', { name: 'All checks and lists in Health' }).click();
  await page.getByRole('heading', { name: 'What is stuck, and what needs attention?' }).waitFor();
});

it('shows checks, strips, lists and the record of limits, and opens the deals behind', async () => {
  await page
    .locator('main p[aria-live]')
    .getByText(/Of \d+ open deals \d+ are stale/)
    .waitFor();
  await page.getByRole('table', { name: 'Work list' }).waitFor();
  await page.getByRole('table', { name: 'How the limits would have done on past quarters' }).waitFor();
  await page.getByRole('button', { name: /As of/ }).first().waitFor();
  await screenshots(page, 'health');
  await expectAccessible(page);
  const [wide, room] = await page.evaluate(() => {
    const main = document.getElementById('main');
    return [main?.scrollWidth ?? 0, main?.clientWidth ?? 0];
  });
  expect(wide).toBeLessThanOrEqual(room);
  await page.getByRole('button', { name: 'Overdue next steps' }).click();
  const shown = await page
    .getByRole('listitem')
    .filter({ hasText: 'Overdue next steps' })
    .first()
    .innerText();
  const count = /^(\d+)$/m.exec(shown)?.[1];
  await sheet().getByText(`${count} deals`).waitFor();
  await page.keyboard.press('Escape');
});

it('follows the chosen limit and writes a list', async () => {
  const sentence = page.locator('main p[aria-live]');
  const learned = await sentence.innerText();
  await page
    .getByRole('radiogroup', { name: /Days in a stage/ })
    .getByText('90')
    .click();
  await expect.poll(() => sentence.innerText()).not.toBe(learned);
  await page.getByText('Clean-up', { exact: true }).click();
  await page.getByRole('table', { name: 'Clean-up' }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export Excel' }).click();
  expect((await download).suggestedFilename()).toBe('cleanup.xlsx');
});
