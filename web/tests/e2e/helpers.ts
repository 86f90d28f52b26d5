import { expect, type Page } from '@playwright/test';

export const flagship = '/c/hamadan-2016';

/** Opens a view with few draws: the tests look at behaviour, not at digits. */
export async function open(page: Page, room: string, query = ''): Promise<void> {
  await page.goto(`${flagship}/${room}?draws=500${query === '' ? '' : '&' + query}`);
  await expect(page.locator('main h1')).toBeVisible();
}

/** Problems that the browser reports fail the test at its end. */
export function watchErrors(page: Page): string[] {
  const seen: string[] = [];
  page.on('pageerror', (error) => seen.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') seen.push(message.text());
  });
  return seen;
}

export const why = (page: Page) => page.getByRole('complementary', { name: 'Why' });

export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
