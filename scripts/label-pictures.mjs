/**
 * Pictures of labels for the documents: `node scripts/label-pictures.mjs [OUT_DIR]`, after a build. The labels are those
 * of the tests, synthetic and in Devanagari. Needs development dependencies only.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { containerLabel } from '../dist/standards/label/container-label.js';
import { BAG, HINDI, labelTypesetter } from '../dist/standards/label/labels-for-test.js';
import { parcelLabel } from '../dist/standards/label/parcel-label.js';
import { labelToSvg } from '../dist/standards/label/svg.js';
import { LABEL_FONT_FILES } from '../dist/standards/label/typesetter.js';

const [out = 'docs/images'] = process.argv.slice(2);
await mkdir(out, { recursive: true });
const FONTS = 'node_modules/@fontsource/noto-sans-devanagari/files';
const faces = await Promise.all(Object.entries(LABEL_FONT_FILES).map(fontFace));
const typesetter = labelTypesetter();
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
});
try {
  await shoot('label-parcel', parcelLabel(HINDI, typesetter));
  await shoot('label-container', containerLabel(BAG, typesetter));
} finally {
  await browser.close();
}

async function shoot(name, layout) {
  const page = await browser.newPage({ viewport: { width: 400, height: 600 } });
  const style = `svg { display: block; width: 400px; height: 600px } ${faces.join('')}`;
  const svg = labelToSvg(layout, 'latin, extended, devanagari');
  await page.setContent(`<style>${style}</style><body style="margin: 0">${svg}`);
  await page.evaluate(() => document.fonts.ready);
  const file = join(out, `${name}.png`);
  await page.screenshot({ path: file });
  console.log(file);
  await page.close();
}

/** A font of labels as the browser wants it; the bold one of a family has its name, followed by Bold. */
async function fontFace([name, file]) {
  const data = (await readFile(join(FONTS, file))).toString('base64');
  const weight = name.endsWith('Bold') ? 700 : 400;
  const family = name.replace(/Bold$/, '');
  return `@font-face { font-family: ${family}; font-weight: ${weight}; src: url(data:font/woff;base64,${data}) }`;
}
