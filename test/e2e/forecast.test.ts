import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './support/browser';
import { expectAccessible } from './support/expect-accessible';
import { pressEnter } from './support/keyboard';
import { screenshots } from './support/screenshots';

let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await openApp({ context: { viewport: { width: 1280, height: 800 }, locale: 'en-US' } });
  page = app.page;
  await page.waitForFunction(() => location.hash.length > 2);
  await page.goto(`${new URL(app.host.url).origin}/#/forecast?asOf=2026-05-15`);
});
afterAll(async () => {
  expect(app.pageErrors).toEqual([]);
  expect(app.foreignRequests).toEqual([]);
  await app.close();
});

const says = (text: RegExp) => page.locator('main p[aria-live]').getByText(text).waitFor({ timeout: 60_000 });
const noWider = async () => {
  const [wide, room] = await page.evaluate(() => {
    const main = document.getElementById('main');
    return [main?.scrollWidth ?? 0, main?.clientWidth ?? 0];
  });
  expect(wide).toBeLessThanOrEqual(room);
};

it('reads out the outlook, its range and what changed, and each number opens its deals', async () => {
  await says(/2026-Q2 comes to about .* \(.*–.* in eight of ten cases\): .* is won with 46 days left/);
  await says(/Since May 8, 2026 it/);
  await page.getByText('the reasons add up to the cent').waitFor();
  await page.getByRole('heading', { name: /^Deals to watch/ }).waitFor();
  await page.getByText(/the means add up to/).waitFor();
  await screenshots(page, 'forecast');
  await expectAccessible(page);
  await noWider();
  await page.getByTitle('Show the deals behind it').first().click();
  await page.getByRole('dialog').getByText(/deals/).first().waitFor();
  await page.keyboard.press('Escape');
});

it('sets a target, which the outlook, the gap and coverage follow, and takes it back', async () => {
  await page.getByText('Plan', { exact: true }).click();
  await page.getByLabel('Target of 2026-Q2').fill('5.2M');
  await page.getByLabel('Your name').first().fill('Ann');
  await page.getByRole('button', { name: 'Set target' }).click();
  await says(/the target of 5\.20M is reached in/);
  await page.getByText(/the parts add up to the cent/).waitFor();
  await page
    .getByText(/where .* was needed/)
    .first()
    .waitFor();
  await page.getByLabel('Will bring').fill('2.9M');
  await page.getByLabel('Why').fill('Two renewals are signed');
  await page.getByRole('button', { name: 'Make the call' }).click();
  await page.getByText(/Ann calls 2\.90M, the model said/).waitFor();
  await screenshots(page, 'forecast-plan');
  await expectAccessible(page);
  await noWider();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('2026-Q2 has no target').waitFor();
});

it('finds any open deal by the keyboard alone, changes it, and takes the change back', async () => {
  await page.getByRole('heading', { name: 'What if' }).waitFor();
  const find = page.getByRole('combobox', { name: 'Open deal' });
  await find.focus();
  await page.keyboard.type('a');
  await page.getByRole('option', { disabled: false }).nth(5).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const deal = await find.inputValue();
  expect(deal.length).toBeGreaterThan(1);
  await page.getByLabel('Its chance, %').fill('98');
  await page.keyboard.press('Tab');
  await pressEnter(page.getByRole('button', { name: 'Set chance' }));
  await page.getByRole('heading', { name: /^With these changes P50 moves by/ }).waitFor();
  await page.getByRole('button', { name: `Take back: ${deal} at 98%` }).waitFor();
  await pressEnter(page.getByRole('button', { name: 'Leave out' }));
  await screenshots(page, 'forecast-what-if');
  await expectAccessible(page);
  await noWider();
  // The later change of a deal takes the place of the earlier one.
  expect(await page.getByRole('list', { name: 'Changes of deals' }).getByRole('listitem').count()).toBe(1);
  await pressEnter(page.getByRole('button', { name: `Take back: ${deal} left out` }));
  await page.getByRole('list', { name: 'Changes of deals' }).waitFor({ state: 'detached' });
});

it('shows how often it was right', { timeout: 150_000 }, async () => {
  await page.getByText('Track record', { exact: true }).click();
  await page.getByText(/past outcomes lie in the 80% interval/).waitFor({ timeout: 120_000 });
  await page.getByText(/^The mean error is/).waitFor();
  await page.getByText(/as it stood/).waitFor();
  await screenshots(page, 'forecast-track');
  await noWider();
});
