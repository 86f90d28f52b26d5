import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
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

const statements = (page: Page, name: string) => page.getByRole('list', { name: `Statements of ${name}, the most important first` });

test('a statement is moved by key; the order is tried in the address, and taken back', async ({ page }) => {
  const errors = watchErrors(page);
  await openCase(page, 'cuba-1962');
  const list = statements(page, 'United States');
  const handle = list.getByRole('button', { name: /^Move statement 4, strike <-> escalate/ });
  await handle.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await expect(handle).toBeFocused();
  await expect(handle).toHaveAccessibleName(/now 5 of 5/);
  await page.keyboard.press('Escape');
  await expect(handle).toHaveAccessibleName(/now 4 of 5/);
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  const waiting = page.getByRole('group', { name: 'New order of United States' });
  await expect(waiting.getByRole('button', { name: 'Write to the case' })).toHaveCount(0);
  await waiting.getByRole('button', { name: 'Try' }).click();
  await expect(page).toHaveURL(/set=conflict\.us\.4\.confidence=0/);
  await expect(waiting).toHaveCount(0);
  await expect(list.locator('li').nth(3)).toContainText('written as 5');
  await page.getByRole('button', { name: /^Take back/ }).click();
  await expect(list.locator('li').nth(3)).not.toContainText('written as');
  expect(errors).toEqual([]);
});

test('a statement is dragged; what pairs alone do not make needs the case file', async ({ page }) => {
  await openCase(page, 'cuba-1962');
  const list = statements(page, 'United States');
  await list.scrollIntoViewIfNeeded();
  const from = (await list.getByRole('button', { name: /^Move statement 5/ }).boundingBox())!;
  const to = (await list.locator('li').first().boundingBox())!;
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 40, { steps: 4 });
  await page.mouse.move(to.x + 20, to.y + 2, { steps: 4 });
  await page.mouse.up();
  await expect(list.locator('li').first()).toContainText('blockade <-> escalate');
  const waiting = page.getByRole('group', { name: 'New order of United States' });
  await expect(waiting).toContainText('The case is built in; copy it to a folder to write into it.');
  await waiting.getByRole('button', { name: 'Cancel' }).click();
  await expect(list.locator('li').first()).toContainText('~escalate');
});

test('in a copy the order is written to the case file, and undone', async ({ page }) => {
  const dir = await mkdtemp(path.join(tmpdir(), 'entente-'));
  try {
    const folder = path.join(dir, 'copy');
    const made = await page.request.post('/api/cases', { data: { copy: 'cuba-1962', to: folder }, headers: { 'X-Entente': '1' } });
    await openCase(page, ((await made.json()) as { id: string }).id);
    const list = statements(page, 'Soviet Union');
    const waiting = page.getByRole('group', { name: 'New order of Soviet Union' });
    await list.getByRole('button', { name: /^Move statement 3/ }).focus();
    for (const key of ['Space', 'ArrowUp', 'Space']) await page.keyboard.press(key);
    await waiting.getByRole('button', { name: 'Write to the case' }).click();
    await expect(waiting).toHaveCount(0);
    await expect(list.locator('li').nth(1)).toContainText('blockade <-> escalate');
    expect(await readFile(path.join(folder, 'conflict.yaml'), 'utf8')).toMatch(/ussr:[^]*blockade <-> escalate[^]*strike <-> escalate/);
    await page.getByRole('button', { name: 'undo' }).click();
    await expect(list.locator('li').nth(1)).toContainText('strike <-> escalate');
    // A what-if that speaks of the first statement still does when that is the second.
    await list.getByRole('button', { name: /^Move statement 4/ }).focus();
    for (const key of ['Space', 'Home', 'Space']) await page.keyboard.press(key);
    await waiting.getByRole('button', { name: 'Write to the case' }).click();
    await expect(waiting).toHaveCount(0);
    expect(await readFile(path.join(folder, 'answers.yaml'), 'utf8')).toContain('conflict.ussr.2.confidence: 0..0.2');
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});

test('what it would take is said in words, exact or at most', async ({ page }) => {
  await openCase(page, 'cuba-1962');
  const take = page.getByRole('region', { name: 'What would it take?' });
  await take.getByRole('button', { name: 'What would it take for it to be?' }).click();
  await expect(page).toHaveURL(/want=stable/);
  await expect(take).toContainText('If United States liked nothing taken better than blockade');
  await expect(take).toContainText('Exact.');
  await expect(take).toContainText('If United States wanted the opposite of “withdraw”');
  await take.getByRole('combobox', { name: 'for' }).selectOption('us');
  await expect(page).toHaveURL(/dm=us/);
  await expect(take).toContainText('It is not stable for United States by SEQ');
  await take.getByRole('combobox', { name: 'Outcome' }).selectOption('withdraw');
  await expect(take).toContainText('It is stable for United States by SEQ');
});

test('the judgements that matter most are told as shares of judgements', async ({ page }) => {
  await openCase(page, 'cuba-1962');
  const table = page.getByRole('region', { name: 'Judgements that decide' });
  await expect(table.getByRole('row').nth(1)).toContainText(/\d+\/100/);
  await table.getByRole('link', { name: /stands before/ }).first().click();
  await expect(page).toHaveURL(/why=n:conflict\.\w+\.\d\.confidence/);
  await expect(why(page).getByText('What stands behind it')).toBeVisible();
});

test('the graph is walked by key; its way to the chosen outcome is drawn strong, and stands in the table', async ({ page }) => {
  const errors = watchErrors(page);
  await openCase(page, 'cuba-1962');
  const graph = page.getByRole('group', { name: /outcomes and \d+ moves from the status quo/ });
  const now = graph.getByRole('button', { name: /^Outcome 1, nothing is done; the status quo/ });
  await now.focus();
  await page.keyboard.press('ArrowDown');
  await expect(now).not.toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sel=/);
  await graph.getByRole('button', { name: /^Outcome 5, / }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sel=withdraw/);
  await expect(graph.locator('.strong')).toHaveCount(3);
  await expect(graph.getByRole('button', { name: /^Outcome 5, .*an equilibrium by SEQ$/ })).toHaveAttribute('aria-pressed', 'true');
  const table = page.getByRole('region', { name: 'Shortest ways from the status quo' });
  await expect(table.getByRole('row', { name: /^5 withdraw/ })).toContainText('United States: takes “Blockade the island” → Soviet Union: takes “Withdraw the missiles” → United States: gives up “Blockade the island”');
  await page.getByRole('button', { name: 'by moves of any kind' }).click();
  await expect(page).toHaveURL(/paths=moves/);
  await expect(table.getByRole('columnheader', { name: 'Shortest way by any moves' })).toBeVisible();
  expect(errors).toEqual([]);
});
