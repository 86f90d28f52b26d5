import { expect, test } from '@playwright/test';
import { open, watchErrors, why } from './helpers';

test('from a claim to every number it feeds, and from a number back to the claim', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'evidence', 'sel=claim:ll-pro-russian');
  const claim = page.locator('article.open');
  await expect(claim).toBeInViewport();
  await expect(claim.getByText('What it feeds')).toBeVisible();
  await claim.locator('.more').getByRole('link', { name: /Hardliners.*base-access|base-access.*Hardliners/ }).first().click();
  await expect(page).toHaveURL(/why=n:iran\.hardliners\.base-access/);
  const back = why(page).getByRole('link', { name: /pro-Russian|leaning to the Soviets/i }).first();
  await back.click();
  await expect(page).toHaveURL(/sel=claim:ll-pro-russian/);
  expect(errors).toEqual([]);
});

test('what would hang in the air if a paragraph fell away', async ({ page }) => {
  await open(page, 'evidence');
  await page.getByRole('button', { name: 'fa ¶18: if it fell away' }).click();
  const box = page.locator('.fallen');
  await expect(box).toContainText(/Without fa ¶18: \d+ claims? would go/);
  await expect(box.getByRole('link').first()).toBeVisible();
});

test('filters: unused claims, numbers without evidence, contradictions, mechanisms', async ({ page }) => {
  await open(page, 'evidence');
  const ways = page.getByRole('navigation', { name: 'Ways to look at the evidence' });
  await ways.getByRole('link', { name: /Numbers without evidence/ }).click();
  await expect(page.getByRole('region', { name: 'Numbers without evidence' }).locator('tbody tr').first()).toBeVisible();
  await ways.getByRole('link', { name: /Contradictions/ }).click();
  await expect(page.locator('.pair').first()).toContainText('contradicts');
  await ways.getByRole('link', { name: /Mechanisms/ }).click();
  await expect(page.getByRole('region', { name: 'Mechanisms' }).locator('tbody tr')).toHaveCount(16);
  await ways.getByRole('link', { name: /Claims nobody uses/ }).click();
  await expect(page).toHaveURL(/show=unused/);
});

test('check groups what is weak and leads to its place', async ({ page }) => {
  await open(page, 'check');
  await expect(page.getByRole('heading', { name: 'Warnings' })).toBeVisible();
  await expect(page.locator('main summary').first()).toContainText(/\w+\/\w+/);
  await page.locator('main details li a').first().click();
  await expect(page).toHaveURL(/why=|sel=/);
});

test('search finds actors, issues, claims, numbers and commands', async ({ page }) => {
  await open(page, 'answers');
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: /Search/ })).toBeFocused();
  await page.keyboard.type('hardliners influence');
  await expect(page.getByRole('option').first()).toContainText('iran.hardliners.influence');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/why=n:iran\.hardliners\.influence/);
  await page.keyboard.press('/');
  await page.keyboard.type('go to evidence');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/evidence/);
});
