import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './support/browser';
import { expectAccessible } from './support/expect-accessible';
import { screenshots } from './support/screenshots';

let app: OpenApp;
beforeAll(async () => {
  app = await openApp({ context: { viewport: { width: 1280, height: 800 }, locale: 'en-US' } });
});
afterAll(async () => {
  // The refused statement, as the browser reports it.
  expect(app.pageErrors.filter((text) => !text.includes('404 (Not Found)'))).toEqual([]);
  expect(app.foreignRequests).toEqual([]);
  await app.close();
});

it('completes, runs, cuts, cancels and refuses statements, and keeps them under a name', {
  timeout: 120_000,
}, async () => {
  const { page } = app;
  await page.getByRole('link', { name: 'Query' }).click();
  const editor = page.getByRole('textbox', { name: 'SQL statement' });
  await page.getByText('win_rate', { exact: true }).waitFor();
  await editor.click();
  await page.keyboard.type('FROM weir.win_r');
  await page.getByRole('option', { name: /win_rate/ }).click();
  await expect.poll(() => editor.textContent()).toContain('win_rate(DATE');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/^All \d+ rows, in/).waitFor();
  expect(await page.getByRole('columnheader').allTextContents()).toContain('closed_rate');

  const write = async (sql: string) => {
    await editor.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(sql);
    await page.keyboard.press('Control+Enter');
  };
  await write(
    'SELECT id, stage, amount, owner, created_at FROM weir.opportunity ORDER BY amount DESC NULLS LAST',
  );
  await page.getByText(/^The first 1,000 rows of more/).waitFor();
  await page.getByText('win_rate', { exact: true }).click();
  await screenshots(page, 'query');
  await expectAccessible(page);

  await write('SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE hash(a.range + b.range) = 1');
  await page.getByText(/^Running for \d seconds?$/).waitFor();
  expect(await page.getByRole('button', { name: 'Cancel' }).isEnabled()).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByText('The statement was cancelled.').waitFor({ timeout: 5000 });

  await write('DELETE FROM weir.opportunity');
  await page.getByText('Only one SELECT at a time can be run here.').waitFor();
  await write('SELECT id,\n  stagee\nFROM weir.opportunity');
  await page.getByText(/Line 2, column 3\.$/).waitFor();
  expect(await page.locator('.cm-wrong').textContent()).toBe('stagee');

  await write('SELECT 41 + 1 AS answer');
  await page.getByText('42', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('The answer');
  await page.keyboard.press('Enter');
  await page.getByText('Saved', { exact: true }).click();
  await page.getByRole('button', { name: 'Delete The answer' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await write('SELECT 1');
  await page.getByRole('button', { name: 'The answer', exact: true }).click();
  await expect.poll(() => editor.textContent()).toContain('41 + 1');
});

it('draws a result by the types of its columns, and hands it out as CSV and as a picture', {
  timeout: 60_000,
}, async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Deals won and lost by month' }).click();
  await page.getByRole('textbox', { name: 'SQL statement' }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('columnheader', { name: 'month' }).waitFor();
  await page.getByText('Chart', { exact: true }).click();
  await page.getByRole('heading', { name: 'won, lost by month' }).waitFor();
  expect(page.url()).toContain('chart=line.0.1-2');
  await page.getByText('Bars', { exact: true }).click();
  await expect.poll(() => page.url()).toContain('chart=bar.0.1-2');
  await page.reload();
  await page.getByRole('img', { name: /Quick chart/ }).waitFor();
  await screenshots(page, 'query-chart');
  await expectAccessible(page);
  const download = async (item: string) => {
    await page.getByRole('button', { name: 'More about the result' }).click();
    const file = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    return readFile(await (await file).path(), 'utf8');
  };
  expect(await download('Save CSV')).toMatch(/^\uFEFFmonth,won,lost\r\n\d{4}-\d\d-01,\d+,\d+\r\n/);
  expect(await download('Save SVG')).toMatch(/^<svg/);
});

it('saves a page with its controls, finds it in the palette, and opens a copied address', {
  timeout: 60_000,
}, async () => {
  const { page } = app;
  const origin = new URL(app.host.url).origin;
  await page.goto(`${origin}/#/funnel?period=12m&section=path`);
  await page.getByRole('button', { name: 'Saved views' }).click();
  const views = page.getByRole('region', { name: 'Saved views' });
  expect(await views.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Funnel · last 12 months');
  await views.getByRole('textbox', { name: 'Name' }).fill('Monday paths');
  await views.getByRole('button', { name: 'Save', exact: true }).click();
  await views.getByRole('button', { name: 'Monday paths', exact: true }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  const palette = async (text: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /Find a page/ }).fill(text);
  };
  await page.goto(`${origin}/#/overview`);
  await palette('monday');
  await page.getByRole('option', { name: /Monday paths/ }).click();
  await expect.poll(() => page.url()).toBe(`${origin}/#/funnel?period=12m&section=path`);
  await palette(`${origin}/#/velocity?period=quarter`);
  await page.getByRole('option', { name: /Open this address/ }).click();
  await expect.poll(() => page.url()).toBe(`${origin}/#/velocity?period=quarter`);

  await page.getByRole('button', { name: 'Saved views' }).click();
  await views.getByRole('button', { name: 'Rename Monday paths' }).click();
  await page.keyboard.type('Paths');
  await page.keyboard.press('Enter');
  await views.getByRole('button', { name: /^Delete .*Paths/ }).click();
  await views.getByText('is deleted.').waitFor();
  await page.keyboard.press('Escape');
  await views.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Saved views' }).click();
  await views.getByRole('button', { name: 'Undo' }).click();
  await views
    .getByRole('button', { name: /Paths$/ })
    .first()
    .waitFor();
});

it('lists what every number means, and a definition leads there', { timeout: 60_000 }, async () => {
  const { page } = app;
  await page.goto(`${new URL(app.host.url).origin}/#/overview`);
  await page
    .getByRole('button', { name: /More about/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Definition' }).click();
  await page.getByRole('link', { name: 'Formula and sources in Methods' }).click();
  await expect.poll(() => page.url()).toContain('/methods?at=');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('ARTICLE');
  await screenshots(page, 'methods');
  await expectAccessible(page);
  await page.getByRole('searchbox', { name: 'Search methods' }).fill('Wilson 1927');
  await page.getByRole('heading', { name: 'Closed win rate' }).waitFor();
  expect(await page.getByRole('heading', { name: 'Time to close' }).count()).toBe(0);
  await page.getByRole('searchbox', { name: 'Search methods' }).fill('dormantShare');
  expect(await page.getByRole('row', { name: /dormantShare/ }).textContent()).toContain('99%');
});
