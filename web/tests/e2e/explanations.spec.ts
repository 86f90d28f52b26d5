import { expect, test } from '@playwright/test';
import { open, watchErrors, why } from './helpers';

test('explanations stand in rows with posterior, lead and prior, and say what separates them', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'answers');
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  await expect(page.getByRole('heading', { name: 'Which explanation does the evidence favour?' })).toBeVisible();
  const rows = page.getByRole('region', { name: 'Explanations, why-now' });
  await expect(rows.locator('tbody tr')).toHaveCount(7);
  await expect(rows.getByRole('row', { name: /^H3/ })).toContainText(/0\.\d+ \(90% range 0\.\d+ to 0\.\d+\)/);
  await expect(rows.getByRole('row', { name: /^H3/ })).toContainText(/in \d+ of 100 draws/);
  await expect(page.locator('.set .says')).toContainText(/H3 leads in \d+ of 100/);
  const matrix = page.getByRole('region', { name: 'Who is above whom, why-now' });
  await expect(matrix.locator('tbody tr')).toHaveCount(7);
  await expect(matrix.getByRole('row', { name: /^H3/ })).toContainText('▲');
  await expect(page.locator('main')).toContainText('These seven come from “fa” and count as one voice');
  await expect(page.getByRole('region', { name: 'Leave one out, why-now' })).toContainText('Without “ll” H1 leads instead of H3.');
  await expect(page.getByRole('region', { name: 'Inconsistencies, why-now' }).getByRole('row', { name: /Against it/ })).toBeVisible();
  await expect(page.locator('main')).toContainText('Counts of inconsistency; not probabilities');
  const text = await page.locator('main').innerText();
  expect(text.replace(/90% range/g, '')).not.toMatch(/%|percent|chance/i);
  expect(errors).toEqual([]);
});

test('a row and a report are chosen in the address and lead to claims', async ({ page }) => {
  await open(page, 'explanations');
  await page.getByRole('region', { name: 'Explanations, why-now' }).getByRole('link', { name: 'H3', exact: true }).click();
  await expect(page).toHaveURL(/sel=row:H3/);
  await expect(page.getByRole('complementary', { name: 'Explanation H3' })).toContainText(/It leads in \d+ of 100 draws/);
  await page.getByRole('region', { name: 'Evidence, why-now' }).getByRole('link', { name: 'missing-money' }).click();
  await expect(page).toHaveURL(/sel=item:missing-money/);
  await page.goBack();
  await expect(page).toHaveURL(/sel=row:H3/);
  await page.goForward();
  const chosen = page.getByRole('complementary', { name: 'Report missing-money' });
  await chosen.getByRole('link', { name: /What stands behind its ratings/ }).click();
  await expect(page).toHaveURL(/why=n:hypotheses\.why-now\.missing-money\.likelihood\.H1/);
  await expect(why(page)).toContainText('What stands behind it');
  await page.keyboard.press('Escape');
  await chosen.getByRole('link', { name: 'll-payoff' }).click();
  await expect(page).toHaveURL(/evidence\?.*sel=claim:ll-payoff/);
});

test('a likelihood edited where it stands moves the posteriors, the base stays in grey', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'explanations');
  const evidence = page.getByRole('region', { name: 'Evidence, why-now' });
  await evidence.getByRole('button', { name: /^baku-summit if H6:/ }).click();
  await page.getByLabel(/^baku-summit if H6: value/).fill('0.98');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/set=hypotheses\.why-now\.baku-summit\.likelihood\.H6=0\.98/);
  await expect(page.locator('.moved')).toContainText(/H6 rises by 0\.\d+/);
  await expect(page.getByRole('region', { name: 'Explanations, why-now' }).locator('svg g.grey').first()).toBeAttached();
  await evidence.getByRole('button', { name: /^Reliability of baku-summit/ }).click();
  await page.getByLabel(/^Reliability of baku-summit: value/).fill('0');
  await page.keyboard.press('Enter');
  await expect(evidence.getByRole('row', { name: /^baku-summit/ })).toContainText('separates nothing');
  expect(errors).toEqual([]);
});

test('the order of the rows stands in the address', async ({ page }) => {
  await open(page, 'explanations');
  const rows = page.getByRole('region', { name: 'Explanations, why-now' });
  await rows.getByRole('button', { name: 'Posterior' }).click();
  await rows.getByRole('button', { name: 'Posterior' }).click();
  await expect(page).toHaveURL(/sort=-posterior/);
  await expect(rows.locator('tbody tr').first()).toContainText('H3');
});

test('an answer says who is favoured and leads to the room', async ({ page }) => {
  await open(page, 'answers');
  const question = page.locator('.questions article').first();
  await expect(question.locator('dt', { hasText: 'Favoured' })).toBeVisible();
  await question.getByRole('link', { name: 'Weigh the explanations' }).click();
  await expect(page).toHaveURL(/explanations\?.*show=why-now/);
});

test('a cell of one lens shows that lens’s own rule and inputs', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'answers');
  await page.getByRole('link', { name: /^hypotheses agrees/ }).first().click();
  await expect(page).toHaveURL(/why=c:payoff-is-the-reason@hypotheses/);
  await expect(why(page).locator('.rule')).toHaveCount(1);
  await expect(why(page).locator('.rule')).toContainText('H3 above H1');
  await expect(why(page).locator('.inputs li').first()).toContainText(/H\d|prior|missing-money/);
  await why(page).getByRole('link', { name: 'All lenses' }).click();
  await expect(page).toHaveURL(/why=c:payoff-is-the-reason($|&)/);
  await expect(why(page).locator('.rule').nth(2)).toBeVisible();
  expect(errors).toEqual([]);
});

test('a case without explanations teaches how to write them', async ({ page }) => {
  await page.goto('/c/minimal/explanations');
  await expect(page.locator('main')).toContainText('This case weighs no explanations');
});
