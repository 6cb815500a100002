import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { PAGES } from '../console/pages.js';
import { testStory } from './console-for-test.js';

/** Views beyond the first one of each page are found by following its links; so many pages are read at most. */
const PAGES_MAX = 45;

/** What the example's people wrote stays in their language. */
const WRITTEN = new Set(['Synthetic key of the example; its private half was not kept']);

testStory('whoever reads in Hindi meets no sentence in English, on any page or view', async ({ open }) => {
  const page = await open({ login: 'indiapost-admin', locale: 'hi-IN' });
  const paths = ['/exceptions', ...PAGES.map(({ path }) => path)];
  const read = new Set<string>();
  const found: Record<string, readonly string[]> = {};
  for (const path of paths) {
    const shape = shapeOf(path);
    if (read.has(shape) || read.size >= PAGES_MAX) continue;
    read.add(shape);
    await page.goto(new URL(path, page.url()).href);
    await page.locator('main h1').first().waitFor({ state: 'attached' });
    await page.waitForFunction(() => document.title !== 'Interline');
    await page.locator('.waiting').first().waitFor({ state: 'detached', timeout: 30_000 });
    const english = (await englishOn(page)).filter((text) => !WRITTEN.has(text));
    if (english.length > 0) found[path] = english;
    for (const link of await linksOf(page)) paths.push(link);
  }
  assert.deepEqual(found, {});
  assert.ok(read.size > 20, `only ${read.size} pages were read`);
});

/** The same for all views of a kind: ids and places stand for each other. */
function shapeOf(path: string): string {
  return path
    .replace(/[?#].*/, '')
    .replace(/[a-z]{3}_[0-9a-z]{20,}/g, 'ID')
    .replace(/^\/dock\/[^/]+/, '/dock/PLACE');
}

/** Links of a page to others of the console. */
function linksOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main a[href^="/"]')]
      .map((link) => link.getAttribute('href') ?? '')
      .filter((href) => !/^\/(v1|track|report)\b/.test(href)),
  );
}

/**
 * Texts and labels with words that no name or code has. Names of places, trains, parties and people stay as they are in every language, so Latin
 * letters alone say nothing; a sentence in English has one of these words. What is quoted as it was written (files, sources of tables) is marked as English, and
 * stays.
 */
function englishOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const sentence =
      /\b(the|is|are|was|were|it|its|not|no|for|and|by|with|has|have|there|that|this|which|must|who|you|your|from|cannot)\b/;
    const kept = 'script, style, noscript, code, pre, textarea, [lang="en"], .agreement-sides, .export-row-says';
    for (const details of document.querySelectorAll('details')) details.open = true;
    const texts: string[] = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      if (!node.parentElement?.closest(kept)) texts.push(node.nodeValue ?? '');
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name) ?? '');
    }
    return texts.map((text) => text.trim()).filter((text) => sentence.test(text));
  });
}
