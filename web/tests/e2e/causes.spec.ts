import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { flagship, open, overflow, watchErrors, why } from './helpers';

const effects = (page: Page) => page.getByRole('region', { name: 'What the push moves' });
const map = (page: Page) => page.getByRole('group', { name: /^Causal map of/ });

test('the first thing seen is what the first tested push moves', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'causes');
  await expect(page.locator('main p.head')).toContainText(/^.+ [+−][\d.]+: \d+ drivers? (rises?|falls?)/);
  await expect(effects(page).getByRole('row', { name: /^Military cooperation/ })).toContainText(/(rises|falls), (firm|leaning)\s*in (all|\d+ of 100) weightings/);
  await expect(page.locator('main')).toContainText('since no route leads there');
  await expect(map(page).getByRole('button')).toHaveCount(24);
  await expect(page.getByRole('heading', { name: /By which routes does it reach Military cooperation/ })).toBeVisible();
  expect(errors).toEqual([]);
});

test('another push, two together, one held: all stand in the address, and back undoes them', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'causes');
  const form = page.getByRole('form', { name: 'The push' });
  await expect(effects(page)).toBeVisible();
  await form.getByLabel('Push this').selectOption('threats');
  await expect(page).toHaveURL(/push=threats=1/);
  await expect(page.locator('main p.head')).toContainText(/^Threats against Iran.* \+1: /);
  await form.getByLabel(/^Size for Threats/).fill('-0.5..-0.2');
  await form.getByLabel(/^Size for Threats/).press('Enter');
  await expect(page).toHaveURL(/push=threats=-0\.5\.\.-0\.2/);
  await form.getByRole('button', { name: 'Push another with it' }).click();
  await expect(page).toHaveURL(/push=threats=-0\.5\.\.-0\.2,deal-payoff=1/);
  await form.getByLabel('How Payoff of the deal to Iran is pushed').selectOption('held at');
  await expect(page).toHaveURL(/deal-payoff==1/);
  await expect(page.locator('main p.head')).toContainText('Payoff of the deal to Iran held at 1');
  await page.goBack();
  await page.goBack();
  await expect(page.locator('main p.head')).not.toContainText('Payoff');
  await form.getByLabel('What the case asks').selectOption({ label: 'Payoff of the deal to Iran +1' });
  await expect(page).toHaveURL(/push=deal-payoff=1(&|$)/);
  expect(errors).toEqual([]);
});

test('by keyboard over the map to a driver, its routes, and what stands behind a link', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'causes', 'push=deal-payoff=1&sel=cooperation');
  const cooperation = map(page).getByRole('button', { name: /^Military cooperation/ });
  await cooperation.focus();
  await page.keyboard.press('ArrowUp');
  await expect(cooperation).not.toBeFocused();
  await expect(page.locator('.hit:focus')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sel=/);
  await page.goto(`${flagship}/causes?draws=500&push=deal-payoff=1&sel=cooperation`);
  const down = page.locator('.sides > div').nth(1);
  await expect(down).toContainText('Pulls Military cooperation of Iran and Russia down');
  await expect(down.locator('ol > li').first()).toContainText('of the weight of all routes');
  await down.locator('summary').first().click();
  await expect(down.locator('.claims a').first()).toHaveAttribute('href', /sel=claim:/);
  await down.getByRole('link', { name: 'Standing of the moderates lowers Military cooperation of Iran and Russia: why?' }).first().click();
  await expect(page).toHaveURL(/why=n:moderates/);
  await expect(why(page).getByText('What stands behind it')).toBeVisible();
  expect(errors).toEqual([]);
});

test('a link is resized, and cut, where it stands; what differs is said beside what was', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'causes', 'push=chip-temptation=1');
  const links = page.getByRole('region', { name: 'Links of the map' });
  await links.getByRole('button', { name: /^Size of Russia's temptation.* raises Iranian mistrust/ }).click();
  await links.getByRole('textbox').fill('0.5..0.6');
  await links.getByRole('textbox').press('Enter');
  await expect(page).toHaveURL(/set=chip-temptation.*0\.5\.\.0\.6/);
  await expect(effects(page)).toContainText('as written');
  await links.getByRole('checkbox', { name: /^Iranian mistrust of Russia lowers Military cooperation/ }).uncheck();
  await expect(page).toHaveURL(/mistrust.*cooperation=off/);
  await expect(effects(page).getByRole('row', { name: /^Military cooperation/ })).toContainText(/unaffected[^]*as written falls/);
  await expect(page.locator('main')).toContainText(/Other than as written \(grey\):.*Military cooperation of Iran and Russia is unaffected/);
  expect(errors).toEqual([]);
});

test('loops, observations, two articles, and a question put to each map', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'causes');
  await expect(page.getByRole('region', { name: 'Loops' })).toContainText('a push comes back');
  await expect(page.getByRole('region', { name: 'Observations', exact: true })).toContainText(/Under .*, Military cooperation of Iran and Russia rose/);
  await page.getByText('Mechanisms on and off').click();
  await page.getByRole('switch', { name: /^M12/ }).uncheck();
  await expect(page).toHaveURL(/without=M12/);
  await expect(page.getByRole('region', { name: 'Links of the map' }).getByRole('row', { name: /^Iranian mistrust of Russia → Military/ })).toHaveCount(0);
  await page.getByRole('switch', { name: /^M12/ }).check();
  await expect(page).not.toHaveURL(/without=/);
  const said = page.getByRole('region', { name: 'What either says' });
  await expect(said).toContainText('both say so');
  await expect(page.getByRole('region', { name: 'Questions by map' })).toContainText('cannot answer');
  await page.getByRole('combobox', { name: 'Read' }).selectOption({ index: 1 });
  await expect(page).toHaveURL(/maps=\w+,\w+/);
  await page.getByRole('region', { name: 'Questions by map' }).getByRole('link', { name: /^Payoff of the deal.*where does/ }).first().click();
  await expect(page).toHaveURL(/push=deal-payoff=1.*sel=cooperation/);
  expect(errors).toEqual([]);
});

test('the map leaves as a drawing and the table as JSON', async ({ page }) => {
  await open(page, 'causes');
  await expect(map(page)).toBeVisible();
  const figure = page.locator('figure').first();
  const json = await page.request.get((await figure.getByRole('link', { name: 'JSON' }).getAttribute('href'))!);
  expect((await json.json()).format).toBe('entente.causes.view/1');
  const download = page.waitForEvent('download');
  await figure.getByRole('button', { name: 'SVG' }).click();
  expect((await download).suggestedFilename()).toBe('the-causal-map-under-this-push.svg');
});

test('a push that cannot be is an error with a way out; a case without a map says what to write', async ({ page }) => {
  await open(page, 'causes', 'push=nobody=1');
  await expect(page.getByRole('alert')).toContainText('drivers.nobody');
  await page.getByRole('button', { name: 'Back to the case’s first push' }).click();
  await expect(effects(page)).toBeVisible();
  await page.goto('/c/minimal/causes');
  await expect(page.locator('main')).toContainText('This case has no causal map');
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, 'causes', 'push=threats=1,mistrust=-1&show=settings');
  await expect(effects(page)).toBeVisible();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test('in a copy, a link is taken out, brought back, and another adopted', async ({ page }) => {
  const dir = await mkdtemp(path.join(tmpdir(), 'entente-'));
  try {
    const errors = watchErrors(page);
    await open(page, 'what-if');
    await page.getByLabel('Folder for the copy').fill(path.join(dir, 'copy'));
    await page.getByRole('button', { name: 'Copy and open' }).click();
    await expect(page).toHaveURL(/\/c\/(?!hamadan-2016\/)[\w-]+\/what-if/);
    await page.goto(page.url().replace('/what-if', '/causes'));
    const file = () => readFile(path.join(dir, 'copy', 'causes.yaml'), 'utf8');
    const row = page.getByRole('region', { name: 'Links of the map' }).getByRole('row', { name: /^Iranian hedging → / });
    await row.getByRole('button', { name: /^Take out of the case/ }).click();
    await expect(row).toHaveCount(0);
    expect(await file()).not.toContain('hedging -> cooperation');
    await page.getByRole('button', { name: 'undo' }).click();
    await expect(row).toHaveCount(1);
    await page.getByText('that a source asserts and the case does not adopt so').click();
    const adopt = page.getByRole('button', { name: /^Adopt into the case/ }).first();
    const link = (await adopt.getAttribute('aria-label'))!.replace('Adopt into the case: ', '');
    await adopt.click();
    await expect.poll(file).toContain(link);
    expect(errors).toEqual([]);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
