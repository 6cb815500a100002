import assert from 'node:assert/strict';
import { testStory } from './console-for-test.js';

const VIEWS = ['organisation', 'people', 'keys', 'webhooks', 'requests', 'audit', 'account'] as const;

testStory('an admin adds somebody, makes a key and a webhook, and finds it all noted', async ({ open, address }) => {
  const page = await open({ login: 'ats-admin', path: '/settings/people' });
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add somebody' }).click();
  await dialog.getByLabel('Name').fill('A. Planner');
  await dialog.getByLabel('Login').fill('Not a login');
  await dialog.getByRole('button', { name: 'Add somebody' }).click();
  await dialog.getByText(/must be lower-case/).waitFor();
  await dialog.getByLabel('Login').fill('planner-1');
  await dialog.getByRole('button', { name: 'Add somebody' }).click();
  await dialog.getByText('planner-1').waitFor();
  const password = await dialog.locator('.settings-secret').innerText();
  await dialog.getByRole('button', { name: 'I have it' }).click();
  await page.getByText('A. Planner').waitFor();

  const planner = await open({ path: '/settings' });
  await planner.getByLabel('Login').fill('planner-1');
  await planner.getByLabel('Password').fill(password);
  await planner.getByRole('button', { name: 'Sign in', exact: true }).click();
  await planner.getByRole('link', { name: 'Your account' }).waitFor();
  assert.equal(await planner.getByRole('link', { name: 'API keys' }).count(), 0);
  await planner.goto(`${address}/settings/keys`);
  await planner.getByText('Your role does not open this page').waitFor();

  await page.getByRole('link', { name: 'API keys' }).click();
  await page.getByRole('button', { name: 'Make a key' }).click();
  await dialog.getByLabel('Name').fill('gateway');
  await dialog.getByLabel('Mode').selectOption('live');
  await dialog.getByRole('button', { name: 'All reading' }).click();
  await dialog.getByRole('button', { name: 'Make a key' }).click();
  await dialog.getByText('The key “gateway” is made').waitFor();
  const secret = await dialog.locator('.settings-secret').innerText();
  assert.match(secret, /^il_live_/);
  const asked = async (): Promise<number> =>
    (await fetch(`${address}/v1/shipments?limit=1`, { headers: { authorization: `Bearer ${secret}` } })).status;
  assert.equal(await asked(), 200);
  await dialog.getByRole('button', { name: 'I have it' }).click();
  const made = page.getByRole('row', { name: /gateway/ });
  await made.getByRole('button', { name: 'Revoke' }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await made.getByText(/^revoked/).waitFor();
  assert.equal(await asked(), 401);

  await page.getByRole('link', { name: 'Webhooks' }).click();
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  await dialog.getByLabel('Address').fill('https://example.org/interline');
  await dialog.getByLabel('webhook.disabled').check();
  await dialog.getByRole('button', { name: 'Add a webhook' }).click();
  assert.match(await dialog.locator('.settings-secret').innerText(), /^whsec_/);
  await dialog.getByRole('button', { name: 'I have it' }).click();
  await page.getByRole('button', { name: 'New secret' }).click();
  await dialog.getByRole('button', { name: 'New secret' }).click();
  await dialog.getByText('Check signatures with this secret:').waitFor();
  await dialog.getByRole('button', { name: 'I have it' }).click();
  await page.getByText('2 secrets sign').waitFor();
  await page.getByRole('button', { name: 'Remove' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No webhook yet').waitFor();

  await page.getByRole('link', { name: 'Audit' }).click();
  for (const action of ['API key revoked', 'API key made', 'Person added']) {
    await page.locator('.data-table').getByText(action).first().waitFor();
  }
});

testStory('every view of settings can be read by everybody', async ({ open, checkAccessible, address }) => {
  for (const reader of [
    { login: 'ats-admin', theme: 'light', locale: 'en-IN', isPhone: false, views: ['people', 'requests'] },
    { login: 'indiapost-admin', theme: 'dark', locale: 'hi-IN', isPhone: true, views: VIEWS },
  ] as const) {
    const page = await open(reader);
    for (const view of reader.views) {
      await page.goto(`${address}/settings/${view}`);
      await page.locator('main h1').first().waitFor();
      await page.locator('.waiting').first().waitFor({ state: 'detached' });
      assert.deepEqual(await page.locator('.failed').allInnerTexts(), [], view);
      const isWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      assert.equal(isWide, false, `${view} scrolls sideways`);
      await checkAccessible(page);
    }
  }
});
