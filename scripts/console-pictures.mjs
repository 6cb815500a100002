/**
 * Pictures of every page of the console and of what opens over pages, on a desk and on a phone, light and dark: `node scripts/console-pictures.mjs ADDRESS [OUT_DIR]`,
 * where a server of the India example listens at ADDRESS. Those in OUT_DIR are for looking; `--readme` takes only those that the documents
 * show, into docs/images, and `--only=WORDS` those with WORDS in their names. Needs development dependencies only.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { viewsOf } from './console-views.mjs';

const VIEWS = [
  { name: 'desktop', viewport: { width: 1440, height: 900 } },
  { name: 'phone', viewport: { width: 390, height: 844 } },
];
/** Pictures that the documents show: page, view, theme. */
const IN_README = [
  ['network', 'desktop', 'dark'],
  ['plan', 'desktop', 'light'],
  ['explore', 'desktop', 'light'],
  ['parcel', 'desktop', 'light'],
  ['agreement', 'desktop', 'light'],
];

const args = process.argv.slice(2);
const isReadme = args.includes('--readme');
const only = args.find((arg) => arg.startsWith('--only='))?.slice(7) ?? '';
const [address, out = isReadme ? 'docs/images' : 'console-pictures'] = args.filter((arg) => !arg.startsWith('--'));
if (!address) {
  console.error('Usage: node scripts/console-pictures.mjs ADDRESS [OUT_DIR] [--readme] [--only=WORDS]');
  process.exit(2);
}
await mkdir(out, { recursive: true });
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
});
try {
  for (const view of VIEWS) for (const theme of ['light', 'dark']) await shootAll(view, theme);
} finally {
  await browser.close();
}

async function shootAll({ name: viewName, viewport }, theme) {
  const context = await browser.newContext({ viewport, colorScheme: theme, locale: 'en-IN', reducedMotion: 'reduce' });
  const workspace = await (await context.request.get(`${address}/v1/workspace`)).json();
  await context.request.post(`${address}/v1/session`, { data: { login: workspace.example_logins[0] } });
  const get = async (path) => (await context.request.get(`${address}${path}`)).json();
  for (const { name, path, act } of await viewsOf(get)) {
    const isShown = !isReadme || IN_README.some((wanted) => wanted.join() === [name, viewName, theme].join());
    if (!isShown || !name.includes(only)) continue;
    const page = await context.newPage();
    await page.goto(`${address}${path}`);
    await settle(page);
    if (act !== undefined) {
      await act(page).catch((error) => console.error(`${name}: ${error.message.split('\n')[0]}`));
      await page.waitForTimeout(400);
    }
    const file = join(out, `console-${name}-${viewName}${theme === 'dark' ? '-dark' : ''}.png`);
    await page.screenshot({ path: file });
    console.log(file);
    await page.close();
  }
  await context.close();
}

/** Waits until nothing is asked any more; a page with a stream is never quite idle. */
async function settle(page) {
  await page.waitForLoadState('load');
  await page
    .waitForFunction(() => document.querySelector('.waiting, .explore-planning') === null, undefined, {
      timeout: 60_000,
    })
    .catch(() => {});
  await page.waitForTimeout(1500);
}
