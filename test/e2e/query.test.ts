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
  await editor.click();
  await page.keyboard.type('FROM weir.win_r');
  await page.getByRole('option', { name: /win_rate/ }).waitFor();
  await page.keyboard.press('Enter');
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
  const cancel = page.getByRole('button', { name: 'Cancel' });
  await expect.poll(() => cancel.isEnabled()).toBe(true);
  await cancel.click();
  await page.getByText('The statement was cancelled.').waitFor({ timeout: 5000 });

  await write('DELETE FROM weir.opportunity');
  await page.getByText('Only one SELECT at a time can be run here.').waitFor();

  await write('SELECT 41 + 1 AS answer');
  await page.getByText('42', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('The answer');
  await page.keyboard.press('Enter');
  await page.getByText('Saved', { exact: true }).click();
  await page.getByRole('button', { name: 'Delete The answer' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await write('SELECT 1');
  await page.getByRole('button', { name: 'The answer', exact: true }).click();
  await expect.poll(() => editor.textContent()).toContain('41 + 1');
});
