import assert from 'node:assert/strict';
import { testStory } from './console-for-test.js';
import { signedIn } from './party-for-test.js';

/** A picture of one point. */
const PHOTO = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

testStory(
  'a giver disputes with a photo and gives in without a connection; both wait, and the partner has each once',
  async ({ address, open, checkAccessible }) => {
    const { client, id, place, damaged, missing } = await counted(address);
    const path = `/dock/${encodeURIComponent(place)}/${id}?show=problems`;
    const page = await open({ login: 'ats-admin', path, isPhone: true });
    const [broken, lost] = [damaged, missing].map((number) => page.locator('.dock-problems > li', { hasText: number }));
    assert.ok(broken !== undefined && lost !== undefined);
    await broken.getByText('Dispute with a photo').waitFor();
    await page.context().setOffline(true);
    await page.getByText('No connection').first().waitFor();

    await broken
      .getByLabel('Dispute with a photo')
      .setInputFiles({ name: 'box.gif', mimeType: 'image/gif', buffer: PHOTO });
    await broken.getByText('Waits to be sent').waitFor();
    await lost.getByRole('button', { name: 'Accept it' }).click();
    await lost.getByText('Waits to be sent').waitFor();
    await page.getByText(/No connection. 2 entries are kept here/).waitFor();
    assert.equal(await page.getByText('Dispute with a photo').count(), 0); // nobody does it twice
    await checkAccessible(page);
    const before = (await client.getHandover({ params: { id } })).body.discrepancies;
    assert.deepEqual(new Set(before.map(({ status }) => status)), new Set(['open']));

    await page.context().setOffline(false);
    await page.getByText('All sent').waitFor();
    await broken.getByText('Disputed', { exact: true }).waitFor();
    await lost.getByText('Stands', { exact: true }).waitFor();
    const after = (await client.getHandover({ params: { id } })).body.discrepancies;
    assert.deepEqual(after.map(({ code, status }) => `${code} ${status}`).toSorted(), [
      'DAMAGED disputed',
      'SHORT stands',
    ]);
  },
);

/** A handover of the first carrier that its partner has counted: one piece is damaged, another missing. */
async function counted(address: string) {
  const { client } = await signedIn(address, 'ats-admin');
  const { client: partner } = await signedIn(address, 'indiapost-admin');
  const [dock] = (await client.listDocks()).body.data;
  const meeting = dock?.interchanges.find(({ gives }) => gives);
  assert.ok(dock !== undefined && meeting !== undefined);
  const at = (): string => new Date().toISOString();
  const parcel = {
    product: 'standard',
    origin: dock.place.slice(dock.place.indexOf(':') + 1),
    destination_pin: '560001',
    ready_at: at(),
    weight_g: 480,
    accept_unpromised: true,
  };
  const { ids } = (await client.createShipments({ body: { shipments: [parcel, parcel, parcel] } })).body;
  const [damagedId = '', soundId = '', missingId = ''] = ids;
  const body = { receiver_id: meeting.partner_id, interchange: meeting.id, tender_at: at(), pieces: ids };
  const { id } = (await client.createManifest({ body })).body;
  const params = { id };
  await client.preAdviseManifest({ params });
  await client.tenderHandover({ params, body: { id: `tender-${id}`, device_time: at() } });
  const scans = [
    { id: `damaged-${id}`, device_time: at(), piece: damagedId, conditions: ['damaged' as const] },
    { id: `sound-${id}`, device_time: at(), piece: soundId },
  ];
  await partner.recordScans({ params, body: { scans } });
  await partner.closeCount({ params, body: { id: `count-${id}`, device_time: at() } });
  const numberOf = async (shipment: string): Promise<string> =>
    (await client.getShipment({ params: { id: shipment } })).body.tracking_number;
  return { client, id, place: dock.place, damaged: await numberOf(damagedId), missing: await numberOf(missingId) };
}
