import { expect, test, type Page } from '@playwright/test';
import { open, overflow, watchErrors, why } from './helpers';

const stability = (page: Page) => page.getByRole('region', { name: 'Stability of outcomes' });

async function openCase(page: Page, id: string, query = ''): Promise<void> {
  await page.goto(`/c/${id}/conflict?draws=500${query === '' ? '' : '&' + query}`);
  await expect(stability(page)).toBeVisible();
}

test('the status quo and what can move from it are said in the options’ own names', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'answers');
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await expect(page).toHaveURL(/\/conflict/);
  await expect(page.locator('main')).toContainText('As things stand: “Allow use of the base” and “Keep up the joint campaign”.');
  await expect(page.locator('main')).toContainText('Saudi Arabia can improve from allow+joint to allow+joint+escalate');
  await expect(page.locator('main')).toContainText(/an equilibrium in sight in \d+ of 100 judgements/);
  await expect(page.locator('main')).toContainText('they are not probabilities of events');
  expect(errors).toEqual([]);
});

test('options stand by owner, with what is taken now and where it may rest', async ({ page }) => {
  await openCase(page, 'cuba-1962');
  const options = page.getByRole('region', { name: 'Options in the outcomes that matter' });
  await expect(options.getByRole('row', { name: /Bomb the missile sites/ })).toContainText('once taken, never given up');
  await expect(options.getByRole('columnheader', { name: 'now (1)' })).toBeVisible();
  await expect(page.locator('main')).toContainText('analyst\'s judgement: one gives way, the other raises the stake');
});

test('by keyboard into a verdict: words, moves, sanction, statement, claims; and back', async ({ page }) => {
  const errors = watchErrors(page);
  await openCase(page, 'cuba-1962');
  const sign = stability(page).getByRole('link', { name: /^Soviet Union, SEQ, outcome 5: stays/ });
  await sign.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/why=g:seq:ussr:withdraw/);
  await expect(why(page)).toContainText('So Soviet Union stays.');
  await expect(why(page)).toContainText('which the others would want to give');
  await expect(why(page)).toContainText('they part at its statement 2');
  await expect(why(page).getByRole('link', { name: 'soviet-fear' }).first()).toBeVisible();
  await expect(why(page)).toContainText('With withdraw 6 places lower, below strike+blockade');
  await page.keyboard.press('Escape');
  await expect(why(page)).toHaveCount(0);
  await expect(sign).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/why=g:seq:us:withdraw/);
  expect(errors).toEqual([]);
});

test('the table shows what is in sight, equilibria or all, and GMR when it is asked for', async ({ page }) => {
  await openCase(page, 'hamadan-2016');
  await expect(stability(page).getByRole('row')).toHaveCount(16);
  await expect(stability(page).getByRole('columnheader', { name: 'GMR' })).toHaveCount(0);
  await page.getByLabel('with GMR').check();
  await expect(stability(page).getByRole('columnheader', { name: 'GMR' })).toBeVisible();
  await page.getByRole('button', { name: 'all', exact: true }).click();
  await expect(page).toHaveURL(/show=all/);
  await expect(page.getByRole('button', { name: 'all 216' })).toBeVisible();
  await page.getByRole('combobox', { name: /as far-sighted as/ }).selectOption('nash');
  await expect(page).toHaveURL(/concept=nash/);
  await page.getByRole('button', { name: 'equilibria by Nash' }).click();
  await expect(page.locator('main')).toContainText('nobody can do better by a move of its own');
});

test('a what-if is answered, with the case as written beside it', async ({ page }) => {
  await openCase(page, 'elmira', 'what-if=closure-meant');
  await expect(page.locator('main')).toContainText(/without the changes in force in (all|no|\d+ of 100|more than 99 of 100) judgement/);
});

test('an open verdict fits a screen 360 pixels wide', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openCase(page, 'hamadan-2016', 'why=g:smr:saudi:allow%2Bjoint&sel=allow%2Bjoint%2Bescalate');
  await expect(why(page)).toContainText('Down to the moves');
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test('a case without a game says what to write, and shows one', async ({ page }) => {
  await page.goto('/c/minimal/conflict');
  await expect(page.locator('main')).toContainText('This case has no game.');
  await page.getByRole('link', { name: 'See the game of Cuba, 1962' }).click();
  await expect(stability(page)).toBeVisible();
});
