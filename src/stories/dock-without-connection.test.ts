import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { testStory } from './console-for-test.js';
import { signedIn } from './party-for-test.js';

testStory(
  'a dock worker makes and fills a bag, drafts a manifest of it and sends another without a connection; the server has each once',
  async ({ address, open, checkAccessible }) => {
    const { client, place, partnerPlace, numbers, draftId } = await booked(address);
    const before = (await client.listManifests({ query: { role: 'giver' } })).body.data.length;
    const base = `/dock/${encodeURIComponent(place)}`;
    const page = await open({ login: 'ats-admin', path: '/settings', isPhone: true });
    const answered = ['/v1/containers/ssccs', `${draftId}/scan-list`].map((end) =>
      page.waitForResponse((answer) => answer.url().endsWith(end)),
    );
    await page.goto(`${address}${base}`);
    for (const answer of await Promise.all(answered)) await answer.finished(); // what is needed without a connection is told
    await page.getByRole('link', { name: 'Bags' }).click();
    await page.getByRole('button', { name: 'New bag' }).waitFor();
    await page.getByText('All sent').waitFor();
    await page.context().setOffline(true);
    await page.getByText('No connection').waitFor();

    await page.getByLabel('Opens at').selectOption(partnerPlace);
    await page.getByRole('button', { name: 'New bag' }).click();
    await page.getByText('Scan what goes in').waitFor();
    const sscc = page.url().split('/').at(-1) ?? '';
    assert.match(sscc, /^\d{18}$/);
    const [first = '', second = ''] = numbers;
    for (const number of [first, second, first]) await type(page, number);
    await page.getByText('It is in this bag already').waitFor();
    await page.getByText('2 more wait to be sent').waitFor();
    await checkAccessible(page);
    await page.getByRole('button', { name: 'Close it' }).click();
    await page.getByText('Closed', { exact: true }).waitFor();
    await type(page, 'S-77');
    await page.getByText(/seal S-77/).waitFor();
    await page.getByRole('link', { name: 'All bags' }).click();
    await page.locator('li', { hasText: sscc }).getByText('Sealed').waitFor();
    await checkAccessible(page);

    // The manifest of it waits behind it, and another draft is sent behind that.
    await page.getByRole('link', { name: 'All arrivals and departures' }).click();
    await page.getByRole('button', { name: 'New manifest' }).click();
    await page.getByRole('dialog').getByText(sscc).waitFor();
    for (const box of await page.getByRole('dialog').getByRole('checkbox').all()) {
      const isOurs = (await box.locator('xpath=..').textContent())?.includes(sscc) === true;
      if (!isOurs) await box.uncheck();
    }
    await page.getByRole('dialog').getByRole('button', { name: 'Make the manifest' }).click();
    await page.getByText(/is drafted when the connection is back/).waitFor();
    await page.locator(`a[href$="${draftId}"]`).click();
    await page.getByRole('button', { name: 'Send to the partner' }).click();
    await page.getByText(/No connection. 7 entries are kept here/).waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => (window.print = () => undefined));
    await page.getByRole('button', { name: 'Print what is known here', includeHidden: true }).dispatchEvent('click');
    await page.getByText('Not a manifest that the server made.').waitFor();
    await page.emulateMedia({ media: 'screen' });

    await page.context().setOffline(false);
    await page.getByText('All sent').waitFor();
    const { data } = (await client.listContainers({ query: { sscc } })).body;
    assert.equal(data.length, 1);
    const bag = (await client.getContainer({ params: { id: data[0]?.id ?? '' } })).body;
    assert.deepEqual([bag.status, bag.seal, bag.pieces.length], ['sealed', 'S-77', 2]);
    const manifests = (await client.listManifests({ query: { role: 'giver' } })).body.data;
    assert.equal(manifests.length, before + 1);
    assert.equal(bag.manifest_id, manifests.find(({ id }) => id === bag.manifest_id)?.id);
    assert.notEqual((await client.getManifest({ params: { id: draftId } })).body.pre_advised_at, null);
    await page.goto(`${address}${base}/bags/${sscc}`);
    await page.getByText(/2 pieces/).waitFor(); // its SSCC leads to the bag as the server has it
  },
);

/** As a scanner types. */
async function type(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await page.locator('.dock-last .dock-name', { hasText: code }).waitFor();
}

/** Parcels of the first carrier where it gives to the second, and a draft with one of them. */
async function booked(address: string) {
  const { client } = await signedIn(address, 'ats-admin');
  await client.setGs1Prefix({ body: { company_prefix: '0999999', extension: 8 } });
  const [dock] = (await client.listDocks()).body.data;
  const meeting = dock?.interchanges.find(({ gives }) => gives);
  assert.ok(dock !== undefined && meeting !== undefined);
  const parcel = {
    product: 'standard',
    origin: dock.place.slice(dock.place.indexOf(':') + 1),
    destination_pin: '560001',
    ready_at: new Date().toISOString(),
    weight_g: 480,
    accept_unpromised: true,
  };
  const { ids } = (await client.createShipments({ body: { shipments: [parcel, parcel, parcel] } })).body;
  const shipments = await Promise.all(ids.map(async (id) => (await client.getShipment({ params: { id } })).body));
  const body = {
    receiver_id: meeting.partner_id,
    interchange: meeting.id,
    tender_at: new Date().toISOString(),
    pieces: ids.slice(2),
  };
  const { id: draftId } = (await client.createManifest({ body })).body;
  const numbers = shipments.map(({ tracking_number }) => tracking_number);
  return { client, place: dock.place, partnerPlace: meeting.partner_place, numbers, draftId };
}
