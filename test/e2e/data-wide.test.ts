import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './support/browser';
import { expectAccessible } from './support/expect-accessible';
import { chooseFiles, newWorkspace } from './support/import-files';
import { pressEnter } from './support/keyboard';
import { screenshots } from './support/screenshots';

let folder: string;
let app: OpenApp;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-wide-'));
  app = await openApp({
    isEmpty: true,
    context: { viewport: { width: 1280, height: 800 }, locale: 'en-US' },
  });
  page = app.page;
  page.setDefaultTimeout(45_000);
  await newWorkspace(app);
});
afterAll(async () => {
  expect(app.pageErrors).toEqual([]);
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const columns = 300;
const stages = 500;

function wideList(): string {
  const extra = Array.from({ length: columns - 5 }, (_, at) => `Custom ${at + 1}`);
  const rows = Array.from({ length: 60 }, (_, i) => {
    const own = [`D${i}`, `Rep ${i % 9}`, `Step ${i % 3}`, i * 10, '2024-01-05'];
    return [...own, ...extra.map((_, at) => `v${(i + at) % 50}`)].join(',');
  });
  return `${['Deal ID,Owner,Stage,Amount,Created Date', ...extra].join(',')}\n${rows.join('\n')}\n`;
}

function manyStages(): string {
  const rows = Array.from(
    { length: 2000 },
    (_, i) => `D${i},Rep ${i % 9},Step ${(i % stages) + 1},${i * 10},2024-01-05`,
  );
  return `Deal ID,Owner,Stage,Amount,Created Date\n${rows.join('\n')}\n`;
}

const times: Record<string, number> = {};
afterAll(() => console.log('Longest tasks in ms', JSON.stringify(times)));

/** Presses a key again and again; the longest task of the page meanwhile, in ms. */
async function longestTask(press: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen: number[] = [];
    const observer = new PerformanceObserver((list) =>
      seen.push(...list.getEntries().map((e) => e.duration)),
    );
    observer.observe({ type: 'longtask' });
    Object.assign(window, { longTasks: () => [...seen, ...observer.takeRecords().map((e) => e.duration)] });
  });
  await press();
  return page.evaluate(() => Math.max(0, ...(window as unknown as { longTasks(): number[] }).longTasks()));
}

const repeat = async (key: string, times: number) => {
  for (let i = 0; i < times; i += 1) await page.keyboard.press(key);
};

/** Walks the stages and moves the first one to the end by keyboard; how many there are. */
async function moveStages(where: string): Promise<number> {
  const list = page.getByRole('list', { name: 'Stages in order' });
  expect(await list.getByRole('listitem').count()).toBeLessThan(30);
  const down = list.getByRole('button', { name: / down$/ }).first();
  const label = (await down.getAttribute('aria-label')) ?? '';
  const moved = page.getByRole('button', { name: label, exact: true });
  const item = list.getByRole('listitem').filter({ has: moved });
  const count = Number(await item.getAttribute('aria-setsize'));
  const stands = (place: number) =>
    expect.poll(() => item.getAttribute('aria-posinset'), { timeout: 40_000 }).toBe(String(place));
  await down.focus();
  times[`${where} tab`] = await longestTask(() => repeat('Tab', 30));
  await moved.focus();
  times[`${where} move`] = await longestTask(async () => {
    await page.keyboard.press('Enter');
    await stands(2);
  });
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await expect.poll(focused, { timeout: 40_000 }).toBe(label);
  times[`${where} to the end`] = await longestTask(async () => {
    await page.keyboard.press('Alt+End');
    await stands(count);
  });
  // At the end there is no way further down.
  const up = label.replace(/ down$/, ' up');
  await expect.poll(focused, { timeout: 40_000 }).toBe(up);
  await page.keyboard.press('Alt+Home');
  await stands(1);
  await expect.poll(focused, { timeout: 40_000 }).toBe(label);
  return count;
}

it('a file of 300 columns is looked through by keyboard, with the rows in view drawn alone', async () => {
  const path = join(folder, 'wide.csv');
  await writeFile(path, wideList());
  await chooseFiles(page, [path]);
  const table = page.getByRole('grid', { name: 'Columns of wide.csv' });
  await table.waitFor();
  expect(await table.getAttribute('aria-rowcount')).toBe(String(columns + 1));
  expect(await table.getByRole('row').count()).toBeLessThan(30);
  await table.focus();
  times.columns = await longestTask(async () => {
    await repeat('ArrowDown', 20);
    await repeat('PageDown', 10);
    await page.keyboard.press('End');
  });
  await table.getByText(`Custom ${columns - 5}`, { exact: true }).waitFor();
  await screenshots(page, 'data-wide');
  await page.getByRole('tab', { name: 'First rows' }).focus();
  times['open the first rows'] = await longestTask(() => page.keyboard.press('Enter'));
  const rows = page.getByRole('grid', { name: 'First rows of wide.csv' });
  await rows.waitFor();
  await rows.focus();
  const cells = rows.getByRole('gridcell');
  expect(await rows.getAttribute('aria-colcount')).toBe(String(columns));
  expect(await rows.getByRole('columnheader').count()).toBeLessThan(40);
  expect(await cells.first().getAttribute('aria-colindex')).toBe('1');
  times['first rows'] = await longestTask(async () => {
    await repeat('ArrowDown', 20);
    await repeat('ArrowRight', 30);
  });
  await rows.evaluate((grid) => grid.scrollTo({ left: grid.scrollWidth }));
  await rows.getByRole('columnheader', { name: `Custom ${columns - 5}`, exact: true }).waitFor();
  expect(await cells.last().getAttribute('aria-colindex')).toBe(String(columns));
  await expectAccessible(page);
  await pressEnter(page.getByRole('button', { name: 'Discard' }));
  await page.getByText('Nothing is imported yet.').waitFor();
});

it('hundreds of stages are put in order by keyboard, with those in view drawn alone', async () => {
  const path = join(folder, 'stages.csv');
  await writeFile(path, manyStages());
  await chooseFiles(page, [path]);
  await page.getByRole('list', { name: 'Stages in order' }).waitFor();
  expect(await moveStages('review')).toBe(stages);
  await screenshots(page, 'data-stages');
  await expectAccessible(page);
  await pressEnter(page.getByRole('button', { name: 'Import 1 file' }));
  await page.getByText('2,000 deals from 1 file imported').waitFor();
  await page.getByText('Settings of this workspace').waitFor();
  const list = page.getByRole('list', { name: 'Stages in order' });
  expect(await list.getByRole('listitem').first().getAttribute('aria-setsize')).toBe(String(stages));
  expect(await list.getByRole('listitem').count()).toBeLessThan(30);
  expect(await moveStages('loaded')).toBe(stages);
}, 120_000);
