import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { testStory } from './console-for-test.js';

testStory(
  'a server that goes away and comes back costs nobody what they typed, and pages go on by themselves',
  async ({ address, open, stopServer, checkAccessible }) => {
    const plans = await open({ login: 'ats-admin', path: '/plans' });
    // A browser has six connections to a server: more tabs than that must all be answered.
    const tabs: Page[] = [];
    for (const path of [
      '/parcels',
      '/exceptions',
      '/exports',
      '/agreements',
      '/dock',
      '/promise',
      '/settings/people',
    ]) {
      const tab = await plans.context().newPage();
      await tab.goto(`${address}${path}`);
      await tab.locator('main h1').first().waitFor();
      await tab.locator('.waiting').first().waitFor({ state: 'detached' });
      tabs.push(tab);
    }
    await plans.bringToFront();
    await plans.getByRole('button', { name: 'Make a plan' }).click();
    await plans.getByLabel('Seconds at most').fill('7');
    const start = await stopServer();
    await plans.getByRole('button', { name: 'Start' }).click();
    await plans.getByRole('dialog').getByText('The server cannot be reached').waitFor();
    await checkAccessible(plans);
    const people = tabs.at(-1);
    assert.ok(people !== undefined);
    await people.getByRole('link', { name: 'API keys' }).click();
    await people.getByText('This page goes on by itself').waitFor();
    await people.locator('.failed').waitFor();
    await people.getByRole('link', { name: 'Explore' }).click(); // whose files this browser does not have yet

    await start();
    await people.getByRole('heading', { name: 'Explore' }).waitFor();
    await people.getByText('This page goes on by itself').waitFor({ state: 'detached' });
    await plans.getByText('The server cannot be reached').first().waitFor({ state: 'detached' });
    assert.equal(await plans.getByLabel('Seconds at most').inputValue(), '7');
    await plans.getByRole('button', { name: 'Start' }).click();
    await plans.waitForURL(/\/plans\/pln_/);
  },
);

testStory(
  'a session that ends in the middle of work is signed in again over the page, with everything as it was',
  async ({ open, checkAccessible }) => {
    const page = await open({ login: 'ats-admin', path: '/agreements/new' });
    const area = page.getByLabel('Text of the agreement');
    await area.fill('agreement: half written');
    await page.getByRole('button', { name: 'Keep as draft' }).waitFor();
    await endSession(page);
    await area.pressSequentially(' more');
    const dialog = page.getByRole('dialog', { name: 'Your session is over.' });
    await dialog.waitFor();
    await checkAccessible(page);
    await page.keyboard.press('Escape'); // not now
    await page.getByRole('button', { name: 'Sign in' }).click();
    await dialog.getByRole('button', { name: /as ats-admin/ }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await area.inputValue(), 'agreement: half written more');
    assert.match(page.url(), /\/agreements\/new$/);
    await page.getByText('Your session is over.').first().waitFor({ state: 'detached' });
    await page.getByText(/fault/i).first().waitFor(); // it is checked again, as who signed in

    // Somebody else, who signed in in another tab, begins anew.
    await page.request.post(new URL('/v1/session', page.url()).href, { data: { login: 'indiapost-admin' } });
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page
      .locator('.party-name')
      .getByText(/India Post/)
      .waitFor();
    assert.equal(await area.inputValue(), '');
  },
);

/** As when its hours are over: the server knows it no more, and the page does not know that yet. */
async function endSession(page: Page): Promise<void> {
  const { csrf_token: token } = (await (await page.request.get(new URL('/v1/session', page.url()).href)).json()) as {
    readonly csrf_token: string;
  };
  await page.request.delete(new URL('/v1/session', page.url()).href, { headers: { 'x-csrf-token': token } });
}
