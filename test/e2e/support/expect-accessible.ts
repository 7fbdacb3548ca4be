import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { settled } from './screenshots';

type Violation = { id: string; impact: string | null; nodes: { target: string[]; failureSummary: string }[] };

/** Runs axe on the page below the frame as it stands and fails on anything serious, in the words axe has for it. */
export async function expectAccessible(page: Page): Promise<void> {
  await settled(page);
  // Evaluated from outside the page, so its content security policy stays as it is.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<Violation[]>(
    "axe.run('main', { resultTypes: ['violations'] }).then((result) => result.violations)",
  );
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect(serious).toEqual([]);
}
