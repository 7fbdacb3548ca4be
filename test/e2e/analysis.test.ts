import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenApp, openApp, screenshot } from './support/browser';
import { expectAccessible } from './support/expect-accessible';
import { pressEnter } from './support/keyboard';
import { screenshots } from './support/screenshots';

const folder = resolve('../shared/data/maven');
const files = ['accounts', 'products', 'sales_pipeline', 'sales_teams'].map(
  (name) => `${folder}/${name}.csv`,
);
const there = files.every((file) => existsSync(file));
if (!there) console.log('Skipped: the Maven export is not beside the repository.');

describe.skipIf(!there)('the analysis pages on the Maven export', () => {
  let app: OpenApp;
  let page: Page;

  beforeAll(async () => {
    app = await openApp({ args: files, context: { viewport: { width: 1280, height: 800 } } });
    page = app.page;
    await page.getByRole('link', { name: 'Overview' }).waitFor();
  });
  afterAll(async () => {
    expect(app.pageErrors).toEqual([]);
    expect(app.foreignRequests).toEqual([]);
    await app.close();
  });
  beforeEach(async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  const open = async (address: string) => {
    await page.goto(`${new URL(app.host.url).origin}/#${address}`);
    await page.locator('main p[aria-live]').getByText(/\./).waitFor();
  };
  const answer = () => page.locator('main p[aria-live]').textContent();
  const sheet = () => page.getByRole('dialog');
  const withTable = async (chart: RegExp) => {
    await page.getByRole('button', { name: chart }).click();
    await page.getByRole('menuitem', { name: 'Show as table' }).click();
  };

  it('answers the overview in one sentence that the figures below repeat', async () => {
    await open('/overview');
    expect(await answer()).toContain('63% of closed deals were won (62–64%)');
    await page.getByText('4,238 of 6,711 closed').waitFor();
    await page.getByText('naive mean 52 days').waitFor();
    await screenshots(page, 'overview');
    await expectAccessible(page);
  });

  it('shows every move between stages, a cell of the table opens its deals, and paths need a stage history', async () => {
    await open('/funnel?section=moves&flow=matrix');
    await page.getByRole('button', { name: 'Engaging to Won, Won: 4,238' }).click();
    await sheet().getByText('4,238 deals').waitFor();
    await page.keyboard.press('Escape');
    await expectAccessible(page);
    await page.getByText('Path', { exact: true }).click();
    await page.getByText('Which stages deals passed is not in the data').waitFor();
  });

  it('opens exactly the deals behind a figure, and the address keeps the sheet', async () => {
    await open('/overview');
    await page.getByRole('button', { name: '4,238 deals' }).click();
    await sheet().getByText('4,238 deals').waitFor();
    await sheet().getByText('10,005,534 in all').waitFor();
    await page.reload();
    await sheet().getByText('4,238 deals').waitFor();
    await screenshot(page, 'drill-deals');
    for (const [tab, text] of [
      ['Definition', 'Wilson 95 % interval'],
      ['SQL', 'runs in any DuckDB client'],
      ['Evidence', 'Present state only'],
    ] as const) {
      await sheet().getByRole('tab', { name: tab }).click();
      await sheet().getByText(text).first().waitFor();
    }
    await page.keyboard.press('Escape');
    await expect.poll(() => sheet().count()).toBe(0);
    expect(page.url()).not.toContain('drill');
  });

  it('lists the same deals on the Deals page', async () => {
    await open('/overview');
    await page.getByRole('button', { name: '4,238 deals' }).click();
    await sheet().getByRole('link', { name: 'Open in Deals' }).click();
    await page.getByRole('grid', { name: 'Deals' }).waitFor();
    await page.getByText(/^4,238 deals$/).waitFor();
  });

  it('shows the funnel with its naive share and opens a stage from the bar and from the table', async () => {
    await open('/funnel');
    expect(await answer()).toContain('Of 100 deals that reach Engaging, 52 go on (51–53)');
    await screenshots(page, 'funnel');
    await expectAccessible(page);
    const chart = page.getByRole('img', { name: /How many deals reach each stage/ });
    const bars = chart.locator('path[fill="#aab4c3"]');
    await bars.nth(1).click();
    await sheet().getByText('8,300 deals').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Conversion window' }).click();
    await page.getByRole('option', { name: 'By stage…' }).click();
    await page.getByRole('textbox', { name: 'Engaging' }).fill('30');
    await expect.poll(answer).toContain('go on within 30 days');
    expect(page.url()).toContain('within=Engaging%3D30');
    await page.goBack();
    await open('/funnel');
    await withTable(/More about How many deals reach/);
    const table = page.getByRole('table', { name: /How many deals reach/ });
    expect(await table.getByRole('row', { name: /Engaging/ }).textContent()).toContain('51.1%');
    await table.getByRole('button', { name: 'Engaging' }).click();
    await sheet().getByText('8,300 deals').waitFor();
    await page.keyboard.press('Escape');
  });

  it('says how long deals take beside the mean that misleads', async () => {
    await open('/velocity');
    expect(await answer()).toContain('Half of all deals are closed within 69 days');
    expect(await answer()).toContain('the mean of those already closed is 48 days');
    await screenshots(page, 'velocity');
    await expectAccessible(page);
    await page.getByText(/The pipeline yields .* a day/).waitFor();
    await page.getByRole('button', { name: '264', exact: true }).click();
    await sheet().getByText('264 deals').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Benchmark in days' }).fill('90');
    await expect
      .poll(answer)
      .toMatch(/\d+% \(\d+–\d+%\) of all deals take longer than the benchmark of 90 days/);
    expect(page.url()).toContain('benchmark=90');
    await withTable(/More about By the time deals were created/);
    const trend = page.getByRole('table', { name: /By the time deals were created/ });
    await trend.getByRole('button', { name: /Q1 ’17/ }).click();
    await sheet().getByText('Q1 ’17, created').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Time to win', { exact: true }).click();
    await expect.poll(answer).toContain('Half of the deals that are won take no more than 59 days');
  });

  it('follows cohorts by age: a cell opens its deals from the heat map and, by keyboard, from the table', async () => {
    await open('/cohorts');
    expect(await answer()).toMatch(
      /^Of 100 deals created, 55 are won within 6 months\. Of Nov ’17, 157 are won/,
    );
    await screenshots(page, 'cohorts');
    await expectAccessible(page);
    await page
      .getByRole('img', { name: /Deals won, by when/ })
      .getByText('154', { exact: true })
      .click();
    await sheet().getByText('154 deals').waitFor();
    await sheet().getByText('Created in Mar ’17, won within 1 month').waitFor();
    await page.keyboard.press('Escape');
    await withTable(/More about Deals won, by when/);
    const table = page.getByRole('table', { name: /Deals won, by when/ });
    await pressEnter(table.getByRole('button', { name: 'Mar ’17, By 2 months: 192' }));
    await sheet().getByText('192 deals').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Lost', { exact: true }).click();
    await expect.poll(answer).toMatch(/^Of 100 deals created, \d+ are lost within 6 months\./);
    await page.getByRole('heading', { name: /Share of deals lost/ }).waitFor();
    await page.getByText('Quarters', { exact: true }).click();
    await expect.poll(answer).toContain('quarter');
    expect(page.url()).toContain('measure=lost');
    expect(page.url()).toContain('grain=quarter');
  });

  it('compares two groups side by side, and a side opens its deals', async () => {
    await open('/funnel');
    await page.getByRole('combobox', { name: 'Compare with' }).click();
    await page.getByRole('option', { name: 'Two groups' }).click();
    await page.getByRole('combobox', { name: 'Field of the groups' }).click();
    await page.getByRole('option', { name: 'Region' }).click();
    await page.getByRole('combobox', { name: 'Compared group' }).click();
    await page.getByRole('option', { name: 'West' }).click();
    await page.getByRole('combobox', { name: 'Group to compare with' }).click();
    await page.getByRole('option', { name: 'East' }).click();
    await page.getByRole('img', { name: /Shares: West against East/ }).waitFor();
    expect(decodeURIComponent(page.url())).toContain('compare=groups~region~East~West');
    await withTable(/More about Shares: West against East/);
    const table = page.getByRole('table', { name: /Shares: West against East/ });
    const rate = table.getByRole('row', { name: 'Win rate (closed)' });
    expect(await rate.textContent()).toMatch(/6\d\.\d%.*6\d\.\d%/);
    await rate.getByRole('button').first().click();
    await sheet()
      .getByText(/^[\d,]+ deals$/)
      .waitFor();
    await page.keyboard.press('Escape');
    await expectAccessible(page);
  });

  it('narrows by a value that is searched for, and Back widens again', async () => {
    await open('/overview');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('button', { name: 'Owner', exact: true }).click();
    await page.getByRole('textbox', { name: 'Find a value of Owner' }).fill('darcel');
    await page.getByRole('checkbox', { name: /Darcel Schlecht/ }).check();
    await page.keyboard.press('Escape');
    await page.getByText('349 of 553 closed').waitFor();
    expect(page.url()).toContain('w.owner=Darcel+Schlecht');
    await page.getByRole('link', { name: 'Funnel' }).click();
    expect(page.url()).toContain('w.owner=Darcel+Schlecht');
    await page.goBack();
    await page.goBack();
    await page.getByText('4,238 of 6,711 closed').waitFor();
  });

  it('steps the as-of day by weeks and never past the newest', async () => {
    await open('/overview');
    await page.keyboard.press('[');
    await page.getByRole('button', { name: /As of Dec 24, 2017/ }).waitFor();
    await page.keyboard.press(']');
    await page.getByRole('button', { name: /As of Dec 31, 2017/ }).waitFor();
    expect(page.url()).not.toContain('asOf');
    expect(await page.getByRole('button', { name: 'One week later' }).isDisabled()).toBe(true);
  });

  it('goes anywhere from the palette, and lists the shortcuts', async () => {
    await open('/overview');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /Find a page/ }).fill('velo');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('#/velocity');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /Find a page/ }).fill('darcel');
    await page
      .getByRole('option', { name: /Darcel Schlecht/ })
      .first()
      .waitFor();
    await screenshot(page, 'palette');
    await page.keyboard.press('Escape');
    await expect.poll(() => sheet().count()).toBe(0);
    await page.keyboard.press('?');
    await page.getByText('As-of day one week earlier').waitFor();
    await page.keyboard.press('Escape');
  });

  it('hands out the figures of a chart as CSV and as a picture', async () => {
    await open('/overview');
    const about = page.getByRole('button', { name: 'More about Open pipeline by stage' });
    await about.click();
    const csv = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Save CSV' }).click();
    const text = await readFile(await (await csv).path(), 'utf8');
    expect(text.split('\r\n')[0]).toContain('Stage,Deals,Value');
    expect(text).toContain('Engaging,1589,');
    await about.click();
    const svg = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Save SVG' }).click();
    expect(await readFile(await (await svg).path(), 'utf8')).toMatch(/^<svg[\s\S]*Engaging/);
    await about.click();
    const png = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Save PNG' }).click();
    expect((await readFile(await (await png).path())).subarray(1, 4).toString()).toBe('PNG');
  });

  it('says what to do where nothing matches', async () => {
    await open('/overview?from=1990-01-01&to=1990-12-31');
    await page.getByText('Remove a filter or widen the period').waitFor();
    await open('/funnel?from=1990-01-01&to=1990-12-31');
    await page.getByText('No deal reaches a stage', { exact: true }).waitFor();
    await open('/velocity?from=1990-01-01&to=1990-12-31');
    await page.getByText('No deal with a creation date').waitFor();
    await open('/cohorts?from=1990-01-01&to=1990-12-31');
    await page.getByText('No deal with a creation date').waitFor();
    await expectAccessible(page);
  });

  it.each(['/overview', '/funnel', '/velocity', '/cohorts'])(
    'fits %s into 1280 pixels without scrolling sideways',
    async (path) => {
      await open(path);
      const [wide, room] = await page.evaluate(() => {
        const main = document.getElementById('main');
        return [main?.scrollWidth ?? 0, main?.clientWidth ?? 0];
      });
      expect(wide).toBeLessThanOrEqual(room);
    },
  );
});
