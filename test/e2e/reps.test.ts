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
  await page.getByRole('link', { name: 'Reps' }).waitFor();
});
afterAll(async () => {
  expect(app.pageErrors).toEqual([]);
  expect(app.foreignRequests).toEqual([]);
  await app.close();
});

const says = (text: string | RegExp) => page.locator('main p[aria-live]').getByText(text).waitFor();
const sheet = () => page.getByRole('dialog');

it('says who needs help with which stage, whether it is real, and who could help', async () => {
  await page.getByRole('link', { name: 'Reps' }).click();
  await page
    .getByRole('heading', { name: 'Who needs help with which stage, and is the difference real?' })
    .waitFor();
  await says(/brings on \d+% of deals from .*: chance does not explain it/);
  await page.getByText('Chance does not explain it (p').waitFor();
  await page.getByRole('img', { name: /Reps by stage/ }).waitFor();
  await page.getByRole('img', { name: /What is known of each rep/ }).waitFor();
  await screenshots(page, 'reps');
  await expectAccessible(page);
  const [wide, room] = await page.evaluate(() => {
    const main = document.getElementById('main');
    return [main?.scrollWidth ?? 0, main?.clientWidth ?? 0];
  });
  expect(wide).toBeLessThanOrEqual(room);
});

it('opens the deals of a figure, and keeps the rep and the stage in the address', async () => {
  const count = await page
    .getByRole('button', { name: /^\d+ deals$/ })
    .first()
    .innerText();
  await page.getByRole('button', { name: count, exact: true }).first().click();
  await sheet().getByText(count, { exact: true }).first().waitFor();
  await sheet().getByRole('tab', { name: 'SQL' }).click();
  await sheet().getByText('weir.rep_count_narrow').first().waitFor();
  await page.keyboard.press('Escape');

  await page.getByLabel('Rep', { exact: true }).first().click();
  const other = page.getByRole('option').nth(2);
  const name = await other.innerText();
  await other.click();
  await page.getByRole('heading', { name, level: 2 }).waitFor();
  expect(new URLSearchParams(page.url().split('?').at(-1)).get('rep')).toBe(name);
  await page.getByLabel('Stage of the charts').first().click();
  await page.getByRole('option', { name: 'Negotiation' }).click();
  await page.getByRole('heading', { name: 'Who brings deals on from Negotiation' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name, level: 2 }).waitFor();
  await page.getByRole('heading', { name: 'Who brings deals on from Negotiation' }).waitFor();
});

it('compares a rep before and since the day of a coaching', async () => {
  await page.getByLabel('Day of the coaching').fill('2025-03-01');
  await page.getByRole('img', { name: /Before and since a coaching/ }).waitFor();
  expect(page.url()).toContain('coached=2025-03-01');
});
