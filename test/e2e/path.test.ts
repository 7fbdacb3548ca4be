import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openApp } from './support/browser';
import { expectAccessible } from './support/expect-accessible';

it('judges the paths of the sample by a template that is laid over the stages, until that is undone', async () => {
  const app = await openApp({ context: { viewport: { width: 1280, height: 800 } } });
  const { page } = app;
  const open = async (address: string) => {
    await page.goto(`${new URL(app.host.url).origin}/#${address}`);
    await page.waitForLoadState('networkidle');
  };
  try {
    await open('/data');
    const template = page.getByRole('combobox', { name: 'Template', exact: true });
    await template.click();
    await page
      .getByRole('option', { name: /of \d stages found/ })
      .first()
      .click();
    await page.getByText(/laid over the stages\.$/).waitFor();
    const step = page.getByRole('combobox', { name: / stands for$/ }).first();
    await step.waitFor();
    await open('/funnel?section=path');
    await page.getByText(/judged by the template/).waitFor();
    await page.getByText('Skip as allowed').waitFor();
    await expectAccessible(page);
    const back = page.getByRole('button', { name: /, left backwards: [1-9]/ }).first();
    const stage = (await back.getAttribute('aria-label'))!.split(',')[0]!;
    await back.click();
    await page.getByRole('dialog', { name: `${stage}, left backwards` }).waitFor();
    await page.getByText(/^[1-9][\d,]* moves? by$/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More about How many deals keep to the path' }).click();
    const csv = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Save CSV' }).click();
    expect(await readFile(await (await csv).path(), 'utf8')).toMatch(
      /^\uFEFFPart,Share of deals,Low,High,n deals\r\n/,
    );
    await open('/data');
    await template.click();
    await page.getByRole('option', { name: /^None: the order/ }).click();
    await page.getByText('Template taken off.').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await step.waitFor();
    expect(app.pageErrors).toEqual([]);
  } finally {
    await app.close();
  }
});
