import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { testStory } from './console-for-test.js';
import { signedIn } from './party-for-test.js';

/** A picture of one point. */
const PHOTO = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

testStory(
  'a dock worker receives with a discrepancy, part of it without a connection, and the partner disputes',
  async ({ address, open, checkAccessible }) => {
    const { id, place, numbers } = await tendered(address);
    const page = await open({ login: 'indiapost-admin', path: '/dock', isPhone: true });
    await page.getByRole('heading', { name: 'Where do you work?' }).waitFor();
    await checkWhole(page, checkAccessible);
    await page.locator(`a[href="/dock/${encodeURIComponent(place)}"]`).click();
    await page.getByText('0 of 5 scanned').first().waitFor();
    await checkWhole(page, checkAccessible);
    await page.getByRole('link', { name: /0 of 5 scanned/ }).click();
    await page.getByText('Nothing needs to be tapped first').waitFor();
    await checkWhole(page, checkAccessible);

    // A keyboard-wedge scanner: keys that end in Enter, with nothing focused; `g` and `?` of codes do nothing else.
    const [first = '', second = '', third = '', fourth = '', fifth = ''] = numbers;
    await scan(page, first, 'good');
    await scan(page, first, 'duplicate');
    await scan(page, 'G?123', 'unreadable');
    await scan(page, 'GD123', 'unknown');
    await counts(page, { accepted: 1, waiting: 4, missing: 0, others: 0 });
    await page.getByText('All sent').waitFor();

    // The connection goes; the page is even closed and opened again.
    await workerKeeps(page);
    await page.context().setOffline(true);
    await scan(page, second, 'good');
    await page.getByText(/No connection. 1 entry is kept here/).waitFor();
    await page.reload();
    await page.getByText(/No connection. 1 entry is kept here/).waitFor();
    await counts(page, { accepted: 2, waiting: 3, missing: 0, others: 0 });
    await scan(page, third, 'good');
    await page.getByRole('button', { name: 'Something is wrong with it' }).click();
    await page
      .getByLabel('Damaged, with a photo')
      .setInputFiles({ name: 'box.gif', mimeType: 'image/gif', buffer: PHOTO });
    await scan(page, second, 'duplicate');
    await page.getByText(/No connection. 3 entries are kept here/).waitFor();
    await checkWhole(page, checkAccessible);

    // Another tab of the same browser; when the connection returns, only one of them sends.
    const other = await page.context().newPage();
    await page.context().setOffline(false);
    await other.goto(page.url());
    await page.getByText('All sent').waitFor();
    await other.getByText('All sent').waitFor();
    await counts(page, { accepted: 3, waiting: 2, missing: 0, others: 0 });
    await counts(other, { accepted: 3, waiting: 2, missing: 0, others: 0 });
    await other.close();

    await scan(page, fourth, 'good');
    await page.getByRole('button', { name: 'Close the count' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close the count' }).click();
    await counts(page, { accepted: 4, waiting: 0, missing: 1, others: 0 });
    await page.getByText('All sent').waitFor();

    const giver = await signedIn(address, 'ats-admin');
    const told = (await giver.client.getHandover({ params: { id } })).body;
    assert.deepEqual([told.pieces.accepted, told.pieces.missing, told.pieces.expected], [4, 1, 0]);
    assert.deepEqual(told.discrepancies.map(({ code }) => code).toSorted(), ['DAMAGED', 'SHORT']);
    const damaged = told.discrepancies.find(({ code }) => code === 'DAMAGED');
    assert.equal(damaged?.evidence.length, 1);

    const partner = await open({
      login: 'ats-admin',
      path: `/dock/${encodeURIComponent(await placeOf(giver))}/${id}?show=problems`,
    });
    await partner.getByText('Missing', { exact: true }).first().waitFor();
    await checkAccessible(partner);
    const missing = partner.locator('li', { hasText: fifth });
    await missing
      .getByText('Dispute with a photo')
      .locator('input')
      .setInputFiles({ name: 'scan.gif', mimeType: 'image/gif', buffer: PHOTO });
    await missing.getByText('Disputed').waitFor();
    const after = (await giver.client.getHandover({ params: { id } })).body;
    assert.equal(after.discrepancies.find(({ code }) => code === 'SHORT')?.status, 'disputed');
    await page.getByRole('link', { name: 'Discrepancies' }).click();
    await page.getByText('Disputed').waitFor(); // told to the receiver as it happens
  },
);

/** Checks all of a page, not only what a phone shows above its navigation. */
async function checkWhole(page: Page, check: (page: Page) => Promise<void>): Promise<void> {
  await page.setViewportSize({ width: 390, height: 2400 });
  await check(page);
  await page.setViewportSize({ width: 390, height: 844 });
}

type Party = Awaited<ReturnType<typeof signedIn>>;

/** Five pieces of the first carrier, tendered to the second one. */
async function tendered(address: string): Promise<{ id: string; place: string; numbers: string[] }> {
  const giver = await signedIn(address, 'ats-admin');
  const [dock] = (await giver.client.listDocks()).body.data;
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
  const { ids } = (await giver.client.createShipments({ body: { shipments: Array.from({ length: 5 }, () => parcel) } }))
    .body;
  const shipments = await Promise.all(ids.map(async (id) => (await giver.client.getShipment({ params: { id } })).body));
  const body = {
    receiver_id: meeting.partner_id,
    interchange: meeting.id,
    tender_at: new Date().toISOString(),
    pieces: ids,
  };
  const { id } = (await giver.client.createManifest({ body })).body;
  await giver.client.preAdviseManifest({ params: { id } });
  await giver.client.tenderHandover({ params: { id }, body: { id: 'story', device_time: new Date().toISOString() } });
  return { id, place: meeting.partner_place, numbers: shipments.map(({ tracking_number }) => tracking_number) };
}

async function placeOf({ client }: Party): Promise<string> {
  return (await client.listDocks()).body.data[0]?.place ?? '';
}

/** As a scanner types. */
async function scan(page: Page, code: string, verdict: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await page
    .locator(`[data-verdict="${verdict}"]`)
    .filter({ hasText: code.replace(/\W/g, '') === code ? code : '' })
    .waitFor();
}

async function counts(page: Page, expected: Readonly<Record<string, number>>): Promise<void> {
  for (const [name, count] of Object.entries(expected)) {
    await page
      .locator(`[data-count="${name}"]`)
      .filter({ hasText: new RegExp(`^${count}\\b`) })
      .waitFor();
  }
}

/** Waits until the page can be opened without a connection. */
async function workerKeeps(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const isKept = async (): Promise<boolean> =>
      (await caches.match('/v1/session')) !== undefined && (await caches.match('/index.html')) !== undefined;
    while (!(await isKept())) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}
