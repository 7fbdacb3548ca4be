import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeSample } from '#generate/index';
import { type OpenApp, openApp, screenshot } from './support/browser';
import { expectAccessible } from './support/expect-accessible';
import { chooseFiles, newWorkspace } from './support/import-files';
import { screenshots } from './support/screenshots';

const maven = join(import.meta.dirname, '../../../shared/data/maven');
const mavenFiles = ['sales_pipeline', 'products', 'accounts', 'sales_teams'].map((name) =>
  join(maven, `${name}.csv`),
);
if (!existsSync(maven)) console.log(`Skipped: there is no Maven export at ${maven}`);

let folder: string;
let app: OpenApp;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-import-'));
  app = await openApp({
    isEmpty: true,
    context: { viewport: { width: 1280, height: 800 }, locale: 'en-US' },
  });
  page = app.page;
  // The browser's own dialog is taken over while somebody listens; a key press does not wait for that to begin.
  page.on('filechooser', () => undefined);
});
afterAll(async () => {
  expect(app.foreignRequests).toEqual([]);
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => newWorkspace(app));
afterEach(() => expect(app.pageErrors.splice(0)).toEqual([]));

const choose = (files: string[]) => chooseFiles(page, files);

const files = () => page.getByRole('tablist', { name: 'Files' });
const importButton = () => page.getByRole('button', { name: /^Import \d+ files?$/ });

describe.skipIf(!existsSync(maven))('the four Maven files', () => {
  it('are recognised, joined, loaded and taken out again', async () => {
    await choose(mavenFiles);
    await files().waitFor();
    const cards = await files().getByRole('tab').allInnerTexts();
    expect(cards.map((text) => text.split('\n')[1])).toEqual(['Deals', 'Products', 'Accounts', 'Owners']);
    expect(cards[0]).toContain('8,800 rows load');

    await page.getByText('1,480 rows of sales_pipeline.csv').waitFor();
    await page.getByRole('button', { name: 'Treat as the same' }).click();
    await page.getByText('1,480 rows of sales_pipeline.csv are joined as GTX Pro.').waitFor();
    await screenshots(page, 'data-review');
    await expectAccessible(page);

    await importButton().click();
    await page.getByText('8,800 deals from 4 files imported').waitFor();
    await page.getByText('8,800 deals from 1 import').waitFor();
    await screenshots(page, 'data');
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Show the deals' }).click();
    await page.getByRole('heading', { name: 'Which deals are these?' }).waitFor();
    await page.getByText('8,800 deals, worth').waitFor();

    await page.getByRole('link', { name: 'Data', exact: true }).click();
    await page.getByRole('button', { name: 'Undo import' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo import' }).click();
    await page.getByText('Nothing is imported yet.').waitFor();
  });

  it('can be dropped anywhere on the window', async () => {
    const text = await readFile(join(maven, 'sales_pipeline.csv'), 'utf8');
    await page.getByRole('link', { name: 'Deals' }).click();
    await page.getByRole('heading', { name: 'Which deals are these?' }).waitFor();
    const transfer = await page.evaluateHandle((csv) => {
      const data = new DataTransfer();
      data.items.add(new File([csv], 'sales_pipeline.csv'));
      return data;
    }, text);
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    await page.getByText('Drop files or a folder to read them.').waitFor();
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await files().waitFor();
    expect(await files().getByRole('tab').count()).toBe(1);
  });

  it('follow a corrected column at once, and a discard leaves nothing', async () => {
    await choose(mavenFiles.slice(0, 1));
    await files().waitFor();
    const field = page.getByRole('combobox', { name: 'Field for close_date' });
    expect(await field.inputValue()).toBe('Closed');
    await field.click();
    await page.getByRole('option', { name: 'Keep as an extra field' }).click();
    await expect.poll(() => field.inputValue()).toBe('Keep as an extra field');

    await page.getByRole('button', { name: 'Move Engaging up' }).click();
    const stages = page.getByRole('list', { name: 'Stages in order' }).getByRole('listitem');
    await expect.poll(() => stages.first().textContent()).toContain('Engaging');

    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Nothing is imported yet.').waitFor();
  });
});

it('asks for the day and month order that a file cannot prove, and loads once it is told', async () => {
  const path = join(folder, 'ambiguous.csv');
  const rows = ['Deal ID,Owner,Stage,Amount,Created Date,Close Date'];
  for (let i = 1; i <= 9; i += 1) rows.push(`D${i},Rep ${i % 3},Won,${i}00,0${i}/02/2024,0${i}/07/2024`);
  await writeFile(path, `${rows.join('\n')}\n`);
  await choose([path]);
  const question = page.getByRole('region', { name: 'Questions to answer' });
  await question.waitFor();
  expect(await importButton().isDisabled()).toBe(true);
  await screenshot(page, 'data-question');
  await question.getByRole('button').first().click();
  await expect.poll(() => importButton().isEnabled()).toBe(true);
  await importButton().click();
  await page.getByText('9 deals from 1 file imported').waitFor();
});

it('shows each rejected row with its line and reason', async () => {
  const path = join(folder, 'dirty.csv');
  const rows = ['Deal ID,Owner,Stage,Amount,Created Date,Close Date'];
  for (let i = 1; i <= 40; i += 1)
    rows.push(`D${i},Rep ${i % 3},Won,${i}00,2024-01-${(i % 28) + 1},2024-06-30`);
  rows[7] = ',Rep 1,Won,100,2024-01-02,2024-06-30';
  await writeFile(path, `${rows.join('\n')}\n`);
  await choose([path]);
  await files().waitFor();
  await page.getByRole('tab', { name: /Rejected rows/ }).click();
  const rejected = page.getByRole('grid', { name: 'Rejected rows of dirty.csv' });
  await rejected.waitFor();
  expect(await rejected.getByRole('row').nth(1).getByRole('gridcell').first().textContent()).toBe('8');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the list' }).click();
  expect((await download).suggestedFilename()).toBe('dirty.csv.rejects.csv');
  await screenshot(page, 'data-rejects');
});

describe('a file that is no table', () => {
  const broken: [string, Buffer | string][] = [
    ['empty.csv', ''],
    [
      'picture.csv',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0]),
    ],
  ];
  it.each(broken)('%s gets a clear error and leaves the workspace as it was', async (name, content) => {
    const path = join(folder, name);
    await writeFile(path, content);
    await choose([path]);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain(name);
    await page.getByText('Nothing is imported yet.').waitFor();
    if (name === 'empty.csv') await screenshot(page, 'data-error');
  });
});

it('says that a file has a header and nothing else, and offers nothing to import', async () => {
  const path = join(folder, 'header-only.csv');
  await writeFile(path, 'id,stage,amount\n');
  await choose([path]);
  await page.getByText('1 file without rows; there is nothing to load.').waitFor();
  expect(await importButton().isDisabled()).toBe(true);
});

it('loads a Salesforce export of deals with their stage history as a full log', async () => {
  const sample = await writeSample({
    as: 'salesforce',
    dir: join(folder, 'salesforce'),
    deals: 400,
    seed: 3,
  });
  const pair = sample.files.filter((path) => /Opportunity(History)?\.csv$/.test(path));
  expect(pair).toHaveLength(2);
  await choose(pair);
  await files().waitFor();
  const cards = (await files().getByRole('tab').allInnerTexts()).join('\n');
  expect(cards).toContain('Salesforce');
  expect(cards).toContain('Stage history');
  await importButton().click();
  await page.getByText('400 deals from 2 files imported').waitFor();
  await page.getByText('with every stage change on record').waitFor();
  await screenshot(page, 'data-salesforce');
});

describe('an import that is cancelled', () => {
  let large: string;
  beforeAll(async () => {
    const sample = await writeSample({ as: 'plain-log', dir: join(folder, 'large'), deals: 60_000, seed: 5 });
    large = sample.files[0]!;
  });

  it('while the file is read leaves nothing', async () => {
    await choose([large]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Nothing is imported yet.').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('while it is loaded leaves the review, and nothing in the workspace', async () => {
    await choose([large]);
    await files().waitFor();
    await importButton().click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await importButton().waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Nothing is imported yet.').waitFor();
  });
});

it('can be done by keyboard alone', async () => {
  const path = join(folder, 'keyboard.csv');
  await writeFile(
    path,
    'id,owner,stage,amount,created\nA,Rep,Demo,10,2024-01-31\nB,Rep,Offer,20,2024-02-28\n',
  );
  await page.getByRole('button', { name: 'Choose files' }).focus();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles([path]);
  await files().waitFor();
  await page.getByRole('button', { name: 'Move Demo down' }).focus();
  await page.keyboard.press('Enter');
  const stages = page.getByRole('list', { name: 'Stages in order' }).getByRole('listitem');
  await expect.poll(() => stages.first().textContent()).toContain('Offer');
  await expect.poll(() => importButton().isEnabled()).toBe(true);
  await importButton().focus();
  await page.keyboard.press('Enter');
  await page.getByText('2 deals from 1 file imported').waitFor();
});
