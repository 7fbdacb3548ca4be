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
  await page.getByRole('link', { name: 'Changes' }).waitFor();
});
afterAll(async () => {
  expect(app.pageErrors).toEqual([]);
  expect(app.foreignRequests).toEqual([]);
  await app.close();
});

const says = (text: string | RegExp) => page.locator('main p[aria-live]').getByText(text).waitFor();
const sheet = () => page.getByRole('dialog');

it('shows what moved in the sample, and each bar, part and cell opens its deals', async () => {
  await page.getByRole('link', { name: 'Changes' }).click();
  await page.getByRole('heading', { name: 'What moved between two days?' }).waitFor();
  await says(/the open pipeline grew by 8 deals to 703 deals worth .*: 51 came in/);
  await page.getByText('the moves add up to the cent').waitFor();
  await page.getByRole('button', { name: 'Fiona Dimitrov, open at end: 127' }).waitFor();
  await screenshots(page, 'changes');
  await expectAccessible(page);
  const [wide, room] = await page.evaluate(() => {
    const main = document.getElementById('main');
    return [main?.scrollWidth ?? 0, main?.clientWidth ?? 0];
  });
  expect(wide).toBeLessThanOrEqual(room);

  const waterfall = page.getByRole('img', { name: /What came and went/ });
  await waterfall.locator('path[fill="#c2410c"]').first().click();
  await sheet().getByText('29 deals').waitFor();
  await sheet().getByRole('tab', { name: 'SQL' }).click();
  await sheet().getByText('weir.changes_narrow').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '31 deals', exact: true }).click();
  await sheet().getByText('31 deals').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Fiona Dimitrov, lost: −6' }).click();
  await sheet().getByText('6 deals').waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: '13 deals', exact: true }).click();
  await sheet().getByText('13 deals').waitFor();
  await page.keyboard.press('Escape');

  await page.getByText('Quarter to date', { exact: true }).click();
  await says('From Apr 1, 2026 to Jun 30, 2026');
  expect(page.url()).toContain('span=quarter');
  await page.getByText('Value', { exact: true }).click();
  await says('shrank by 2.04M');
  await page.getByText('Gross', { exact: true }).click();
  await page.getByText('every recorded move counts').waitFor();
  expect(page.url()).toContain('form=gross');
  await says('16 came back');
});

it('says on the overview what changed this week, and a name leads to its deal', async () => {
  await page.getByRole('link', { name: 'Overview' }).click();
  const week = page.getByRole('region', { name: 'Changed this week' });
  await week.getByRole('button', { name: '14 deals', exact: true }).click();
  await sheet().getByText('14 deals').waitFor();
  await page.keyboard.press('Escape');
  await week.getByRole('link', { name: /Opal Grove Dairies/ }).click();
  await page.getByText('Opal Grove Dairies: Atlas Platform, phase 2').first().waitFor();
  expect(page.url()).toContain('#/deals/');
});
