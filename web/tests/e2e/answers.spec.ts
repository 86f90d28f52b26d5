import { expect, test } from '@playwright/test';
import { flagship, open, watchErrors, why } from './helpers';

test('welcome lists the built-in cases and opens one', async ({ page }) => {
  const errors = watchErrors(page);
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Which case?' })).toBeVisible();
  await page.getByRole('link', { name: /Hamadan/ }).click();
  await expect(page).toHaveURL(new RegExp(`${flagship}/answers`));
  await expect(page.getByRole('heading', { name: /What does this case answer/ })).toBeVisible();
  expect(errors).toEqual([]);
});

test('a folder that is not there is said to be wrong, with what to do', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel(/path of a case/).fill('/nowhere/at/all');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText(/\w+/);
  await expect(page).toHaveURL('/');
});

test('an unknown case says so and leads back', async ({ page }) => {
  await page.goto('/c/no-such-case/answers');
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('link', { name: 'All cases', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Which case?' })).toBeVisible();
});

test('three questions have an answer, a range, a baseline and three reasons', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'answers');
  const questions = page.locator('.questions article');
  await expect(questions).toHaveCount(3);
  for (const question of await questions.all()) {
    await expect(question.locator('.answer')).toContainText(/\w{3}/);
    await expect(question.locator('dt', { hasText: 'Range' })).toBeVisible();
    await expect(question.locator('dt', { hasText: 'Baseline' })).toBeVisible();
    await expect(question.locator('.because li')).toHaveCount(3);
  }
  await expect(page.getByRole('region', { name: 'Conclusions by lens' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Levers' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Signs to watch' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Key assumptions' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Scored questions' }).getByText('not scored yet')).toHaveCount(8);
  expect(errors).toEqual([]);
});

test('a share is never said as percent, chance or probability of an event', async ({ page }) => {
  await open(page, 'answers');
  await expect(page.getByRole('region', { name: 'Levers' })).toBeVisible();
  const table = await page.locator('#conclusions').innerText();
  expect(table).not.toMatch(/%|percent|chance/i);
});

test('why leads from a conclusion over its rule and inputs to a paragraph', async ({ page }) => {
  await open(page, 'answers');
  await page.locator('.questions article').first().locator('.answer a').first().click();
  await expect(page).toHaveURL(/why=c:/);
  const drawer = why(page);
  await expect(drawer.getByText('The conclusion', { exact: true })).toBeVisible();
  await expect(drawer.getByText('The rule', { exact: true })).toBeVisible();
  await expect(drawer.getByText(/holds in \d+ of 100 draws|holds in all draws|holds in more than/).first()).toBeVisible();
  const paragraph = drawer.getByRole('link', { name: /^\w+ ¶\d+/ }).first();
  const place = await paragraph.innerText();
  await paragraph.click();
  await expect(page).toHaveURL(/evidence\?.*sel=place:/);
  await expect(page.locator('[data-here] h3')).toHaveText(place);
  await expect(page.locator('[data-here]')).toBeInViewport();
});

test('Escape closes the drawer, back opens it again, the text can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, 'answers', 'why=c:temporary-only');
  await expect(why(page).getByText('The rule', { exact: true })).toBeVisible();
  await why(page).getByRole('button', { name: 'copy as text' }).click();
  await expect(why(page).getByRole('button', { name: 'copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('¶');
  await page.keyboard.press('Escape');
  await expect(why(page)).toHaveCount(0);
  await page.goBack();
  await expect(why(page)).toBeVisible();
});

test('a table sorts by its header and keeps the order in the address', async ({ page }) => {
  await open(page, 'actors');
  const region = page.getByRole('region', { name: 'Actors', exact: true });
  await region.getByRole('button', { name: 'Actor', exact: true }).click();
  await expect(page).toHaveURL(/sort=name/);
  const names = await region.locator('tbody th').allInnerTexts();
  const trimmed = names.map((n) => n.trim());
  expect(trimmed).toEqual([...trimmed].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })));
  await expect(region.locator('th[aria-sort="ascending"]')).toHaveCount(1);
});
