import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Presses Enter on a button once it can be pressed: unlike a click, a key on a button that is still disabled does nothing, without an error. */
export async function pressEnter(button: Locator): Promise<void> {
  await button.click({ trial: true });
  await button.press('Enter');
}

/** Opens a menu and chooses an entry by the keyboard. A menu that opens takes the focus for itself first, and with it a key that comes too soon. */
export async function chooseFromMenu(page: Page, menu: Locator, entry: string): Promise<void> {
  await pressEnter(menu);
  const item = page.getByRole('menuitem', { name: entry });
  const isReached = async () => {
    await page.keyboard.press('ArrowDown');
    return item.evaluate((element) => element === document.activeElement);
  };
  await expect.poll(isReached, { timeout: 20_000 }).toBe(true);
  await page.keyboard.press('Enter');
}
