import type { Client } from '#interline/wire/http/client.js';
import type { Bench, BenchContext } from './bench.js';
import { keyOf, onBothDatabases, startServer, stopServer, type Served } from './served-interline.js';

const PARCELS = 1000;
/** Labels of one request. */
const LABELS = 250;
const GOAL_MS = 20_000;

export const bench: Bench = {
  name: 'exports',
  about: `a CSV of ${PARCELS} parcels abroad: checked, filed, numbered and labelled, with both kinds of database`,
  run: (context) => onBothDatabases(context, (served) => measureExports(context, served)),
};

async function measureExports(context: BenchContext, served: Served): Promise<void> {
  const { database } = served;
  const { child, address } = await startServer(served);
  try {
    const client = await keyOf(address, 'post-admin');
    const body = fileOf(PARCELS);
    const { tookMs, ids, pages } = await bookAndLabel(client, body);
    context.check(ids.length === PARCELS, `${ids.length} of ${PARCELS} parcels were filed`);
    context.check(pages === PARCELS, `${pages} of ${PARCELS} labels were printed`);
    context.figure(`${database}: filed`, tookMs.filed, { unit: 'ms' });
    context.figure(`${database}: labelled`, tookMs.labelled, { unit: 'ms' });
    context.figure(`${database}: filed and labelled`, tookMs.filed + tookMs.labelled, { unit: 'ms', atMost: GOAL_MS });
  } finally {
    await stopServer(child);
  }
}

async function bookAndLabel(client: Client, body: string) {
  const startMs = performance.now();
  const { exports } = (await client.uploadExports({ body, headers: { 'content-type': 'text/csv' } })).body;
  const ids = exports.map(({ id }) => id);
  const filedMs = performance.now();
  let pages = 0;
  for (let from = 0; from < ids.length; from += LABELS) {
    const pdf = (await client.printExportLabels({ body: { export_ids: ids.slice(from, from + LABELS) } })).body;
    pages +=
      Buffer.from(pdf)
        .toString('latin1')
        .match(/\/Type \/Page\b/g)?.length ?? 0;
  }
  const labelledMs = performance.now();
  return { tookMs: { filed: filedMs - startMs, labelled: labelledMs - filedMs }, ids, pages };
}

/** Lamps sold online to the United States, each with an order of its own; synthetic. */
function fileOf(count: number): string {
  const names = Object.keys(COLUMNS).join(',');
  const rows = Array.from({ length: count }, (_, at) =>
    Object.values({ ...COLUMNS, reference: `ORD-${at}`, addressee_name: `Synthetic Person ${at}` })
      .map((cell) => `"${cell}"`)
      .join(','),
  );
  return `${names}\n${rows.join('\n')}\n`;
}

const COLUMNS = {
  reference: '',
  sender: 'business',
  channel: 'electronic',
  is_ecommerce: 'true',
  service: 'itps',
  booking_pin: '244001',
  foreign_post_office: 'NEW-DELHI',
  exporter_name: 'मीरा देवी प्रजापति',
  exporter_business: 'Mira Brass Crafts',
  exporter_address: 'Shop 7, Peetal Nagri',
  exporter_city: 'Moradabad',
  exporter_state_code: '27',
  exporter_pin: '244001',
  exporter_iec: 'AAPFU0939F',
  exporter_gstin: '27AAPFU0939F1ZV',
  exporter_ad_code: '63910780000009',
  addressee_name: '',
  addressee_address: '1180 Maple Street',
  addressee_city: 'Portland',
  addressee_state: 'OR',
  addressee_postal_code: '97205',
  addressee_country: 'US',
  addressee_phone: '+1 503 555 0143',
  category: 'sale',
  gross_weight_g: '1450',
  currency: 'USD',
  invoice_number: 'EXP-1',
  invoice_date: '2026-01-22',
  ecommerce_operator_gstin: '27AAPFU0939F1ZV',
  ecommerce_website: 'https://shop.example/lamp',
  ecommerce_payment_id: 'pay_1',
  tax_choice: 'lut',
  tax_lut: 'AD270426000123X',
  tax_lut_date: '2026-01-02',
  goods_description: 'Brass oil lamp, handmade',
  goods_quantity: '3',
  goods_unit: 'pcs',
  goods_net_weight_g: '1200',
  goods_value_minor: '13500',
  goods_hs: '83062990',
  goods_origin: 'IN',
  goods_sku: 'LAMP-03',
  tax_invoice_number: 'MBC/1',
  tax_invoice_date: '2026-01-22',
  tax_invoice_serial: '1',
  tax_invoice_value_paise: '1147500',
} as const;
