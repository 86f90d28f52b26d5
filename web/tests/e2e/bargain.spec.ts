import { expect, test, type Page } from '@playwright/test';
import { open, overflow, watchErrors, why } from './helpers';

const sliders = (page: Page) => page.getByRole('slider', { name: /round looked at$/ });
const head = (page: Page) => page.locator('main .head').first();
const move = (page: Page) => page.getByRole('region', { name: 'Why this move' });

test('the first thing seen is where it starts, where it ends, and why it stopped there', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'issues', 'sel=assad');
  await page.getByRole('link', { name: 'Who would move whom, round by round?' }).click();
  await expect(page).toHaveURL(/\/bargain\?.*issue=assad/);
  await expect(head(page)).toContainText(/The weighted mean starts (at \d+ )?and ends at \d+,? after \d+ rounds?:/);
  await expect(page.locator('main')).toContainText('mean error 25.6 to 30.4');
  await expect(page.locator('main')).toContainText(/The forecast stays the static one: the weighted mean, \d+ at the mids/);
  await page.getByText('The same as a table').first().click();
  await expect(page.getByRole('table', { name: /Positions on assad/ })).toContainText('Static forecast');
  expect(errors).toEqual([]);
});

test('by keyboard through rounds and actors, and into a move', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'bargain', 'issue=assad');
  const russia = page.getByRole('slider', { name: 'Russia: round looked at' });
  await russia.focus();
  await expect(russia).toHaveAttribute('aria-valuenow', '1');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/round=2/);
  await expect(russia).toHaveAttribute('aria-valuetext', /after round 2/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(russia).toHaveAttribute('aria-valuetext', /at the start/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(russia).not.toBeFocused();
  await expect(page.locator('.track:focus')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sel=/);
  await expect(move(page)).toContainText(/^[^]*Round 1: /);
  await page.goBack();
  await expect(move(page)).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('a move is pressed on the chart: its words, its numbers, what it left, and the numbers behind it', async ({ page }) => {
  await open(page, 'bargain', 'issue=assad');
  const chart = page.getByRole('group', { name: /Positions on assad by round/ });
  const box = (await chart.boundingBox())!;
  const at = await page.locator('#track-saudi circle').evaluate((c) => [Number(c.getAttribute('cx')), Number(c.getAttribute('cy'))]);
  await page.mouse.click(box.x + at[0]!, box.y + at[1]!);
  await expect(page).toHaveURL(/sel=\w+/);
  await expect(move(page)).toBeVisible();
  await page.goto(page.url().replace(/sel=\w+/, 'sel=saudi').replace(/round=\d+/, 'round=2'));
  await expect(move(page)).toContainText('Round 2: Saudi Arabia');
  await expect(move(page)).toContainText('Probability of winning');
  await expect(move(page).getByRole('region', { name: 'What it left' })).toContainText('it would move Saudi Arabia farther');
  await move(page).getByRole('link', { name: /position of Saudi Arabia/i }).click();
  await expect(page).toHaveURL(/why=n:saudi\.assad\.position/);
  await expect(why(page).getByText('What stands behind it')).toBeVisible();
});

test('another model, another reading: both stand in the address, and one press takes the reading back', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, 'bargain', 'issue=assad');
  await expect(sliders(page).first()).toBeVisible();
  await page.getByRole('combobox', { name: /^Model/ }).selectOption('eu/masad-2014');
  await expect(page).toHaveURL(/model=eu\/masad-2014/);
  await page.getByText('Contested readings of the rules').click();
  await page.getByRole('combobox', { name: /^prob/ }).selectOption('pair');
  await expect(page).toHaveURL(/switch=prob=pair/);
  await expect(page.getByText('1 switch set otherwise than in eu/masad-2014')).toBeVisible();
  await page.getByRole('button', { name: 'back to eu/masad-2014 as named' }).click();
  await expect(page).not.toHaveURL(/switch=/);
  await page.getByLabel('at most').fill('3');
  await page.getByLabel('at most').press('Enter');
  await expect(page).toHaveURL(/rounds=3/);
  await expect(sliders(page).first()).toHaveAttribute('aria-valuemax', '3');
  await page.getByRole('combobox', { name: /^Model/ }).selectOption('smp/corrected');
  await expect(page).not.toHaveURL(/rounds=/);
  await expect(page.locator('main')).toContainText('all were divided by that');
  await page.getByRole('combobox', { name: /^Model/ }).selectOption('exchange/equal-gain');
  await expect(page.getByRole('heading', { name: 'What is exchanged for what?' })).toBeVisible();
  await expect(page.getByRole('heading', { name: /Who would gain by challenging/ })).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('what-ifs stay in force, with the case as written beside them', async ({ page }) => {
  await open(page, 'bargain', 'issue=base-access&what-if=full-delivery&set=russia.base-access.position=20..30');
  await expect(page.getByRole('button', { name: /^Switch off/ })).toBeVisible();
  await expect(page.locator('.moved').first()).toContainText(/With the changes in force its end (rises|falls) by/);
  await page.getByRole('button', { name: /^Take back/ }).click();
  await expect(page).not.toHaveURL(/set=/);
  await expect(page).toHaveURL(/\/bargain\?.*what-if=full-delivery.*issue=base-access/);
});

test('all pairs, offers and weight each come with a table', async ({ page }) => {
  await open(page, 'bargain', 'issue=assad&round=1');
  await expect(page.getByRole('img', { name: /Own gain against the other’s gain/ })).toBeVisible();
  for (const [i, name] of [/Positions on assad/, /Offers on assad in round 1/, /Weight by position on assad/, /All pairs on assad in round 1/].entries()) {
    await page.getByText('The same as a table').nth(i).click();
    await expect(page.getByRole('table', { name })).toBeVisible();
  }
});

test('the readings of a conclusion are counted on demand, in the room and in the drawer', async ({ page }) => {
  await open(page, 'bargain', 'issue=base-access&why=c:temporary-only');
  const counted = /It holds in \d+ of 144 readings of the challenge model\./;
  await page.locator('main').getByRole('button', { name: /In how many readings/ }).first().click();
  await expect(page.locator('main')).toContainText(counted);
  await expect(page.getByRole('region', { name: /Readings under which/ })).toContainText(/prob[^]*\d+ of 48/);
  await why(page).getByRole('button', { name: /In how many readings/ }).click();
  await expect(why(page)).toContainText(counted);
  await expect(why(page)).toContainText('The switch that breaks it first is');
});

test('the forecast tells the error of the method from doubt about the inputs', async ({ page }) => {
  await open(page, 'issues', 'sel=base-access');
  const figure = page.locator('section', { has: page.getByRole('heading', { name: 'How far off may it be?' }) });
  await expect(figure).toContainText('With the error of the method counted in, base-access is forecast at');
  await expect(figure).toContainText('calibrated on EU legislation only');
  await expect(figure).toContainText('mean CRPS 15.4 of 100');
  await expect(figure).toContainText(/nearer the upper one with probability 0\.\d/);
  await figure.getByText('The same as a table').click();
  await expect(figure.getByRole('row', { name: /Error of the method alone/ })).toBeVisible();
});

test('an open move and open switches fit a screen 360 pixels wide', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const query of ['issue=assad&sel=saudi&round=2&switch=prob=net', 'issue=arms&model=exchange/equal-gain&sel=iran', 'issue=assad&model=smp/ktab-1.4&sel=russia']) {
    await open(page, 'bargain', query);
    await expect(move(page)).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  }
});

test('a model or an issue that is not there is said so', async ({ page }) => {
  await open(page, 'bargain', 'issue=nothing');
  await expect(page.locator('main')).toContainText('This case has no issue “nothing”');
  await open(page, 'bargain', 'issue=assad&switch=prob=never');
  await expect(page.getByRole('alert')).toContainText('never');
});
