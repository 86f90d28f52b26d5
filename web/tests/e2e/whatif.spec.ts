import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { open, watchErrors, why } from './helpers';

test('a switch sets every answer beside the one before, and its chip takes it back', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'what-if');
  await page.getByRole('switch').first().check();
  await expect(page).toHaveURL(/what-if=\w/);
  const issues = page.getByRole('region', { name: 'Issues before and after' });
  await expect(issues).toContainText(/(rises|falls) by/);
  await page.getByRole('link', { name: 'Answers', exact: true }).click();
  await expect(page).toHaveURL(/answers\?.*what-if=/);
  await expect(page.locator('.questions')).toContainText(/(rises|falls) by|stays at/);
  await page.getByRole('button', { name: /^Switch off/ }).click();
  await expect(page).not.toHaveURL(/what-if=/);
  await page.goBack();
  await expect(page).toHaveURL(/what-if=/);
  expect(errors).toEqual([]);
});

test('an actor moves by keyboard: the answer follows, and Delete takes it back', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'issues', 'sel=base-access');
  const russia = page.getByRole('slider', { name: 'Russia: position' });
  const before = Number(await russia.getAttribute('aria-valuenow'));
  await russia.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/set=russia\.base-access\.position=/);
  await expect(page.locator('.moved').first()).toContainText(/(rises|falls) by|stays at/);
  await expect.poll(async () => Number(await russia.getAttribute('aria-valuenow'))).toBeLessThan(before - 1);
  await russia.focus();
  await page.keyboard.press('Delete');
  await expect(page).not.toHaveURL(/set=/);
  await expect.poll(async () => Number(await russia.getAttribute('aria-valuenow'))).toBeCloseTo(before, 0);
  expect(errors).toEqual([]);
});

test('an actor moves by pointer, with a live trial before the full run', async ({ page }) => {
  await open(page, 'issues', 'sel=base-access');
  const russia = page.getByRole('slider', { name: 'Russia: position' });
  const box = (await russia.boundingBox())!;
  const trial = page.waitForRequest((r) => r.url().includes('draws=1000') && r.url().includes('set='));
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 6 });
  await trial;
  await page.mouse.up();
  await expect(page).toHaveURL(/set=russia\.base-access\.position=\d/);
  await expect(page.getByRole('button', { name: /^Take back/ })).toBeVisible();
});

test('arrows walk from actor to actor, Enter asks why', async ({ page }) => {
  await open(page, 'issues', 'sel=base-access');
  await page.getByRole('slider').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('slider').nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/why=n:/);
  await expect(why(page).getByText('What stands behind it')).toBeVisible();
});

test('a number is set by hand where it stands, and a wrong one is refused with a reason', async ({ page }) => {
  await open(page, 'issues', 'sel=base-access');
  await page.getByRole('button', { name: /^Russia: position on base-access/ }).click();
  const input = page.getByRole('textbox', { name: /Russia: position on base-access/ });
  await input.fill('20..30');
  await input.press('Enter');
  await expect(page).toHaveURL(/set=russia\.base-access\.position=20\.\.30/);
  await expect(page.locator('.moved').first()).toContainText('falls by');
  await page.getByRole('button', { name: /^Russia: position on base-access/ }).click();
  await page.getByRole('textbox', { name: /Russia: position on base-access/ }).fill('900');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
});

test('more influence for one part moves the state and the bargain', async ({ page }) => {
  await open(page, 'actors');
  const slider = page.getByRole('slider', { name: /Hardliners/ });
  await slider.focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/set=iran\.hardliners\.influence=/);
  await expect(page.locator('.said')).toContainText(/(rises|falls) by|stays at/);
});

test.describe('a copy in a folder', () => {
  let dir: string;
  test.beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'entente-'));
  });
  test.afterEach(async () => {
    await rm(dir, { recursive: true, force: true });
  });

  test('a built-in case offers the copy; a change is kept there under a name, and undone', async ({ page }) => {
    await open(page, 'what-if', 'set=russia.base-access.position=20..30');
    const folder = path.join(dir, 'copy');
    await page.getByLabel('Folder for the copy').fill(folder);
    await page.getByRole('button', { name: 'Copy and open' }).click();
    await expect(page).toHaveURL(/\/c\/(?!hamadan-2016\/)[\w-]+\/what-if\?.*set=/);
    await page.getByLabel('Title').fill('Moscow asks for less');
    await page.getByRole('button', { name: 'Keep in the case file' }).click();
    await expect(page).toHaveURL(/what-if=moscow-asks-for-less/);
    await expect(page.getByRole('switch', { name: /Moscow asks for less/ })).toBeChecked();
    const text = await readFile(path.join(folder, 'what-if.yaml'), 'utf8');
    expect(text).toContain('moscow-asks-for-less');
    expect(text).toContain('20..30');
    await page.getByRole('button', { name: 'undo' }).click();
    await expect(page.getByRole('switch', { name: /Moscow asks for less/ })).toHaveCount(0);
    expect(await readFile(path.join(folder, 'what-if.yaml'), 'utf8')).not.toContain('moscow-asks-for-less');
  });

  test('a number is written into the case file in place', async ({ page }) => {
    await open(page, 'what-if', 'set=russia.base-access.position=20..30');
    const folder = path.join(dir, 'copy');
    await page.getByLabel('Folder for the copy').fill(folder);
    await page.getByRole('button', { name: 'Copy and open' }).click();
    await page.getByRole('button', { name: 'write into the case' }).click();
    await expect(page).not.toHaveURL(/set=/);
    await expect.poll(() => readFile(path.join(folder, 'issues.yaml'), 'utf8')).toContain('20..30');
  });

  test('a sign is ticked off with its date and source', async ({ page }) => {
    await open(page, 'what-if', 'set=russia.base-access.position=20..30');
    await page.getByLabel('Folder for the copy').fill(path.join(dir, 'copy'));
    await page.getByRole('button', { name: 'Copy and open' }).click();
    await expect(page).not.toHaveURL(/hamadan-2016\//);
    await page.getByRole('link', { name: 'Answers', exact: true }).click();
    const signs = page.getByRole('region', { name: 'Signs to watch' });
    await signs.getByRole('button', { name: /^Tick off/ }).first().click();
    await signs.getByLabel('on', { exact: true }).fill('2016-11-20');
    await signs.getByLabel('source').fill('two wire reports');
    await signs.getByRole('button', { name: 'Tick off', exact: true }).click();
    await expect(signs.getByText('seen 2016-11-20, two wire reports')).toBeVisible();
  });

  test('a folder with errors shows all of them, each with its place and remedy', async ({ page }) => {
    await mkdir(path.join(dir, 'broken'));
    await writeFile(path.join(dir, 'broken', 'case.yaml'), 'entente: 1\nid: broken\ntitle: Broken\nas-of: 2020-01-01\nactros:\n  a: {name: A}\n');
    await page.goto('/');
    await page.getByLabel(/path of a case/).fill(path.join(dir, 'broken'));
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    const alert = page.getByRole('alert').first();
    await expect(alert).toContainText('actros');
    await expect(alert).toContainText(/case\.yaml:5/);
  });

  test('a new case starts small and runs', async ({ page }) => {
    await page.goto('/');
    await page.getByLabel(/folder to be made/).fill(path.join(dir, 'fresh'));
    await page.getByRole('button', { name: 'Start' }).click();
    await expect(page).toHaveURL(/\/c\/[\w-]+\/answers/);
    await expect(page.locator('.questions article')).not.toHaveCount(0);
  });
});
