import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type OpenApp, openApp, screenshot } from './support/browser';
import { expectAccessible } from './support/expect-accessible';
import { screenshots } from './support/screenshots';

let app: OpenApp;
let page: Page;

beforeAll(async () => {
  app = await openApp({ context: { viewport: { width: 1280, height: 800 }, locale: 'en-US' } });
  page = app.page;
  await page.getByRole('link', { name: 'Deals' }).waitFor();
});
afterAll(async () => {
  expect(app.pageErrors).toEqual([]);
  expect(app.foreignRequests).toEqual([]);
  await app.close();
});

beforeEach(async () => {
  await page.goto(`${new URL(app.host.url).origin}/#/deals`);
  await row(0).waitFor();
});

const grid = () => page.getByRole('grid', { name: 'Deals' });
const row = (index: number) => grid().locator(`[data-index="${index}"]:not([aria-busy])`);
const footer = () => page.getByText(/^[\d,]+ deals?$/);
const total = async () => Number((await footer().textContent())?.replace(/\D/g, ''));

/** The texts of one column, of the rows that are drawn. */
async function column(name: string): Promise<string[]> {
  const headings = await grid().getByRole('columnheader').allTextContents();
  const at = headings.indexOf(name);
  const rows = await grid().locator('[data-index]').all();
  return Promise.all(
    rows.map(async (line) => (await line.getByRole('gridcell').nth(at).textContent()) ?? ''),
  );
}

const amounts = async () => (await column('Amount')).map((text) => Number(text.replace(/[^\d.]/g, '')));

it('lists the largest deals first and sorts by the column that is clicked', async () => {
  expect(await total()).toBeGreaterThan(6000);
  const largest = await amounts();
  expect(largest).toEqual([...largest].sort((a, b) => b - a));
  await grid().getByRole('button', { name: 'Amount' }).click();
  await expect.poll(async () => (await amounts())[0]).toBeLessThan(largest[0] ?? 0);
  const smallest = (await amounts()).filter((amount) => amount > 0);
  expect(smallest).toEqual([...smallest].sort((a, b) => a - b));
  await screenshots(page, 'deals');
  await expectAccessible(page);
});

it('narrows to a search and an outcome, both of which the address keeps', async () => {
  const all = await total();
  const account = (await column('Account')).find((name) => name !== '') ?? '';
  await page.keyboard.press('/');
  await page.keyboard.type(account);
  await expect.poll(total).toBeLessThan(all);
  expect(new Set(await column('Account'))).toEqual(new Set([account]));
  await page.getByText('Won', { exact: true }).first().click();
  await expect.poll(() => page.url()).toContain('outcome=won');
  await page.reload();
  await row(0).waitFor();
  expect(new Set(await column('Stage'))).toHaveLength(1);
  expect(await page.getByRole('searchbox', { name: 'Search deals' }).inputValue()).toBe(account);
});

it('says so when nothing matches', async () => {
  await page.getByRole('searchbox', { name: 'Search deals' }).fill('no such deal anywhere');
  await page.getByText('No deal matches').waitFor();
  await screenshot(page, 'deals-none');
});

it('says so when deals further down cannot be read, and tries again', async () => {
  const last = (await total()) - 1;
  const calls = '**/rpc/deals.list';
  await page.route(calls, (route) =>
    route.request().postDataJSON().offset > 0
      ? route.fulfill({
          body: `${JSON.stringify({ type: 'error', error: { code: 'internal', message: 'Lost' } })}\n`,
        })
      : route.continue(),
  );
  await grid().focus();
  await page.keyboard.press('End');
  const alert = page.getByRole('alert').filter({ hasText: 'Some deals could not be read' });
  await alert.waitFor();
  await page.unroute(calls);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await row(last).waitFor();
  await alert.waitFor({ state: 'detached' });
  await grid().focus();
  await page.keyboard.press('Home');
  await row(0).waitFor();
});

it('is walked by keyboard from the first deal to the last, and Enter opens one', async () => {
  const last = (await total()) - 1;
  await grid().focus();
  await page.keyboard.press('End');
  await row(last).waitFor();
  await page.keyboard.press('Home');
  await row(0).waitFor();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowDown');
  const active = grid().locator('[data-active]');
  expect(Number(await active.getAttribute('data-index'))).toBeGreaterThan(5);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  await expect.poll(() => page.url()).toContain('#/deals/');
});

it('shows a column that is chosen, and remembers it', async () => {
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Team' }).check();
  await page.keyboard.press('Escape');
  await grid().getByRole('columnheader', { name: 'Team' }).waitFor();
  await page.reload();
  await row(0).waitFor();
  await grid().getByRole('columnheader', { name: 'Team' }).waitFor();
  await page.getByRole('button', { name: 'Columns' }).click();
  await screenshot(page, 'deals-columns');
  await page.getByRole('button', { name: 'Show the usual columns' }).click();
  await expect.poll(() => grid().getByRole('columnheader', { name: 'Team' }).count()).toBe(0);
});

it('exports every deal that matches, not only those in view', async () => {
  await page.getByText('Won', { exact: true }).first().click();
  await expect.poll(() => page.url()).toContain('outcome=won');
  await expect.poll(async () => new Set(await column('Stage')).size).toBe(1);
  const expected = await total();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  const lines = csv.trimEnd().split('\n');
  expect(lines[0]).toContain('amount');
  expect(lines.length - 1).toBe(expected);
});

it('opens a deal with its stages, its changes and where they stand in the files', async () => {
  await row(0).click();
  await page.getByRole('heading', { name: 'Facts' }).waitFor();
  await page.getByRole('heading', { name: 'Time in each stage' }).waitFor();
  const changes = page.getByRole('grid', { name: 'Changes of the deal' });
  await changes.getByRole('row').nth(2).waitFor();
  expect(await changes.textContent()).toMatch(/Line \d+ of/);
  await screenshots(page, 'deal');
  await expectAccessible(page);
  await page.goBack();
  await row(0).waitFor();
});

it('says so when there is no such deal', async () => {
  await page.goto(`${new URL(app.host.url).origin}/#/deals/no%2Fsuch%20deal`);
  await page.getByText('There is no deal no/such deal on this day').waitFor();
});
