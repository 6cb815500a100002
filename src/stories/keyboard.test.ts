import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { PAGES } from '../console/pages.js';
import { testStory } from './console-for-test.js';

/** Long lists are walked so far. */
const STOPS_MAX = 30;
/** Account, pages and skip link come before what a page has itself. */
const STOPS_MIN = 13;

testStory(
  'every page is walked by keyboard alone: each stop is seen, in sight and uncovered, and the end is reached',
  async ({ address, open }) => {
    const page = await open({ login: 'ats-admin', path: '/settings' });
    const views = [
      '/promise/map?from=110001',
      '/explore/coverage',
      '/agreements/keys',
      '/settings/people',
      '/exports/tables',
    ];
    for (const path of [...PAGES.map((one) => one.path), ...views]) {
      await page.goto(`${address}${path}`);
      await page.locator('main h1').first().waitFor({ state: 'attached' });
      await page.locator('.waiting').first().waitFor({ state: 'detached' });
      const stops = await walk(page);
      assert.ok(stops.length >= STOPS_MIN, `${path} has ${stops.length} stops`);
      assert.equal(stops[0]?.name, 'Skip to the page', path);
      assert.deepEqual(
        stops.filter(({ fault }) => fault !== '').map(({ name, fault }) => `${name}: ${fault}`),
        [],
        path,
      );
      const isLong = stops.length === STOPS_MAX;
      assert.ok(isLong || stops.at(-1)?.isLast === true, `${path} holds keys at ${stops.at(-1)?.name}`);
    }
  },
);

testStory(
  'the keyboard skips to the page, moves the map, and comes back from a dialog to what opened it',
  async ({ open }) => {
    const page = await open({ login: 'ats-admin' });
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'page');
    await page.keyboard.press('Tab');
    const map = page.getByLabel(/^Map of the network/);
    assert.equal(await map.evaluate((element) => element === document.activeElement), true);
    const before = page.url();
    for (const key of ['+', '+', 'ArrowLeft']) await page.keyboard.press(key);
    await page.waitForFunction((url) => location.href !== url, before);

    // What is pressed after another page was opened is meant for that page.
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: 'Plans' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'page');
    const opener = page.getByRole('button', { name: 'Make a plan' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Make a plan' });
    await dialog.waitFor();
    for (let step = 0; step < 20; step++) {
      await page.keyboard.press('Tab');
      // Between its last and its first stop the focus is with the browser itself.
      const where = await page.evaluate(() => {
        const at = document.activeElement;
        return at === document.body ? 'dialog' : at?.closest('dialog')?.localName;
      });
      assert.equal(where, 'dialog');
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await opener.evaluate((element) => element === document.activeElement), true);
  },
);

interface Stop {
  readonly name: string;
  readonly fault: string;
  readonly isLast: boolean;
}

/** Presses Tab through a page until the focus leaves it. */
async function walk(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  while (stops.length < STOPS_MAX) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(stopNow);
    if (stop === undefined) {
      const last = stops.pop();
      return last === undefined ? [] : [...stops, { ...last, isLast: true }];
    }
    stops.push({ ...stop, isLast: false });
  }
  return stops;
}

/** Runs in the page: where the focus is, and what hinders somebody who sees the page from seeing that. */
function stopNow(): Omit<Stop, 'isLast'> | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  const { x, y, width, height } = element.getBoundingClientRect();
  const label = element.getAttribute('aria-label') ?? element.innerText;
  const name = (label === '' ? element.outerHTML : label).slice(0, 60).trim();
  const hasOutline = (one: Element | null, depth: number): boolean => {
    if (one === null || depth === 0) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return (
      (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || hasOutline(one.parentElement, depth - 1)
    );
  };
  // The parts of a date have no outline: the browser marks the part.
  const isMarked = element.matches('input[type^=date]') || hasOutline(element, 3);
  if (!isMarked) return { name, fault: 'nothing shows that the focus is here' };
  if (width === 0 || height === 0) return { name, fault: 'it has no size' };
  const [top, bottom] = [Math.max(y, 0), Math.min(y + height, innerHeight)];
  if (bottom <= top || x >= innerWidth || x + width <= 0) return { name, fault: 'it is out of sight' };
  const there = document.elementFromPoint(Math.min(x + width / 2, innerWidth - 1), (top + bottom) / 2);
  const isOpen = there !== null && (element.contains(there) || there.contains(element));
  return { name, fault: isOpen ? '' : `it is covered by ${there?.outerHTML.slice(0, 80)}` };
}
