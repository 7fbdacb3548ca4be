import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenApp, openApp } from './support/browser';
import { expectAccessible } from './support/expect-accessible';
import { screenshots } from './support/screenshots';

let app: OpenApp;
beforeAll(async () => {
  app = await openApp({ context: { viewport: { width: 1280, height: 800 }, locale: 'en-US' } });
});
afterAll(async () => {
  expect(app.pageErrors).toEqual([]);
  expect(app.foreignRequests).toEqual([]);
  await app.close();
});

it('finds the figure of another page, and opens its deals, its SQL and that page', {
  timeout: 90_000,
}, async () => {
  const { page } = app;
  await page.getByRole('link', { name: 'Overview' }).waitFor();
  await page.getByText(/^\d[\d,]* of [\d,]+ closed$/).waitFor();
  const [won, closed] = ((await page.getByText(/^\d[\d,]* of [\d,]+ closed$/).textContent()) ?? '')
    .split(' of ')
    .map((part) => Number(part.replaceAll(/\D/g, '')));
  const figure = `${((won! / closed!) * 100).toFixed(4)} %`;

  await page.getByRole('link', { name: 'Match' }).click();
  await page.getByText('No figure yet').waitFor();
  await page.getByRole('textbox', { name: 'Figure, as the CRM shows it' }).fill(figure);
  await page.keyboard.press('Enter');
  const found = page.getByRole('region', { name: `Ways to count that give ${figure}` });
  await found.waitFor({ timeout: 60_000 });
  const first = found.getByRole('row').nth(1);
  expect(await first.textContent()).toContain('Won / (won + lost)');
  await screenshots(page, 'match');
  await expectAccessible(page);

  await first.getByRole('button', { name: /^Definition and SQL/ }).click();
  await page.getByText('weir.life').first().waitFor();
  await first.getByRole('button', { name: closed!.toLocaleString('en-US') }).click();
  await page.getByRole('dialog').getByText(closed!.toLocaleString('en-US')).first().waitFor();
  await page.keyboard.press('Escape');
  await first.getByRole('link', { name: 'Overview' }).click();
  await page
    .getByText(`${won!.toLocaleString('en-US')} of ${closed!.toLocaleString('en-US')} closed`)
    .waitFor();
});
