import { expect, test } from '@playwright/test';
import { open, watchErrors } from './helpers';

test('a mechanism is switched off everywhere, and its chip puts it back', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'mechanisms', 'draws=200');
  const matrix = page.getByRole('region', { name: 'What moves when it is off' });
  await expect(matrix.getByRole('row', { name: /apparatus-survives/ })).toContainText(/−\d+ !/);
  await page.getByRole('switch', { name: /^M8/ }).uncheck();
  await expect(page).toHaveURL(/without=M8/);
  await page.getByRole('link', { name: 'Answers', exact: true }).click();
  await expect(page).toHaveURL(/answers\?.*without=M8/);
  await expect(page.locator('main')).toContainText('Switched off: M8');
  await page.getByRole('button', { name: /^Switch on again/ }).click();
  await expect(page).not.toHaveURL(/without=/);
  await expect(page.locator('main')).not.toContainText('Switched off: M8');
  expect(errors).toEqual([]);
});
