import assert from 'node:assert/strict';
import { ask } from './ask-for-test.js';
import { testStory } from './console-for-test.js';

interface Booked {
  readonly id: string;
  readonly tracking_number: string;
}

testStory('a parcel is booked, scanned and followed by both sides and by who waits for it', async (story) => {
  const { open, checkAccessible } = story;
  const sender = await open({ login: 'ats-admin', path: '/parcels' });
  const now = Date.now();
  const at = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
  const booked = await ask<Booked>(sender, 'POST', '/v1/shipments', {
    product: 'standard',
    origin: '110037',
    destination_pin: '793101',
    ready_at: at(0),
    weight_g: 480,
    accept_unpromised: true,
    reference: `story-${now}`,
    recipient: { name: 'Asha Devi', phone: '+919800000000', address: 'Station Road' },
  });
  const { id, tracking_number: number } = booked;
  const events = [
    { shipment_id: id, kind: 'accepted', device_at: at(3), place: 'ats:FC-DEL' },
    { shipment_id: id, kind: 'weighed', weight_g: 5000, device_at: at(2), place: 'ats:FC-DEL' },
  ];
  await ask(sender, 'POST', '/v1/events', { events });

  // Found by the end of its reference, opened by keyboard, and everything is there.
  await sender.keyboard.press('/');
  await sender.keyboard.type(`story-${now}`);
  await sender.keyboard.press('Enter');
  await sender.getByRole('link', { name: number }).waitFor();
  assert.match(sender.url(), /\?q=story-/);
  await checkAccessible(sender);
  await sender.locator('h1').click();
  await sender.keyboard.press('j');
  await sender.keyboard.press('Enter');
  await sender.getByText('Custody passed from The sender to').waitFor();
  await sender.getByText('Weighed', { exact: true }).waitFor();
  await sender.getByText('Asha Devi').waitFor();
  await sender.getByRole('button', { name: 'Check the custody log' }).click();
  await sender.getByText(/The chain of \d+ records is whole/).waitFor();
  await checkAccessible(sender);

  // What the partner is not told yet is not there: for it there is no such parcel.
  const partner = await open({ login: 'indiapost-admin', path: `/parcels/${id}` });
  await partner.getByText('There is no such thing').waitFor();

  // Who waits needs no scripts, and reads no names.
  const reader = await open({ path: `/track/${number}`, isScriptless: true, isPhone: true });
  assert.equal(await reader.locator('h1').innerText(), 'Handed in');
  assert.ok(!(await reader.content()).includes('Asha'));
  await reader.getByRole('link', { name: 'हिन्दी' }).click();
  assert.equal(await reader.locator('h1').innerText(), 'जमा किया गया');
  assert.equal(await reader.locator('html').getAttribute('lang'), 'hi');
  const accessible = await open({ path: `/track/${number}`, theme: 'dark' });
  await checkAccessible(accessible);

  // The redirection is asked about, done, and told with both promises.
  await sender.keyboard.press('e');
  await sender.getByLabel('New destination PIN').fill('560001');
  await sender.getByRole('button', { name: 'Redirect', exact: true }).last().click();
  await sender.getByText('1 done, 0 refused').waitFor();
  await sender.getByRole('button', { name: 'Close' }).last().click();
  await sender.getByText('→ 560001').waitFor();
});
