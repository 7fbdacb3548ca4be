import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './support/browser';
import { expectAccessible } from './support/expect-accessible';
import { screenshots } from './support/screenshots';

let folder: string;
let app: OpenApp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-damage-'));
  app = await openApp({
    isEmpty: true,
    context: { viewport: { width: 1280, height: 800 }, locale: 'en-US' },
  });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const misread = new TextDecoder('windows-1252').decode(Buffer.from('Müller & Söhne'));
const bands = ['1-4', 'May-20', '21-50', '51-200'];
const stages = ['Qualification', 'Demo', 'Closed Won', 'Closed Lost'];

function damagedList(): string {
  const rows = Array.from({ length: 400 }, (_, i) => {
    const id = i % 40 === 30 ? '1.23457E+11' : `00${10_000 + i}`;
    const amount = i % 50 === 9 ? '#REF!' : String(1000 + i * 7);
    const note = i % 40 === 0 ? 'x'.repeat(255) : `note ${i}`;
    const cells = [`"=""${id}"""`, `Deal ${i}`, i % 7 === 3 ? misread : 'Acme', stages[i % 4], amount];
    return [...cells, `2024-01-${10 + (i % 9)}`, String(45_400 + i), bands[i % 4], note].join(',');
  });
  const header = 'Deal ID,Deal Name,Account,Stage,Amount,Created,Close Date,Company Size,Description';
  return `${header}\n${rows.join('\n')}\nTotal,,,,1234567,,,,\n`;
}

it('the Data page lists what happened to a file, with an example, and what follows', async () => {
  const { page } = app;
  const path = join(folder, 'damaged.csv');
  await writeFile(path, damagedList());
  await page.waitForFunction(() => location.hash.length > 2);
  await page.goto(`${new URL(app.host.url).origin}/#/start`);
  await page.reload();
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.getByText('Nothing is imported yet.').waitFor();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles([path]);
  await page.getByRole('tab', { name: /^Damage/ }).click();
  const list = page.getByRole('tabpanel', { name: /^Damage/ });
  await list.getByText('8 cells hold an error such as #REF! in “Amount”; they count as empty.').waitFor();
  await list.getByText(/^10 ids in “Deal ID” lost their last digits/).waitFor();
  await list
    .getByText(
      /^100 values in “Company Size” are dates that a spreadsheet made of a band; May-20 is read as 5-20/,
    )
    .waitFor();
  expect(await list.getByRole('listitem').count()).toBeGreaterThan(7);
  await expectAccessible(page);
  await screenshots(page, 'damage');
  expect(app.pageErrors).toEqual([]);
});
