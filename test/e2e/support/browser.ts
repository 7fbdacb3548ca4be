import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';
import { copyEmptyWorkspace } from '../../support/empty-workspace';
import { copySample } from '../../support/sample-workspace';
import { launchBrowser } from './launch-browser';
import { runWebHost } from './run-web-host';
import type { RunningHost } from './start-web-host';

export type OpenApp = {
  page: Page;
  host: RunningHost;
  /** Errors that the page threw or logged, for a test to find empty. */
  pageErrors: string[];
  /** Addresses outside the host that the page asked for, for a test to find empty. */
  foreignRequests: string[];
  close(): Promise<void>;
};

type OpenAppOptions = {
  /** As on the command line: `--workspace W`, files. Nothing: the sample. */
  args?: string[];
  /** An empty workspace instead of the sample. */
  isEmpty?: boolean;
  /** Lets the host make the sample, which takes seconds, as on a user's first start. */
  isFirstStart?: boolean;
  context?: BrowserContextOptions;
};

const viewport = { width: 1360, height: 880 };

/** The built app in a real browser, served from an empty home, signed in. */
export async function openApp(options: OpenAppOptions = {}): Promise<OpenApp> {
  const { args = [], isEmpty = false, isFirstStart = false, context = {} } = options;
  const host = await runWebHost({
    args: isEmpty ? [...args, '--workspace', await emptyWorkspace()] : args,
    ...(args.length > 0 || isEmpty || isFirstStart ? {} : { prepare: copySample }),
  });
  const browser = await launchBrowser();
  const inBrowser = await browser.newContext({ viewport, locale: 'en-US', ...context });
  const page = await inBrowser.newPage();
  const pageErrors: string[] = [];
  const foreignRequests: string[] = [];
  const { origin } = new URL(host.url);
  page.on('pageerror', (error) => pageErrors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text());
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) foreignRequests.push(request.url());
  });
  await page.goto(host.url);
  return {
    page,
    host,
    pageErrors,
    foreignRequests,
    async close() {
      await browser.close();
      await host.close();
    },
  };
}

async function emptyWorkspace(): Promise<string> {
  const path = join(await mkdtemp(join(inject('sharedFolder'), 'window-')), 'empty.weir');
  await copyEmptyWorkspace(path);
  return path;
}

/** Whether pictures are asked for: they take long to draw and pack, and no test reads them. */
export const isPictured = process.env.WEIR_TEST_SCREENSHOTS === '1';

/** Keeps a picture of the page as `artifacts/screenshots/NAME.png`, where asked for. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (!isPictured) return;
  await mkdir('artifacts/screenshots', { recursive: true });
  await page.screenshot({ path: `artifacts/screenshots/${name}.png` });
}
