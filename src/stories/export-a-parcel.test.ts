import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { ask } from './ask-for-test.js';
import { testStory } from './console-for-test.js';

testStory('a parcel goes abroad: from a blank form to its printed label and the let export order', async (story) => {
  const page = await story.open({ login: 'indiapost-admin', path: '/exports' });
  await page.getByRole('button', { name: 'New export' }).click();
  await page.getByLabel('Who sends').waitFor();

  // Filed too early, everything that is missing is told at its field, and the first one has the keys.
  await page.getByRole('button', { name: 'Check and file' }).click();
  await page.getByText('This is needed.').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[data-path="sender"] select:focus') !== null);
  await story.checkAccessible(page);

  await fillIn(page);
  await page.getByRole('button', { name: 'Find by words' }).click();
  await page.locator('.export-hit', { hasText: '6214.20' }).click();
  assert.equal(await page.getByLabel('HS code', { exact: true }).inputValue(), '621420');

  // Lighter than what is in it: told at the field while it is written.
  await fill(page, { 'Gross weight (g)': '37' });
  await page.locator('[data-path="gross_weight_g"] .fault-words').waitFor();
  await fill(page, { 'Gross weight (g)': '450' });
  await page.getByText('Nothing is missing').waitFor();
  assert.match(await page.locator('.export-check').innerText(), /CN 22/);
  await page.getByText('Everything is saved.').waitFor();
  await page.reload();
  await page.getByText('Nothing is missing').waitFor();
  assert.equal(await page.getByLabel('Addressee', { exact: true }).inputValue(), 'Name 2');

  await page.getByRole('button', { name: 'Check and file' }).click();
  await page.getByRole('heading', { level: 1, name: /^LA \d{3} \d{3} \d{3} IN$/ }).waitFor();
  await page.getByRole('link', { name: 'Follow the parcel' }).waitFor();
  await story.checkAccessible(page);
  for (const name of ['Label', 'Customs declaration CN 22', 'Commercial invoice']) {
    const answered = page.waitForResponse(/\/pdf\//);
    await page.getByRole('button', { name, exact: true }).click();
    const answer = await answered;
    assert.deepEqual([answer.status(), answer.headers()['content-type']], [200, 'application/pdf'], name);
    await page.locator('.export-documents button:disabled').first().waitFor({ state: 'detached' });
  }

  // The house is another one: customs get a second version, with why.
  await page.getByRole('link', { name: 'Amend' }).click();
  await page.getByText('Nothing is missing').waitFor();
  await fill(page, { 'Street and house abroad': 'Road 22' });
  await page.getByRole('button', { name: 'Amend' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Another house');
  await dialog.getByRole('button', { name: 'Amend' }).click();
  await page.getByRole('region', { name: 'Versions' }).getByText('Another house').waitFor();

  for (const what of ['Taken in at its post office', 'Presented to customs', 'Let export order given']) {
    await page.getByRole('button', { name: 'Record what happened' }).click();
    await page.getByRole('combobox', { name: 'What happened' }).selectOption({ label: what });
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.locator('.export-timeline').getByText(what).waitFor();
  }
  await page.locator('.page-head').getByText('Cleared for export').waitFor();
  await story.checkAccessible(page);

  const item = await page.getByRole('heading', { level: 1 }).innerText();
  await despatch(page, item);
  await story.checkAccessible(page);
});

testStory('what is handed in at a village goes by a plan to the office of exchange that was chosen', async (story) => {
  const page = await story.open({ login: 'indiapost-admin', path: '/exports' });
  const { id } = await ask<{ readonly id: string }>(page, 'POST', '/v1/exports', { declaration: FROM_A_VILLAGE });
  await page.goto(new URL(`/exports/${id}/edit`, page.url()).href);
  const surest = page.locator('.export-promise-when').first();
  await surest.getByText('Kolkata').waitFor();
  await page.getByText(/other offices or ways/).click();
  await page.getByRole('button', { name: 'By this office: Delhi' }).click();
  await surest.getByText('Delhi').waitFor();
  await page.getByText('By INDELA, as you chose').waitFor();
  await page.reload(); // the choice is in the address
  await page.getByText('By INDELA, as you chose').waitFor();
  await story.checkAccessible(page);
  await page.getByText('Nothing is missing').waitFor();
  await page.getByRole('button', { name: 'Check and file' }).click();
  const promised = page.locator('.export-promise-when').first();
  await page.getByRole('heading', { name: 'To its office of exchange' }).waitFor();
  const cutOff = /Delhi by (.+)/.exec(await promised.innerText())?.[1] ?? 'no cut-off';

  const plan = await ask<{ readonly id: string }>(page, 'POST', '/v1/plans', { seconds: 120, gap: 0.2 });
  await planned(page, plan.id);
  await page.getByRole('link', { name: 'Follow the parcel' }).click();
  const route = page.getByRole('region', { name: 'Route: planned and done' });
  const last = route.getByRole('listitem').last();
  await last.getByText('Is in the despatch that closes: Delhi mail hub').waitFor();
  assert.ok((await last.innerText()).includes(`planned ${cutOff}`), `${await last.innerText()} is at ${cutOff}`);
  assert.ok((await route.getByRole('listitem').count()) > 2);
  // What brings an export to its office moves and ends with the export.
  assert.equal(await page.getByRole('button', { name: 'Cancel' }).count(), 0);
  await story.checkAccessible(page);
  await page.getByRole('link', { name: 'Open the export' }).click();
  await page.waitForURL(`**/exports/${id}`);
});

testStory('a file of many is refused with its fault by line, and made when it is right', async (story) => {
  const page = await story.open({ login: 'indiapost-admin', path: '/exports/upload', isPhone: true, theme: 'dark' });
  const fileOf = (country: string): string =>
    [
      'reference,sender,service,booking_pin,category,gross_weight_g,currency,exporter_name,exporter_address,exporter_city,exporter_pin,' +
        'exporter_phone,addressee_name,addressee_address,addressee_city,addressee_country,addressee_phone,goods_description,' +
        'goods_quantity,goods_unit,goods_net_weight_g,goods_value_minor,goods_hs,goods_origin',
      ...['NP', country].map(
        (to, index) =>
          `story-${index},personal,itps,793101,gift,450,INR,Name 1,Road 1,Cherrapunji,793101,+911111111111,` +
          `Name 2,Road 2,Pokhara,${to},+97761555010,Woollen shawl,1,pcs,380,250000,621420,IN`,
      ),
    ].join('\n');
  const upload = async (text: string): Promise<void> => {
    await page
      .getByLabel('CSV file')
      .setInputFiles({ name: 'exports.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
  };
  await upload(fileOf('AQ'));
  const fault = page.getByRole('row').filter({ hasText: 'addressee_country' });
  assert.match(await fault.innerText(), /3[\s\S]*AQ/);
  await story.checkAccessible(page);
  await upload(fileOf('NP'));
  await page.getByText('2 exports are filed').waitFor();
  await page.getByRole('link', { name: 'Show them and print labels' }).click();
  await page.getByRole('button', { name: 'Print 2 labels' }).waitFor();
  await story.checkAccessible(page);
});

/** A present that is handed in near Cherrapunji: over both networks it is some days from any office of exchange. */
const FROM_A_VILLAGE = {
  sender: 'personal',
  service: 'itps',
  booking_pin: '793101',
  exporter: { name: 'Name 1', address: 'Road 1', city: 'Cherrapunji', pin: '793101', phone: '+911111111111' },
  addressee: { name: 'Name 2', address: 'Road 2', city: 'Pokhara', country: 'NP', phone: '+97761555010' },
  goods: [
    {
      description: 'Woollen shawl',
      quantity: 1,
      unit: 'pcs',
      net_weight_g: 380,
      value_minor: 250_000,
      hs: '621420',
      origin: 'IN',
    },
  ],
  category: 'gift',
  gross_weight_g: 450,
  currency: 'INR',
};

/** Waits until a plan is made and its parcels have their routes. */
async function planned(page: Page, id: string): Promise<void> {
  for (;;) {
    const { state, fault, own } = await ask<Planned>(page, 'GET', `/v1/plans/${id}`);
    if (own?.assigned_at) return;
    assert.ok(state !== 'failed' && state !== 'cancelled', `the plan ${state}: ${fault}`);
    await page.waitForTimeout(500);
  }
}

interface Planned {
  readonly state: string;
  readonly fault: string | null;
  readonly own: { readonly assigned_at: string | null } | null;
}

/** Packs a parcel into a bag, closes the despatch, and has the bag's label printed. */
async function despatch(page: Page, item: string): Promise<void> {
  await page.goto(new URL('/exports/despatches/new', page.url()).href);
  await fill(page, { 'Office of exchange here': 'INCCUA', 'Office of exchange abroad': 'NPKTMA' });
  const scanned = page.getByLabel('Identifier on the parcel (S10)');
  await scanned.fill(item.toLowerCase());
  await scanned.press('Enter');
  await page.getByText(`${item} is in bag 1`).waitFor();
  await scanned.fill(item);
  await scanned.press('Enter');
  await page.getByText(`${item} is in bag 1 already`).waitFor();
  assert.equal(await page.getByLabel('Mail subclass').inputValue(), 'UN');
  await page.reload(); // what is packed stays
  await page.getByRole('button', { name: 'Close the despatch' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the despatch' }).click();
  await page
    .getByRole('heading', { name: /^INCCUA NPKTMA A UN \d \d{4}$/ })
    .first()
    .waitFor();
  const answered = page.waitForResponse(/part=bag_labels/);
  await page.getByRole('button', { name: 'Bag labels' }).first().click();
  const answer = await answered;
  assert.deepEqual([answer.status(), answer.headers()['content-type']], [200, 'application/pdf']);
  await tellOfBag(page);
}

/** Its transport is booked, and the post abroad does not find the bag. */
async function tellOfBag(page: Page): Promise<void> {
  const [made] = (await ask<{ readonly data: readonly Despatch[] }>(page, 'GET', '/v1/export-despatches')).data;
  assert.ok(made);
  await ask(page, 'POST', `/v1/export-despatches/${made.id}/transport`, {
    consignment: 'C100',
    carrier: 'AI',
    hand_over: { place: 'CCU', at: '2026-11-24T10:00+05:30' },
    legs: [{ mode: 'air', service: 'AI247', from: 'CCU', to: 'KTM', departs_at: '2026-11-24T13:00+05:30' }],
  });
  const document = {
    message: 'RESDES',
    reference: 'R1',
    despatch: made.despatch,
    office: 'NPKTMA',
    received_at: '2026-11-24T18:00+05:45',
    receptacles: made.bags.map(({ receptacle }) => ({ receptacle, outcome: 'missing' })),
  };
  await ask(page, 'POST', '/v1/postal-messages', { from: 'NPKTMA', document });
  await page.reload();
  const card = page.locator('.export-despatch').first();
  await card.getByText('1 bag missing or damaged').waitFor();
  await card.getByText('consignment C100 with AI, AI247').waitFor();
  await card.getByText('Bags and parcels').first().click();
  await card.getByText('Missing', { exact: true }).waitFor();
  await card.getByText('What other posts are told ahead').click();
  const saved = page.waitForEvent('download');
  await card.getByRole('button', { name: 'CARDIT JSON' }).click();
  assert.match((await saved).suggestedFilename(), /-cardit\.json$/);
}

interface Despatch {
  readonly id: string;
  readonly despatch: string;
  readonly bags: readonly { readonly receptacle: string }[];
}

async function fillIn(page: Page): Promise<void> {
  await choose(page, { 'Who sends': 'personal', Country: 'NP', Service: 'itps' });
  await choose(page, { Category: 'gift', 'Currency of values': 'INR', Unit: 'pcs' });
  await fill(page, {
    Name: 'Name 1',
    Address: 'Road 1',
    'City or village': 'Cherrapunji',
    PIN: '793101',
    Phone: '+91 91234 56789',
    'Post office of booking': '793101',
    Addressee: 'Name 2',
    'Street and house abroad': 'Road 2',
    'City abroad': 'Pokhara',
    'Phone abroad': '+977 61 555010',
    Goods: 'Woollen shawl',
    Quantity: '1',
    'Net weight (g)': '380',
    Value: '2500',
    'Country of origin': 'IN',
  });
}

async function fill(page: Page, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(texts)) await page.getByLabel(label, { exact: true }).fill(text);
}

async function choose(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    await page.getByLabel(label, { exact: true }).selectOption(value);
  }
}
