/**
 * Pictures of a report for the documents: `node scripts/screenshots.mjs REPORT.html [OUT_DIR]`.
 * First screens on a desk and on a phone, light and dark, and the A4 PDF a printer would get. Needs development
 * dependencies only.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const VIEWS = [
  { name: 'desktop', width: 1440, height: 900, deviceScaleFactor: 1 },
  { name: 'phone', width: 390, height: 844, deviceScaleFactor: 2 },
];

const [report, out = 'docs/images'] = process.argv.slice(2);
if (!report) {
  console.error('Usage: node scripts/screenshots.mjs REPORT.html [OUT_DIR]');
  process.exit(2);
}
const url = pathToFileURL(resolve(report)).href;
await mkdir(out, { recursive: true });
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
});
try {
  for (const view of VIEWS) {
    for (const colorScheme of ['light', 'dark']) await shoot(view, colorScheme);
  }
  await print();
} finally {
  await browser.close();
}

async function shoot({ name, width, height, deviceScaleFactor }, colorScheme) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    deviceScaleFactor,
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await page.goto(url);
  const file = join(out, `report-${name}${colorScheme === 'dark' ? '-dark' : ''}.png`);
  await page.screenshot({ path: file });
  console.log(file);
  await context.close();
}

/** From a browser that prefers dark: paper is light all the same. */
async function print() {
  const page = await browser.newPage({ colorScheme: 'dark' });
  await page.goto(url);
  const file = join(out, 'report.pdf');
  await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
  console.log(file);
}
