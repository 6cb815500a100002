import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { testStory } from './console-for-test.js';

/** What stands beside a heading of the agreement. */
async function effectOf(page: Page, words: RegExp): Promise<string> {
  const effect = page.locator('.agreement-effect').getByText(words).first();
  await effect.waitFor();
  return effect.innerText();
}

testStory(
  'two parties side by side see the same agreement, and of the rest each its own',
  async ({ open, address }) => {
    const [ats, post] = await Promise.all([
      open({ login: 'ats-admin', path: '/agreements' }),
      open({ login: 'indiapost-admin', path: '/agreements' }),
    ]);
    for (const page of [ats, post]) await page.getByRole('link', { name: /ats-indiapost, version 3/ }).click();

    // Both meet at the same windows, and what one pays the other receives; parcels and money are told to each of its own only.
    const window = /of [\d,]+ parcels ·/;
    assert.equal(await effectOf(ats, window), await effectOf(post, window));
    const [share, otherShare] = [
      await effectOf(ats, /of your parcels change/),
      await effectOf(post, /of your parcels change/),
    ];
    assert.notEqual(share, otherShare);
    const money = async (page: Page): Promise<string[]> => (await effectOf(page, /You pay/)).match(/₹[\d,]*\d/g) ?? [];
    assert.deepEqual(await money(ats), (await money(post)).toReversed());

    // A draft is nobody else's business.
    await ats.goto(`${address}/agreements/new`);
    await ats.getByLabel('Start from').selectOption({ index: 1 });
    await ats.getByText('No fault:').waitFor();
    await ats.getByRole('button', { name: 'Keep as draft' }).click();
    await ats.getByText('Only your organisation sees it.').waitFor();
    await post.goto(ats.url());
    await post.getByText('There is no such thing').waitFor();
    await post.goto(`${address}/agreements`);
    await post
      .getByRole('link', { name: /version 3/ })
      .first()
      .waitFor();
    assert.equal(await post.getByText('version 4').count(), 0);

    // People, keys and requests are each one's own.
    for (const [page, own, other] of [
      [ats, 'ats-admin', 'indiapost-admin'],
      [post, 'indiapost-admin', 'ats-admin'],
    ] as const) {
      await page.goto(`${address}/settings/people`);
      await page.getByText(own).first().waitFor();
      assert.equal(await page.getByText(other).count(), 0);
    }
    const seen: string[] = [];
    for (const page of [ats, post]) {
      await page.goto(`${address}/settings/requests?path=/v1/users`);
      const cell = page.getByText(/^Admin of/).first();
      // The log is written some seconds after the answers.
      const refresh = (): boolean => {
        if (document.querySelector('.data-table tbody tr') !== null) return true;
        [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Refresh')?.click();
        return false;
      };
      await page.waitForFunction(refresh, undefined, { polling: 500 });
      seen.push(await cell.innerText());
    }
    assert.match(seen[0] ?? '', /Amazon-style/);
    assert.match(seen[1] ?? '', /India Post-style/);
  },
);
