import assert from 'node:assert/strict';
import { ask } from './ask-for-test.js';
import { testStory } from './console-for-test.js';

testStory('exceptions are worked through by keyboard alone', async ({ open, checkAccessible }) => {
  const page = await open({ login: 'ats-admin', path: '/exceptions?code=weight_mismatch' });
  const parcel = {
    product: 'standard',
    origin: '110037',
    destination_pin: '793101',
    ready_at: new Date().toISOString(),
    weight_g: 480,
    accept_unpromised: true,
  };
  const shipments = [parcel, parcel, parcel];
  const { ids } = await ask<{ readonly ids: readonly string[] }>(page, 'POST', '/v1/shipments/batch', { shipments });
  const weighed = { kind: 'weighed', weight_g: 5000, device_at: new Date().toISOString(), place: 'ats:FC-DEL' };
  await ask(page, 'POST', '/v1/events', { events: ids.map((id) => ({ ...weighed, shipment_id: id })) });
  const rows = page.locator('.queue li');
  await rows.nth(2).waitFor({ timeout: 300_000 }); // the rules look every minute, once the example has begun
  const current = page.locator('.queue li.is-current .mono');
  const first = await current.innerText();
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  assert.equal(await current.innerText(), first);
  await checkAccessible(page);

  await page.keyboard.press('n');
  await page.getByLabel('What you found out or did').fill('Asked the hub; it is on the dock.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.toast', { hasText: 'Noted' }).waitFor();
  await page.getByText('Asked the hub; it is on the dock.').waitFor();

  await page.keyboard.press('r');
  await page.locator('.toast', { hasText: 'Resolved' }).waitFor();
  // It leaves the list, and the next one is current.
  await page.locator('.queue li', { hasText: first }).waitFor({ state: 'detached' });
  assert.notEqual(await current.innerText(), first);
});
