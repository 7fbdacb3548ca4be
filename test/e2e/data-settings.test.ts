import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type OpenApp, openApp } from './support/browser';
import { expectAccessible } from './support/expect-accessible';
import { importFiles, newWorkspace } from './support/import-files';
import { pressEnter } from './support/keyboard';
import { screenshots } from './support/screenshots';

let folder: string;
let app: OpenApp;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-settings-'));
  app = await openApp({
    isEmpty: true,
    context: { viewport: { width: 1280, height: 800 }, locale: 'en-US' },
  });
  page = app.page;
  page.setDefaultTimeout(30_000);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => newWorkspace(app));
afterEach(() => expect(app.pageErrors.splice(0)).toEqual([]));

const settings = () => page.getByRole('region', { name: 'Settings of this workspace' });
const lines = (...rows: string[]) => `${rows.join('\n')}\n`;

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** Picks an option of a drop-down by keyboard alone. */
async function pick(label: string, typed: string) {
  const box = settings().getByRole('combobox', { name: label });
  await expect.poll(() => box.isEnabled()).toBe(true);
  await box.focus();
  await page.keyboard.press('Enter');
  const option = page.getByRole('option', { name: typed, exact: true });
  await option.waitFor();
  for (let presses = 0; presses < 30; presses += 1) {
    if ((await option.getAttribute('data-combobox-selected')) !== null) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}

it('leaves out deals that left the newest list, by keyboard, and takes that back', async () => {
  const head = 'Deal ID,Deal Name,Owner,Stage,Amount,Created Date';
  const row = (id: string) => `${id},Deal ${id},Rep,Demo,100,2024-01-05`;
  const may = await file('deals-2024-05-06.csv', lines(head, row('A'), row('B'), row('C')));
  const june = await file('deals-2024-06-03.csv', lines(head, row('A'), row('B')));
  await importFiles(page, [may, june]);
  await page.getByText(/^3 deals from 1 import/).waitFor();

  await pick('Deals that left the newest whole list', 'Left out');
  await settings().getByText('Saved: Left out. Before: Kept.').waitFor();
  await page.getByText(/^2 deals from 1 import/).waitFor();
  await expectAccessible(page);
  await settings().scrollIntoViewIfNeeded();
  await screenshots(page, 'data-settings');

  await pressEnter(settings().getByRole('button', { name: 'Undo' }));
  await page.getByText(/^3 deals from 1 import/).waitFor();
  await expect
    .poll(() =>
      settings().getByRole('combobox', { name: 'Deals that left the newest whole list' }).inputValue(),
    )
    .toBe('Kept');
});

it('moves times with an offset to the days of another time zone', async () => {
  const path = await file(
    'zoned.csv',
    lines(
      'Deal ID,Owner,Stage,Amount,Created Date',
      'A,Rep,Demo,100,2024-05-06T20:00:00Z',
      'B,Rep,Demo,100,2024-05-01T08:00:00Z',
    ),
  );
  await importFiles(page, [path]);
  await page.getByText(/up to May 6, 2024/).waitFor();
  const zone = settings().getByRole('combobox', { name: 'Time zone' });
  await zone.focus();
  await zone.fill('seoul');
  await page.getByRole('option', { name: 'Asia/Seoul' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await settings().getByText('Saved: Asia/Seoul. Before: UTC.').waitFor();
  await page.getByText(/up to May 7, 2024/).waitFor();
});

it('begins the fiscal year in another month, and keeps it', async () => {
  const path = await file(
    'year.csv',
    lines('Deal ID,Owner,Stage,Amount,Created Date', 'A,Rep,Demo,100,2024-05-06'),
  );
  await importFiles(page, [path]);
  await pick('Fiscal year begins in', 'April');
  await settings().getByText('Saved: April. Before: January.').waitFor();
  await page.reload();
  await expect
    .poll(() => settings().getByRole('combobox', { name: 'Fiscal year begins in' }).inputValue())
    .toBe('April');
});
