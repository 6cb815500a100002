import assert from 'node:assert/strict';
import { testStory } from './console-for-test.js';
import { signedIn } from './party-for-test.js';

testStory(
  'a customer of a carrier begins at their parcels, and is neither offered nor asked for what carriers do',
  async ({ address, open, checkAccessible }) => {
    const { client } = await signedIn(address, 'ats-admin');
    await client.createShipper({ body: { name: 'A shop', admin_login: 'a-shop' } });
    const page = await open({ login: 'a-shop' });
    const refused: string[] = [];
    page.on('response', (answer) => {
      if (answer.status() === 403) refused.push(answer.url());
    });
    await page.waitForURL(/\/parcels$/);
    await page.getByText('There are no parcels yet').waitFor();
    await page.getByRole('link', { name: 'Make a key' }).waitFor();
    await checkAccessible(page);
    const names = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts();
    assert.deepEqual(
      names.map((name) => name.trim()),
      ['Promise', 'Parcels', 'Export', 'Exceptions', 'Settings'],
    );
    for (const name of names) {
      await page.getByRole('link', { name: name.trim(), exact: true }).click();
      await page.locator('main h1').waitFor();
      await page.locator('.waiting').first().waitFor({ state: 'detached' });
      assert.equal(await page.locator('.failed').count(), 0, name);
    }
    await page.goto(`${address}/explore`);
    await page.getByText('This page is for carriers').waitFor();
    assert.deepEqual(refused, []);
  },
);
