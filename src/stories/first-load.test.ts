import assert from 'node:assert/strict';
import { testStory } from './console-for-test.js';

/** Of everything but the data that pages ask for, as it travels. */
const BUDGET_BYTES = 350_000;

testStory(
  'the first screen is small, and everything on it comes from the server itself',
  async ({ open, address }, t) => {
    const page = await open();
    const answers: { readonly url: string; readonly bytes: Promise<number> }[] = [];
    page.on('response', (answer) => {
      const sizes = answer.request().sizes();
      answers.push({
        url: answer.url(),
        bytes: sizes.then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize),
      });
    });
    await page.getByRole('button', { name: /as ats-admin/ }).click();
    await page.getByText('Synthetic data').first().waitFor();
    await page.reload();
    await page.waitForLoadState('networkidle');
    const elsewhere = answers.filter(({ url }) => !url.startsWith(address) && !/^(data|blob):/.test(url));
    assert.deepEqual(elsewhere, []);
    const files = answers.filter(({ url }) => !new URL(url).pathname.startsWith('/v1/'));
    const seen = new Map<string, number>();
    for (const { url, bytes } of files) seen.set(url, Math.max(await bytes, seen.get(url) ?? 0));
    const total = [...seen.values()].reduce((sum, bytes) => sum + bytes, 0);
    t.diagnostic(`${seen.size} files, ${total} bytes`);
    assert.ok(total > 20_000 && total <= BUDGET_BYTES, `${total} bytes`);
  },
);
