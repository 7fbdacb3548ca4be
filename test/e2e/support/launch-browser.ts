import { type Browser, chromium } from 'playwright-core';
import { unpackChromium } from './unpack-chromium';

/** Chromium: from the npm package on Linux, the installed Chrome elsewhere. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome' });
  const { executablePath, env } = await unpackChromium();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    // Containers run as root and have a small /dev/shm. The page's own protections stay on.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
  });
}
