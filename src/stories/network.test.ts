import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { testStory } from './console-for-test.js';

const MOMENT = '/?at=2026-11-24T16:30Z';

testStory(
  'a planner looks at what moves, finds a hub, and goes on to what leaves it',
  async ({ open, checkAccessible }) => {
    const page = await open({ login: 'ats-admin', path: MOMENT });
    await drawn(page);
    assert.match(await page.locator('.network-moment strong').innerText(), /24 Nov.*22:00/); // in India, not where the browser is
    assert.ok(Number(await page.locator('.map-window').getAttribute('data-moving')) > 50);
    assert.match(await page.getByRole('row', { name: /^Cost/ }).innerText(), /₹.*₹.*-\d/s);
    await checkAccessible(page);
    await page.keyboard.press('/');
    await page.keyboard.type('nagpur sort', { delay: 20 });
    await page.getByRole('option', { name: /Nagpur sort centre/ }).waitFor();
    await page.keyboard.press('Enter');
    const card = page.getByRole('article', { name: /Nagpur sort centre/ });
    await card.getByText('Leaves next').waitFor();
    assert.match(page.url(), /sel=facility:ats:SC-NAG/);
    await checkAccessible(page);
    await card.locator('.network-next button').first().click();
    await page.locator('.network-calls li').first().waitFor();
    assert.match(page.url(), /sel=departure:/);
    await checkAccessible(page);
    await page.goBack();
    await card.waitFor();
  },
);

testStory('what is chosen stays in the address, and the map is as the address says', async ({ open, address }) => {
  const page = await open({ login: 'ats-admin', path: MOMENT });
  await drawn(page);
  const all = await moving(page);
  await page.getByLabel('How', { exact: true }).selectOption('rail');
  await page.waitForURL(/mode=rail/);
  await page.waitForFunction(
    (before) => Number(document.querySelector<HTMLElement>('.map-window')?.dataset['moving']) < before,
    all,
  );
  const rail = await moving(page);
  assert.ok(rail > 0 && rail < all, `${rail} of ${all}`);
  await page.locator('.map-window').focus();
  for (const key of ['+', '+', 'ArrowUp']) await page.keyboard.press(key);
  await page.waitForURL(/v=/);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await drawn(other);
  assert.equal(await other.getByLabel('How', { exact: true }).inputValue(), 'rail');
  assert.equal(new URL(other.url()).origin, address);
});

testStory('two carriers see the same departures differently', async ({ open }) => {
  const path = `${MOMENT}&sel=interchange:IX-DEL`;
  const costs: string[] = [];
  for (const login of ['ats-admin', 'indiapost-admin']) {
    const page = await open({ login, path });
    await drawn(page);
    await page.locator('.network-windows li').first().waitFor();
    costs.push(await page.getByRole('row', { name: /^Cost/ }).innerText());
    assert.match(await page.locator('.network-windows li').first().innerText(), /of \d+ parcels, \d+ of them yours/);
  }
  assert.notEqual(costs[0], costs[1]);
});

testStory(
  'on a phone, dark and in Hindi, figures are a sheet and a PIN is a tap away',
  async ({ open, checkAccessible }) => {
    const page = await open({
      login: 'indiapost-admin',
      isPhone: true,
      theme: 'dark',
      locale: 'hi-IN',
      path: '/?sel=code:793101',
    });
    await drawn(page);
    await page.getByText('वितरण कौन करता है').waitFor();
    await checkAccessible(page);
    await page.getByRole('button', { name: 'नक्शे पर वापस' }).click();
    await page.getByRole('button', { name: 'आँकड़े और तालिकाएँ' }).waitFor();
    await checkAccessible(page);
  },
);

testStory('the map is drawn by WebGL where that is asked for', async ({ open }) => {
  const page = await open({ login: 'ats-admin', path: `${MOMENT}&renderer=webgl`, theme: 'dark' });
  const map = page.locator('.map-window[data-drawn][data-moving]');
  await map.waitFor();
  assert.equal(await map.getAttribute('data-renderer'), 'webgl');
  const picture = await map.screenshot(); // what one colour takes is some thousand bytes
  assert.ok(picture.length > 150_000, `${picture.length} bytes`);
});

/** Waits until the map was drawn, and checks that there is something on it. */
async function drawn(page: Page): Promise<void> {
  await page.locator('.map-window[data-drawn][data-moving]').waitFor();
  const colours = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.map-canvas');
    const context = canvas?.getContext('2d');
    if (canvas === null || context === null || context === undefined) return 0;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
  assert.ok(colours > 50, `${colours} colours`);
}

async function moving(page: Page): Promise<number> {
  return Number(await page.locator('.map-window').getAttribute('data-moving'));
}
