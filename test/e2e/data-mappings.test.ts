import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenApp, openApp } from './support/browser';
import { expectAccessible } from './support/expect-accessible';
import { chooseFiles, importFiles, newWorkspace } from './support/import-files';
import { chooseFromMenu, pressEnter } from './support/keyboard';
import { screenshots } from './support/screenshots';

let folder: string;
let app: OpenApp;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-mappings-'));
  app = await openApp({
    isEmpty: true,
    context: { viewport: { width: 1280, height: 800 }, locale: 'en-US' },
  });
  page = app.page;
  page.setDefaultTimeout(30_000);
  page.on('filechooser', () => undefined);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => newWorkspace(app));
afterEach(() => expect(app.pageErrors.splice(0)).toEqual([]));

async function file(name: string, content: string[] | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, Array.isArray(content) ? `${content.join('\n')}\n` : content);
  return path;
}

const head = 'Deal ID,Owner,Stage,Net,Gross,Created Date';
const row = (id: string, owner = 'Anna Novak') => `${id},${owner},Demo,100,119,2024-01-05`;
const may = () => file('may.csv', [head, row('A'), row('B')]);
const june = () => file('june.csv', [head, row('C'), row('D')]);
const fieldFor = (column: string) => page.getByRole('combobox', { name: `Field for ${column}` });
const importButton = () => page.getByRole('button', { name: /^Import \d+ files?$/ });

/** Says that Gross is the amount. */
async function correctAmount() {
  await fieldFor('Gross').click();
  await page.getByRole('option', { name: /^Amount/ }).click();
  await expect.poll(() => fieldFor('Gross').inputValue()).toBe('Amount');
}

describe('a remembered mapping', () => {
  beforeEach(async () => {
    await chooseFiles(page, [await may()]);
    await correctAmount();
    await importButton().click();
    await page.getByText('2 deals from 1 file imported').waitFor();
  });

  it('is said in the review of the next file, and is not applied once it is forgotten there', async () => {
    await chooseFiles(page, [await june()]);
    await page.getByText(/^Mapping remembered from/).waitFor();
    expect(await fieldFor('Gross').inputValue()).toBe('Amount');
    await screenshots(page, 'data-remembered');
    await expectAccessible(page);
    await pressEnter(page.getByRole('button', { name: 'Forget the remembered mapping' }));
    await page.getByText('The remembered mapping is forgotten').waitFor();
    expect(await page.getByText(/^Mapping remembered from/).count()).toBe(0);
    expect(await fieldFor('Gross').inputValue()).not.toBe('Amount');
    await pressEnter(page.getByRole('button', { name: 'Undo' }));
    await page.getByText('The remembered mapping applies again').waitFor();
    await page.getByText(/^Mapping remembered from/).waitFor();
  });

  it('is listed with its file and what it corrects, and can be forgotten from the list', async () => {
    const card = page.getByRole('region', { name: 'Remembered mappings' });
    await card.getByText('may.csv').waitFor();
    await card.getByText(/6 columns; corrects 1 column/).waitFor();
    await card.scrollIntoViewIfNeeded();
    await screenshots(page, 'data-remembered-list');
    await pressEnter(card.getByRole('button', { name: 'Forget the mapping of may.csv' }));
    await card.getByText('The mapping of may.csv is forgotten.').waitFor();
    await expectAccessible(page);
    await pressEnter(card.getByRole('button', { name: 'Undo' }));
    await card.getByText('may.csv', { exact: true }).waitFor();
    await pressEnter(card.getByRole('button', { name: 'Forget the mapping of may.csv' }));
    await card.getByText('The mapping of may.csv is forgotten.').waitFor();
    await chooseFiles(page, [await june()]);
    await fieldFor('Gross').waitFor();
    expect(await page.getByText(/^Mapping remembered from/).count()).toBe(0);
  });
});

it('the history of imports and the Start page are accessible', async () => {
  await importFiles(page, [await may()]);
  await importFiles(page, [await june()]);
  const imports = page.getByRole('region', { name: 'Imports' });
  await imports.getByText('june.csv').waitFor();
  expect(await imports.getByRole('button', { name: 'Undo import' }).count()).toBe(2);
  await expectAccessible(page);
  await page.goto(`${new URL(app.host.url).origin}/#/start`);
  await page.getByText('Open now').waitFor();
  await expectAccessible(page);
});

describe('a mapping file', () => {
  async function load(path: string) {
    const chooser = page.waitForEvent('filechooser');
    await chooseFromMenu(
      page,
      page.getByRole('button', { name: 'Mapping', exact: true }),
      'Load a mapping file',
    );
    await (await chooser).setFiles([path]);
    // A menu that is still closing would take the next key.
    await page.getByRole('menuitem', { name: 'Load a mapping file' }).waitFor({ state: 'hidden' });
  }

  it('is saved as --map takes it, and reads another file the same way', async () => {
    await chooseFiles(page, [await may()]);
    await correctAmount();
    const download = page.waitForEvent('download');
    await chooseFromMenu(
      page,
      page.getByRole('button', { name: 'Mapping', exact: true }),
      'Save the mapping',
    );
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('may.csv.map.json');
    const path = join(folder, 'saved.json');
    await saved.saveAs(path);
    const map = JSON.parse(await readFile(path, 'utf8'));
    expect(map).toMatchObject({ 'may.csv': { kind: 'opportunities', columns: { amount: 'Gross' } } });

    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Nothing is imported yet.').waitFor();
    await chooseFiles(page, [await may()]);
    await fieldFor('Gross').waitFor();
    expect(await fieldFor('Gross').inputValue()).not.toBe('Amount');
    await load(path);
    await page.getByText('saved.json applies to may.csv.').waitFor();
    expect(await fieldFor('Gross').inputValue()).toBe('Amount');
  });

  it('that is wrong says where, and changes nothing', async () => {
    await chooseFiles(page, [await may()]);
    await fieldFor('Gross').waitFor();
    const alert = page.getByRole('alert');
    await load(await file('broken.json', ['{"may.csv": {"columns": {"amount": 5}}}']));
    await alert.getByText(/broken.json does not fit at may.csv.columns.amount/).waitFor();
    await screenshots(page, 'data-mapping-error');
    await load(await file('other.json', ['{"april.csv": {"columns": {"amount": "Gross"}}}']));
    await alert.getByText(/other.json names april.csv, which is not among the files/).waitFor();
    await load(await file('text.json', ['Deal ID,Stage']));
    await alert.getByText(/text.json is not JSON/).waitFor();
    expect(await fieldFor('Gross').inputValue()).not.toBe('Amount');
    await load(await file('good.json', ['{"columns": {"amount": "Gross"}}']));
    await page.getByText('good.json applies to may.csv.').waitFor();
    expect(await alert.count()).toBe(0);
  });
});

it('names of loaded deals that nearly match are taken as one, left apart, and taken back', async () => {
  const names = ['Darcel Schlecht', 'Darcel Schlecht', 'Darcel Schlect', 'Anna Novak'];
  await importFiles(page, [await file('names.csv', [head, ...names.map((name, i) => row(`N${i}`, name))])]);
  const card = page.getByRole('region', { name: /to check|Nothing stands out/ });
  const same = card.getByRole('button', { name: 'Same: take Darcel Schlect as Darcel Schlecht' });
  await same.waitFor();
  await card.scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await screenshots(page, 'data-names');
  await pressEnter(same);
  await card.getByText('Darcel Schlect counts as Darcel Schlecht.').waitFor();
  await same.waitFor({ state: 'detached' });
  const decided = card.getByRole('list', { name: 'Names that were decided' });
  expect(await decided.innerText()).toContain('Darcel Schlect counts as Darcel Schlecht');
  await screenshots(page, 'data-names-decided');

  await pressEnter(card.getByRole('button', { name: 'Undo' }));
  await same.waitFor();
  await pressEnter(card.getByRole('button', { name: 'Apart: Darcel Schlect and Darcel Schlecht' }));
  await decided.getByText('Darcel Schlect is left apart').waitFor();
  await expectAccessible(page);
  await pressEnter(card.getByRole('button', { name: 'Take back what was decided of Darcel Schlect' }));
  await same.waitFor();
});

it('a missing rate is asked for and answered with a number by keyboard', async () => {
  const rated = 'Deal ID,Owner,Stage,Amount,Currency,Created Date';
  const rows = ['EUR', 'EUR', 'EUR', 'USD'].map((code, i) => `R${i},Rep,Demo,100,${code},2024-01-05`);
  await chooseFiles(page, [await file('rates.csv', [rated, ...rows])]);
  const question = page.getByRole('region', { name: 'Questions to answer' });
  const answer = question.getByRole('textbox', { name: 'One USD in EUR' });
  await answer.waitFor();
  expect(await importButton().isDisabled()).toBe(true);
  await screenshots(page, 'data-rate');
  await expectAccessible(page);
  await answer.focus();
  await page.keyboard.type('-x');
  expect(await question.getByRole('button', { name: 'Use' }).isDisabled()).toBe(true);
  await answer.fill('');
  await page.keyboard.type('0.5');
  await page.keyboard.press('Enter');
  await expect.poll(() => importButton().isEnabled()).toBe(true);
  await pressEnter(importButton());
  await page.getByText('4 deals from 1 file imported').waitFor();
  await page.getByRole('link', { name: 'Deals', exact: true }).click();
  await page.getByText('worth €350').waitFor();
});

it('another encoding reads the rows again as they would look in it', async () => {
  const text = `${head}\n${row('E', 'M\u00fcller')}\n${row('F', 'Sch\u00e4fer')}\n`;
  await chooseFiles(page, [await file('encoded.csv', Buffer.from(text, 'latin1'))]);
  await page.getByRole('tab', { name: 'How it is read' }).click();
  const encoding = page.getByRole('combobox', { name: 'Encoding' });
  await encoding.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /Windows-1251/ }).click();
  await expect.poll(() => encoding.inputValue()).toContain('Windows-1251');
  const rows = page.getByRole('grid', { name: 'First rows of encoded.csv' });
  await page.getByRole('tab', { name: 'First rows' }).click();
  await rows.getByText('Mьller').waitFor();
  await page.getByRole('tab', { name: 'How it is read' }).click();
  await encoding.click();
  await page.getByRole('option', { name: /Windows-1252/ }).click();
  await page.getByRole('tab', { name: 'First rows' }).click();
  await rows.getByText('Müller').waitFor();
});
