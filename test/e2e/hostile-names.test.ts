import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pages } from '../../src-renderer/app/pages';
import { hostileDeals, hostileNames } from '../engine/health/hostile-names';
import { type OpenApp, openApp } from './support/browser';

let app: OpenApp;
let page: Page;

beforeAll(async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'weir-hostile-')), 'deals.csv');
  writeFileSync(path, hostileDeals());
  app = await openApp({ args: [path] });
  page = app.page;
  await page.getByRole('link', { name: 'Deals', exact: true }).waitFor();
});
afterAll(async () => {
  await app.close();
});

const shown = hostileNames.map((name) => name.trim());

it('shows hostile names of deals and owners as they are', async () => {
  await page.getByRole('link', { name: 'Health' }).click();
  const list = page.getByRole('table', { name: 'Work list' });
  await list.waitFor();
  const listed = await list.innerText();
  for (const name of shown) expect(listed).toContain(name);
  await page.getByRole('link', { name: 'Deals', exact: true }).click();
  const grid = page.getByRole('grid', { name: 'Deals' });
  await grid.getByText(shown[0]!).first().waitFor();
  const deals = await grid.innerText();
  for (const name of shown) expect(deals).toContain(name);
});

it('runs none of them on any page, in its tips or broken down by owner', async () => {
  for (const { path } of pages) {
    await page.goto(new URL(`/#${path}?by=owner&across=owner`, app.host.url).href);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
    await hoverOverCharts();
    expect(await page.locator('img[src="x"]').count(), path).toBe(0);
  }
  expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  expect(app.pageErrors).toEqual([]);
  expect(app.foreignRequests).toEqual([]);
});

/** Tips of charts are HTML: the pointer goes over each chart in steps. */
async function hoverOverCharts(): Promise<void> {
  for (const chart of await page.locator('main svg[width]').all()) {
    const box = await chart.boundingBox();
    if (!box || box.width < 200) continue;
    await chart.scrollIntoViewIfNeeded();
    const at = (await chart.boundingBox()) ?? box;
    for (let step = 1; step < 8; step++) {
      await page.mouse.move(at.x + (at.width * step) / 8, at.y + (at.height * step) / 8);
    }
  }
}
