import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './support/browser';
import { expectAccessible } from './support/expect-accessible';
import { pressEnter } from './support/keyboard';
import { screenshots } from './support/screenshots';

let app: OpenApp;

beforeAll(async () => {
  app = await openApp({ context: { viewport: { width: 1280, height: 800 }, locale: 'en-US' } });
});
afterAll(async () => {
  expect(app.pageErrors).toEqual([]);
  await app.close();
});

it('the Data page says what to check in the sample, and opens exactly those deals', async () => {
  const { page } = app;
  await page.getByRole('link', { name: 'Data' }).click();
  await page.getByText('6 things to check').waitFor();
  await page.getByText('How new the files are').waitFor();
  await expectAccessible(page);
  await screenshots(page, 'quality');
  const finding = page.getByRole('listitem').filter({ hasText: 'which looks like a clean-up' });
  await pressEnter(finding.getByRole('button', { name: '215 deals' }));
  const sheet = page.getByRole('dialog');
  await sheet.getByText('215 deals', { exact: true }).first().waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => sheet.count()).toBe(0);
  const grid = page.getByRole('grid', { name: 'Fields and how full they are' });
  await grid.getByRole('row').filter({ hasText: 'Amount' }).filter({ hasText: '94' }).first().click();
  await sheet.getByText('94 deals', { exact: true }).first().waitFor();
});
