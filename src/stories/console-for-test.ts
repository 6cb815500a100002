import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { after, test, type TestContext } from 'node:test';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { Serving } from '../cli/serving/serving.js';
import { copyStoryExample, serveForTest } from './example-for-test.js';

/** How somebody opens the console. */
export interface Reader {
  /** `ats-admin` or `indiapost-admin`; nobody is signed in without it. */
  readonly login?: string;
  readonly path?: string;
  readonly isPhone?: boolean;
  readonly theme?: 'light' | 'dark';
  readonly locale?: string; // of the browser: hi-IN
  readonly isScriptless?: boolean;
}

/** A server on the example, and browsers before it. */
export interface Story {
  readonly address: string;
  /** Opens the console for a reader in a browser of their own. */
  readonly open: (reader?: Reader) => Promise<Page>;
  /** Takes the server away; what it gives brings it back, where it was. */
  readonly stopServer: () => Promise<() => Promise<void>>;
  /** Fails unless axe finds nothing against WCAG 2.2 AA on the page as it is. */
  readonly checkAccessible: (page: Page) => Promise<void>;
}

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Shared {
  serving: Serving; // another one after the server was away
  readonly workspace: string;
  readonly browser: Browser;
  readonly remove: () => void;
}

let shared: Promise<Shared> | undefined;

/**
 * A story that somebody lives through in a real browser, against a server of the example that the file's stories share. Every page must have
 * run without an error when the story ends.
 */
export function testStory(name: string, live: (story: Story, t: TestContext) => Promise<void>): void {
  test(name, async (t) => {
    shared ??= start();
    const using = await shared;
    const { browser } = using;
    const address = String(using.serving.result['address']);
    const contexts: BrowserContext[] = [];
    const complaints: string[] = [];
    const heard = { complaints, isAway: false };
    try {
      const open: Story['open'] = async (reader = {}) => {
        const context = await contextOf(browser, reader);
        contexts.push(context);
        if (reader.login !== undefined) {
          const { login } = reader;
          const answer = await context.request.post(`${address}/v1/session`, { data: { login } });
          assert.equal(answer.status(), 201, `${login} signs in`);
        }
        const page = await context.newPage();
        hear(page, heard);
        await page.goto(`${address}${reader.path ?? '/'}`);
        return page;
      };
      const stopServer = async (): Promise<() => Promise<void>> => {
        heard.isAway = true;
        await using.serving.stop();
        return async () => {
          using.serving = await serveForTest(using.workspace, Number(new URL(address).port));
          heard.isAway = false;
        };
      };
      await live({ address, open, stopServer, checkAccessible }, t);
      assert.deepEqual(complaints, []);
    } finally {
      for (const context of contexts) await context.close();
    }
  });
}

after(async () => {
  if (shared === undefined) return;
  const { serving, browser, remove } = await shared;
  await browser.close();
  await serving.stop();
  remove();
});

async function start(): Promise<Shared> {
  const { workspace, remove } = await copyStoryExample();
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  });
  try {
    return { serving: await serveForTest(workspace), workspace, browser, remove };
  } catch (error) {
    await browser.close(); // else it would keep this process alive
    throw error;
  }
}

function contextOf(browser: Browser, reader: Reader): Promise<BrowserContext> {
  const { isPhone = false, theme = 'light', locale = 'en-IN', isScriptless = false } = reader;
  return browser.newContext({
    viewport: isPhone ? PHONE : DESK,
    hasTouch: isPhone,
    colorScheme: theme,
    locale,
    javaScriptEnabled: !isScriptless,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Lisbon', // not the networks': their times must be shown all the same
  });
}

/** Errors of scripts, and answers that say that the server failed while it was there. */
function hear(page: Page, heard: { readonly complaints: string[]; readonly isAway: boolean }): void {
  const { complaints } = heard;
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('response', (answer) => {
    if (answer.status() >= 500 && !heard.isAway) complaints.push(`${answer.url()} answered ${answer.status()}`);
  });
  page.on('console', (message) => {
    // Refused requests are told here too; those that matter are seen on the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
}

interface AxeRun {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

async function checkAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { readonly axe: { readonly run: (options: object) => Promise<AxeRun> } };
    return axe.run({ runOnly: { type: 'tag', values: tags } });
  }, TAGS);
  const found = violations.map(({ id, help, nodes }) => {
    const [first] = nodes;
    return `${id}: ${help} (${nodes.length} times, first ${first?.html}: ${first?.failureSummary})`;
  });
  assert.deepEqual(found, [], page.url());
}
