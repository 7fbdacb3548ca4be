import type { Locator } from 'playwright-core';

/** Presses Enter on a button once it can be pressed: unlike a click, a key on a button that is still disabled does nothing, without an error. */
export async function pressEnter(button: Locator): Promise<void> {
  await button.click({ trial: true });
  await button.press('Enter');
}
