import assert from 'node:assert/strict';
import { readCode128 } from '../../standards/label/code128-for-test.js';
import { parseLabelPayload } from '../../standards/label/payload.js';
import { printZpl } from '../../standards/label/printer-for-test.js';
import { PARCEL, refusal, testServer } from '../server-for-test.js';

const RECIPIENT = { name: 'हृषीकेश त्रिवेदी', address: 'ज्ञानेश्वर मार्ग\nMumbai', digipin: '4FK595866C' };

testServer(
  'a label is printed as PDF, ZPL and SVG with codes that read back, and labels the shipment once',
  async (made) => {
    const { ats } = await made.addParties();
    const client = await made.keyOf(ats);
    const body = {
      ...PARCEL,
      destination_pin: '400072',
      cod_minor: 79_900,
      reference: 'order 7',
      recipient: RECIPIENT,
    };
    const booked = (await client.createShipment({ body })).body;
    const params = { id: booked.id };
    const zpl = await client.getLabelZpl({ params, query: { dpi: '203' } });
    assert.equal(zpl.headers.get('content-type'), 'application/zpl');
    const text = new TextDecoder().decode(zpl.body);
    const [paper] = printZpl(text);
    assert.ok(paper !== undefined);
    const row = Math.round(paper.height * 0.6);
    const dots = paper.dots.subarray(row * paper.width, (row + 1) * paper.width);
    assert.equal(readCode128(dots.subarray(dots.indexOf(1), dots.lastIndexOf(1) + 1)), booked.tracking_number);
    const payload = parseLabelPayload(
      /IL1:[^^]*/
        .exec(text)?.[0]
        .replaceAll(/_([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) ?? '',
    );
    assert.ok(payload.status === 'valid');
    assert.deepEqual(payload.value, {
      trackingNumber: booked.tracking_number,
      postalCode: '400072',
      productCode: 'STANDARD',
      weightG: 480,
      cashMinor: 79_900,
      digipin: '4FK-595-866C',
    });
    const svg = new TextDecoder().decode((await client.getLabelSvg({ params })).body);
    for (const said of [RECIPIENT.name, 'SYNTHETIC DATA', 'order 7', '₹799.00', 'SC-BOM']) {
      assert.ok(svg.includes(said), `the label does not say ${said}`);
    }
    const one = await client.getLabelPdf({ params });
    assert.equal(one.headers.get('content-type'), 'application/pdf');
    assert.equal(pagesOf(one.body), 1);
    const { ids } = (await client.createShipments({ body: { shipments: [body, body, body] } })).body;
    assert.equal(pagesOf((await client.printLabelsPdf({ body: { shipment_ids: ids } })).body), 3);
    assert.equal(pagesOf((await client.printLabelsPdf({ body: { shipment_ids: ids, pages: 'a4' } })).body), 1);
    const many = (await client.printLabelsZpl({ body: { shipment_ids: [...ids, booked.id] } })).body;
    assert.equal(printZpl(new TextDecoder().decode(many)).length, 4);

    const long = { ...body, recipient: { name: 'A'.repeat(199), address: 'क्षत्रिय कॉलोनी '.repeat(30) } };
    const { id } = (await client.createShipment({ body: long })).body;
    const { errors = [] } = await refusal(client.getLabelPdf({ params: { id } }), 'invalid');
    assert.equal(errors[0]?.code, 'does_not_fit');
    await client.getLabelPdf({ params: { id }, query: { omission: 'accept' } });
    await client.cancelShipment({ params });
    await refusal(client.getLabelPdf({ params }), 'conflict');
  },
);

function pagesOf(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length ?? 0
  );
}
