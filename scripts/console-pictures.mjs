/**
 * Pictures of every page of the console and of what opens over pages, on a desk and on a phone, light and dark: `node scripts/console-pictures.mjs ADDRESS [OUT_DIR]`,
 * where a server of the India example listens at ADDRESS. Those in OUT_DIR are for looking; `--readme` takes only those that the documents
 * show, into docs/images, and `--only=WORDS` those with WORDS in the names of their files (`--only=dock`,
 * `--only=phone-dark`). `--make` makes what the example lacks first: bags, a draft, a
 * handover with discrepancies; `--hindi` takes them in Hindi. Needs development dependencies only.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { makeThings } from './console-things.mjs';
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
const locale = args.includes('--hindi') ? 'hi-IN' : 'en-IN';
const only = args.find((arg) => arg.startsWith('--only='))?.slice(7) ?? '';
const [address, out = isReadme ? 'docs/images' : 'console-pictures'] = args.filter((arg) => !arg.startsWith('--'));
if (!address) {
  console.error(
    'Usage: node scripts/console-pictures.mjs ADDRESS [OUT_DIR] [--readme] [--only=WORDS] [--make] [--hindi]',
  );
  process.exit(2);
}
await mkdir(out, { recursive: true });
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
});
try {
  if (args.includes('--make')) await makeThings(await partiesOf());
  for (const view of VIEWS) for (const theme of ['light', 'dark']) await shootAll(view, theme);
} finally {
  await browser.close();
}

async function shootAll({ name: viewName, viewport }, theme) {
  const context = await browser.newContext({ viewport, colorScheme: theme, locale, reducedMotion: 'reduce' });
  const workspace = await (await context.request.get(`${address}/v1/workspace`)).json();
  await context.request.post(`${address}/v1/session`, { data: { login: workspace.example_logins[0] } });
  const get = async (path) => (await context.request.get(`${address}${path}`)).json();
  for (const { name, path, act } of await viewsOf(get)) {
    const isShown = !isReadme || IN_README.some((wanted) => wanted.join() === [name, viewName, theme].join());
    const fileName = `console-${name}-${viewName}${theme === 'dark' ? '-dark' : ''}.png`;
    if (!isShown || !fileName.includes(only)) continue;
    const page = await context.newPage();
    await page.goto(`${address}${path}`);
    await settle(page);
    if (act !== undefined) {
      await act(page).catch((error) => console.error(`${name}: ${error.message.split('\n')[0]}`));
      await page.waitForTimeout(400);
    }
    const file = join(out, fileName);
    await page.screenshot({ path: file });
    console.log(file);
    await page.close();
  }
  await context.close();
}

/** Asks as the first users of both parties; each answers data, and fails where the server refuses. */
async function partiesOf() {
  const { example_logins: logins } = await (await fetch(`${address}/v1/workspace`)).json();
  return Promise.all(
    logins.slice(0, 2).map(async (login) => {
      const { request } = await browser.newContext();
      const { csrf_token: token } = await (await request.post(`${address}/v1/session`, { data: { login } })).json();
      return async (method, path, data) => {
        const type = typeof data === 'string' ? { 'content-type': 'application/yaml' } : {};
        const headers = { 'x-csrf-token': token, ...type };
        const answer = await request.fetch(`${address}${path}`, { method, headers, data });
        if (!answer.ok()) throw new Error(`${method} ${path} answered ${answer.status()}: ${await answer.text()}`);
        return answer.headers()['content-type'].includes('json') ? answer.json() : answer.text();
      };
    }),
  );
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
