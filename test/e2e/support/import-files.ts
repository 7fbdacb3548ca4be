import type { Page } from 'playwright-core';
import type { OpenApp } from './browser';

/** An empty workspace, made on the Start page; a test that failed leaves nothing on the page. */
export async function newWorkspace({ page, host }: OpenApp): Promise<void> {
  // The first page leads on to another one by itself; left too early, that would undo the way to the Start page.
  await page.waitForFunction(() => location.hash.length > 2);
  await page.goto(`${new URL(host.url).origin}/#/start`);
  await page.reload();
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.getByText('Nothing is imported yet.').waitFor();
}

/** Chooses files on the Data page, which then reads them. */
export async function chooseFiles(page: Page, files: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(files);
}

/** Chooses files and loads them as they were understood. */
export async function importFiles(page: Page, files: string[]): Promise<void> {
  await chooseFiles(page, files);
  await page.getByRole('button', { name: /^Import \d+ files?$/ }).click();
  await page.getByRole('status', { name: 'Import result' }).waitFor();
}
