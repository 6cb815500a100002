import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { PAGES } from '../console/pages.js';
import { testStory } from './console-for-test.js';

/** Each page on a desk and on a phone, light and dark, in both languages, shared out so that every pair is seen. */
const READERS = [
  { login: 'ats-admin', theme: 'light', locale: 'en-IN', isPhone: false },
  { login: 'indiapost-admin', theme: 'dark', locale: 'hi-IN', isPhone: false },
  { login: 'indiapost-admin', theme: 'light', locale: 'hi-IN', isPhone: true },
  { login: 'ats-admin', theme: 'dark', locale: 'en-IN', isPhone: true },
] as const;

/** Views that have a form or a table of their own, besides the first view of each page. */
const VIEWS = [
  '/exports/profile',
  '/exports/upload',
  '/exports/despatches',
  '/exports/despatches/new',
  '/exports/tables/tariffs',
];
const PATHS = [...PAGES.map(({ path }) => path), ...VIEWS];

for (const reader of READERS) {
  const { theme, locale, isPhone } = reader;
  testStory(
    `every page can be read by everybody: ${theme}, ${locale}, ${isPhone ? 'phone' : 'desk'}`,
    async ({ open, checkAccessible }) => {
      const page = await open(reader);
      for (const path of PATHS) {
        await page.goto(new URL(path, page.url()).href);
        await settled(page);
        assert.equal(await page.locator('h1').count(), 1, `${path} has one title`);
        assert.deepEqual(await page.locator('.failed').allInnerTexts(), [], path);
        assert.deepEqual(await tooWide(page), [], `${path} scrolls sideways`);
        await checkAccessible(page);
      }
    },
  );
}

/** Everything that was asked for has come, and the browser's tab is named after the page, which follows its drawing. */
async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => document.title !== 'Interline');
  await page.locator('.waiting').first().waitFor({ state: 'detached', timeout: 30_000 });
}

/** What makes a page wider than its window. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('main *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 3)
      .map((element) => element.outerHTML.slice(0, 200));
  });
}
