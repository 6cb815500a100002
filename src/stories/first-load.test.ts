import assert from 'node:assert/strict';
import { testStory } from './console-for-test.js';

/** Of everything but the data that pages ask for, as it travels. */
const BUDGET_BYTES = 350_000;

testStory(
  'the first screen is small, and everything on it comes from the server itself',
  async ({ open, address }, t) => {
    const page = await open({ login: 'ats-admin' });
    const browser = await page.context().newCDPSession(page);
    await browser.send('Network.setCacheDisabled', { cacheDisabled: true }); // as if it were the first time
    const answers: { readonly url: string; readonly bytes: Promise<number> }[] = [];
    page.on('response', (answer) => {
      answers.push({
        url: answer.url(),
        bytes: answer
          .request()
          .sizes()
          .then(bytesOf, () => 0),
      }); // 0 of those that a reload cut short
    });
    await page.reload();
    await page.getByText('Synthetic data').first().waitFor();
    await page.waitForLoadState('networkidle');
    const elsewhere = answers.filter(({ url }) => !url.startsWith(address) && !/^(data|blob):/.test(url));
    assert.deepEqual(elsewhere, []);
    const files = answers.filter(({ url }) => !new URL(url).pathname.startsWith('/v1/'));
    const sizes = await Promise.all(files.map(({ bytes }) => bytes));
    const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
    t.diagnostic(`${files.length} files, ${total} bytes`);
    assert.ok(total > 20_000 && total <= BUDGET_BYTES, `${total} bytes`);
  },
);

function bytesOf(sizes: { readonly responseBodySize: number; readonly responseHeadersSize: number }): number {
  return sizes.responseBodySize + sizes.responseHeadersSize;
}
