import type { Page } from 'playwright-core';
import { isPictured, screenshot } from './browser';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

const schemes = ['light', 'dark'] as const;

/**
 * Looks at the page in both sizes that the design is made for and both schemes; then it is as it was. Where pictures are
 * not asked for, once in the other size and scheme: what fails to draw there is an error of the page.
 */
export async function screenshots(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  if (isPictured) {
    for (const size of sizes) for (const scheme of schemes) await picture(page, name, size, scheme);
  } else await show(page, sizes[1], 'dark');
  await show(page, before, 'light');
}

type Size = { width: number; height: number };

async function picture(page: Page, name: string, size: Size, scheme: Scheme): Promise<void> {
  await show(page, size, scheme);
  await screenshot(page, `${name}-${size.width}-${scheme}`);
}

type Scheme = (typeof schemes)[number];

async function show(page: Page, size: Size | null, scheme: Scheme): Promise<void> {
  if (size) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor({ state: 'attached' });
  await settled(page);
}

/** Fonts are there, what follows from a new theme or size is drawn, and nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    const ending = document
      .getAnimations()
      .filter((a) => a.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
  });
}
