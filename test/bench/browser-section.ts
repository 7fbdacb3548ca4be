import type { Page } from 'playwright-core';
import { launchBrowser } from '../e2e/support/launch-browser';
import { startWebHost } from '../e2e/support/start-web-host';
import type { Size } from './bench-data';
import { type Measure, milliseconds, timingOf } from './measure';

/** A page whose first chart is drawn anew, and its address. */
const charts = [
  { what: 'Funnel: stages', path: '/#/funnel' },
  { what: 'Funnel: moves', path: '/#/funnel?section=moves' },
  { what: 'Cohorts: triangle', path: '/#/cohorts' },
  { what: 'Changes: waterfall', path: '/#/changes' },
] as const;

type Options = { size: Size; workspace: string; runs: number; limitMs: number | null };

/** From the click on a value of a filter to the page's first chart drawn anew, in the real browser and over the loopback host. */
export async function browserSection({ size, workspace, runs, limitMs }: Options): Promise<Measure[]> {
  const host = await startWebHost({ args: ['--workspace', workspace] });
  const browser = await launchBrowser();
  try {
    // Without transitions: a chart is drawn when its marks stand at their places.
    const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(host.url);
    const measures: Measure[] = [];
    for (const { what, path } of charts) {
      const times = await redrawTimes(page, new URL(path, host.url).href, runs);
      const { p50, p95 } = timingOf(times);
      measures.push({
        section: `Filter to redrawn chart at ${size.name}, ${runs} clicks each`,
        what,
        measured: `p50 ${milliseconds(p50)}, p95 ${milliseconds(p95)}`,
        limit: limitMs === null ? '' : `p95 ≤ ${milliseconds(limitMs)}`,
        beside: '',
        pass: limitMs === null ? null : p95 <= limitMs,
      });
    }
    return measures;
  } finally {
    await browser.close();
    await host.close();
  }
}

/** So many owners are chosen together at most. */
const together = 5;
const warmUps = 3;

/**
 * Each click chooses one owner more, or where that were too many gives the first one up, so that no choice comes twice and
 * no answer is remembered. The first clicks warm up.
 */
async function redrawTimes(page: Page, address: string, runs: number): Promise<number[]> {
  // A page that is loaded anew remembers no answer of the one before.
  await page.goto('about:blank');
  await page.goto(address);
  await idle(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('button', { name: 'Owner', exact: true }).click();
  await page.getByRole('checkbox').first().waitFor();
  const chosen: number[] = [];
  const times: number[] = [];
  for (let next = 0; times.length < runs + warmUps; ) {
    const given = chosen.length === together ? chosen.shift() : undefined;
    const clicked = given ?? next++;
    if (given === undefined) chosen.push(clicked);
    times.push(await page.evaluate(clickAndWait, clicked));
    await idle(page);
  }
  return times.slice(warmUps);
}

async function idle(page: Page): Promise<void> {
  await page.locator('main [data-stale]').first().waitFor();
  await page.locator('main [data-stale="true"]').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
}

/** Runs in the page: milliseconds from the click to the frame that shows the chart of the new answer. */
function clickAndWait(index: number): Promise<number> {
  const box = document.querySelectorAll<HTMLInputElement>('input[type="checkbox"]').item(index);
  const card = document.querySelector<HTMLElement>('main [data-stale]');
  return new Promise((resolve, reject) => {
    if (!card) return reject(new Error('The page has no chart.'));
    const start = performance.now();
    let isAsked = false;
    const observer = new MutationObserver((changes) => {
      if (card.dataset.stale === 'true') isAsked = true;
      else if (isAsked && changes.some(({ target }) => target instanceof SVGElement)) {
        observer.disconnect();
        // A task asked for in a frame runs once that frame is painted.
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
      }
    });
    observer.observe(card, { attributes: true, childList: true, subtree: true });
    box.click();
  });
}
