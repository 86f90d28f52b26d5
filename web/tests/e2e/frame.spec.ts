import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';
import { flagship, open, overflow, why } from './helpers';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const rooms = ['answers', 'issues', 'bargain', 'actors', 'conflict', 'causes', 'explanations', 'what-if', 'mechanisms', 'evidence', 'check'];

interface Violation {
  id: string;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** Violations of WCAG 2.1 A and AA, and text contrast of 7:1. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(axe, 'utf8'));
  const found = await page.evaluate(async () => {
    const run = (window as unknown as { axe: { run: (o: unknown) => Promise<{ violations: unknown[] }> } }).axe;
    const result = await run.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice', 'wcag2aaa'],
      rules: { 'color-contrast-enhanced': { enabled: true } },
    });
    return result.violations as Violation[];
  });
  return found.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.slice(0, 4).map((n) => `${n.target.join(' ')} ${n.failureSummary ?? ''}`).join('\n  ')}`);
}

for (const scheme of ['light', 'dark'] as const) {
  for (const room of rooms) {
    test(`${room} is accessible in the ${scheme} theme`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await open(page, room, 'what-if=full-delivery');
      await page.waitForLoadState('networkidle');
      expect(await violations(page)).toEqual([]);
    });
  }
}

for (const scheme of ['light', 'dark'] as const) {
  test(`a move that is read, open switches and counted readings are accessible in the ${scheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await open(page, 'bargain', 'issue=assad&sel=saudi&round=2&switch=prob=net&what-if=full-delivery');
    await page.getByRole('button', { name: /In how many readings/ }).first().click();
    await expect(page.locator('main')).toContainText('of 144 readings');
    await page.waitForLoadState('networkidle');
    expect(await violations(page)).toEqual([]);
  });
}

for (const scheme of ['light', 'dark'] as const) {
  test(`an open verdict, the least change, all moves and a waiting order are accessible in the ${scheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await open(page, 'conflict', 'sel=allow%2Bjoint&why=g:smr:saudi:allow%2Bjoint&want=stable&paths=moves&show=all');
    await expect(why(page)).toContainText('Down to the moves');
    await expect(page.getByRole('heading', { name: 'By other statements' })).toBeVisible();
    await page.getByRole('button', { name: /^Move statement 1,/ }).first().focus();
    for (const key of ['Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    await expect(page.getByRole('group', { name: 'New order of Iran' })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await violations(page)).toEqual([]);
  });
}

test('welcome and the Why drawer are accessible', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/');
  await expect(page.getByRole('link', { name: /Hamadan/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await open(page, 'issues', 'why=c:temporary-only');
  await expect(why(page).getByText('The rule', { exact: true })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

for (const room of rooms) {
  test(`${room} fits a screen 360 pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, room, 'what-if=full-delivery&set=russia.base-access.position=20..30');
    await page.waitForLoadState('networkidle');
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
}

test('the drawer fits a narrow screen and closes', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, 'answers', 'why=c:temporary-only');
  await expect(why(page).getByText('The rule', { exact: true })).toBeVisible();
  const box = (await why(page).boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.width).toBeLessThanOrEqual(360);
  await why(page).getByRole('button', { name: 'Close' }).click();
  await expect(why(page)).toHaveCount(0);
});

test('by keyboard alone: skip link, rooms, table, why, close', async ({ page }) => {
  await open(page, 'answers');
  await expect(page.locator('.questions article').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the answers' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(page).toHaveURL(/\/issues/);
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page).toHaveURL(/\/answers/);
  const table = page.getByRole('region', { name: 'Conclusions by lens' });
  await table.locator('tbody a').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(table.locator('tbody tr').nth(1).locator('a').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(why(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(why(page)).toHaveCount(0);
  await expect(table.locator('tbody tr').nth(1).locator('a').first()).toBeFocused();
});

test('? shows the keys', async ({ page }) => {
  await open(page, 'check');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the theme is chosen and remembered', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, 'check');
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByTitle('Light or dark').click();
  await page.getByTitle('Light or dark').click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await paper()).not.toBe(light);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('nothing is fetched from anywhere else', async ({ page }) => {
  const hosts = new Set<string>();
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && !request.url().startsWith('blob:')) hosts.add(new URL(request.url()).host);
  });
  for (const room of rooms) await open(page, room);
  await page.waitForLoadState('networkidle');
  expect([...hosts]).toEqual([new URL(page.url()).host]);
});

test('every chart has a name, and a table beside it or with it', async ({ page }) => {
  await open(page, 'issues', 'sel=base-access');
  await expect(page.getByRole('slider').first()).toBeVisible();
  const nameless = await page.locator('svg[role="img"]:not([aria-label])').count();
  expect(nameless).toBe(0);
  await page.getByText('The same as a table').first().click();
  await expect(page.getByRole('table', { name: /Every actor’s position/ })).toBeVisible();
});

test('draws and seed are set in the top line and stand in the address', async ({ page }) => {
  await page.goto(`${flagship}/answers?draws=500`);
  await page.getByTitle('Draws and seed of the run').click();
  await page.getByLabel('Seed').fill('7');
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(page).toHaveURL(/seed=7/);
  await expect(page.getByTitle('Draws and seed of the run')).toContainText('seed 7');
});

test('an answer comes as JSON and as a drawing', async ({ page }) => {
  await open(page, 'issues', 'sel=base-access');
  const figure = page.locator('figure').first();
  const json = await page.request.get((await figure.getByRole('link', { name: 'JSON' }).getAttribute('href'))!);
  expect((await json.json()).format).toBe('entente.run/1');
  const download = page.waitForEvent('download');
  await figure.getByRole('button', { name: 'SVG' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.svg$/);
});
