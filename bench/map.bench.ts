import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';
import { runInterlineCommand } from '#interline/cli/spawn-interline.js';
import type { Bench, BenchContext } from './bench.js';
import { indiaFolder } from './india-folder.js';
import { adminOf, startServer, stopServer, timesOf } from './served-interline.js';

const LOGIN = 'ats-admin';
/** An evening on which much is under way. */
const EVENING = '2026-11-24T15:30Z';
const FRAMES = 90;
const VIEW_CHANGES = 8;
/** A picture with less has no points on it. */
const PICTURE_BYTES_MIN = 150_000;
const FIRST_SCREEN_MS = 2000;
/** A server that used less of a second in two has nothing left to do. */
const IDLE_SEC = 0.1;

export const bench: Bench = {
  name: 'map',
  about: 'the first screen of the India example in headless Chromium without a graphics card, 1440 x 900',
  async run(context) {
    const dir = mkdtempSync(join(tmpdir(), 'interline-bench-map-'));
    const workspace = join(dir, 'india');
    cpSync(await indiaFolder(150_000, 1), workspace, { recursive: true });
    await runInterlineCommand('plan', workspace, '--out', join(workspace, 'plan'), '--seconds', '60');
    const { child, address } = await startServer({ command: ['serve', workspace], url: '' });
    const browser = await playwright.launch({
      executablePath: await chromium.executablePath(),
      args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    });
    try {
      const local = address.replace('127.0.0.1', 'localhost');
      await untilIdle(local);
      await measureFirstScreen(context, browser, local);
      for (const renderer of ['canvas', 'webgl']) await measureFrames(context, browser, { address: local, renderer });
      await measureSearch(context, local);
    } finally {
      await browser.close();
      await stopServer(child);
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

/** The first start tells the example's day in the background: measuring waits for it. */
async function untilIdle(address: string): Promise<void> {
  let before = Number.NEGATIVE_INFINITY;
  for (let quiet = 0; quiet < 3;) {
    await pause(2000);
    const metrics = await (await fetch(`${address}/metrics`)).text();
    const used = Number(/^process_cpu_seconds_total ([\d.]+)/m.exec(metrics)?.[1] ?? 0);
    quiet = used - before < IDLE_SEC ? quiet + 1 : 0;
    before = used;
  }
}

async function openMap(browser: Browser, address: string, path: string): Promise<Page> {
  const view = { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' as const };
  const browserContext = await browser.newContext(view);
  await browserContext.request.post(`${address}/v1/session`, { data: { login: LOGIN } });
  const page = await browserContext.newPage();
  await page.goto(`${address}${path}`);
  await page.locator('.map-window[data-drawn][data-moving]').waitFor();
  return page;
}

async function measureFirstScreen(context: BenchContext, browser: Browser, address: string): Promise<void> {
  await context.measure(
    'from an address to points, figures and what moves, nothing cached',
    async () => {
      const page = await openMap(browser, address, '/');
      await page.getByRole('row', { name: /^Cost/ }).waitFor();
      await page.context().close();
    },
    { goalMs: FIRST_SCREEN_MS },
  );
}

async function measureFrames(
  context: BenchContext,
  browser: Browser,
  { address, renderer }: { readonly address: string; readonly renderer: string },
): Promise<void> {
  const page = await openMap(browser, address, `/?at=${EVENING}&renderer=${renderer}`);
  context.check((await datum(page, 'renderer')) === renderer, `the map is not drawn by ${renderer}`);
  context.figure(`${renderer}: legs under way`, Number(await datum(page, 'moving')), { atLeast: 100 });
  context.check((await pictureBytes(page)) > PICTURE_BYTES_MIN, `${renderer} has drawn nothing`);
  const still: number[] = [];
  for (let change = 0; change < VIEW_CHANGES; change++) {
    await page
      .locator('.map-tools button')
      .nth(change % 2)
      .click();
    await pause(600);
    still.push(Number(await datum(page, 'drawn')));
  }
  tell(context, `${renderer}: 167,842 points, lines and names after the view changed`, still);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const { work, apart } = await page.evaluate<FrameTimes>(FRAME_TIMES);
  tell(context, `${renderer}: work of a frame while it plays`, work);
  tell(context, `${renderer}: from frame to frame while it plays`, apart);
  await page.context().close();
}

function tell(context: BenchContext, label: string, values: readonly number[]): void {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  for (const [name, share] of [
    ['min', 0],
    ['median', 0.5],
    ['max', 1],
  ] as const)
    context.figure(`${label}, ${name}`, at(share), { unit: 'ms' });
}

/** What the map notes about itself. */
async function datum(page: Page, name: string): Promise<string | null> {
  return page.locator('.map-window').getAttribute(`data-${name}`);
}

/** Bytes of a picture of the map: one colour takes some thousands. */
async function pictureBytes(page: Page): Promise<number> {
  return (await page.locator('.map-window').screenshot({ type: 'png' })).length;
}

interface FrameTimes {
  readonly work: readonly number[];
  readonly apart: readonly number[];
}

/** Runs in the browser. */
const FRAME_TIMES = `(async () => {
  const map = document.querySelector('.map-window');
  const [work, apart] = [[], []];
  let before;
  while (work.length < ${FRAMES}) {
    const now = await new Promise((resolve) => requestAnimationFrame(resolve));
    work.push(Number(map.dataset.frame));
    if (before !== undefined) apart.push(now - before);
    before = now;
  }
  return { work, apart };
})()`;

async function measureSearch(context: BenchContext, address: string): Promise<void> {
  const client = await adminOf(address, LOGIN);
  const words = ['del', 'mumbai sort', '1100', 'rail', 'kanpur', 'new del', 'truck-del', 'gpo'];
  const ask = (n: number): Promise<unknown> => client.searchNetwork({ query: { q: words[n % words.length] } });
  const { medianMs, p99Ms } = await timesOf(ask, { requests: 200, clients: 1, warmUps: 8 });
  context.figure('a search over HTTP, median', medianMs, { unit: 'ms', atMost: 20 });
  context.figure('a search over HTTP, p99', p99Ms, { unit: 'ms' });
}
