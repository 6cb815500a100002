import assert from 'node:assert/strict';
import { readPostalFile } from '../../standards/edi/postal-messages.js';
import type { Client } from '../../wire/http/client.js';
import { refusal, testServer, type ServerForTest } from '../server-for-test.js';
import { forgetOldExports, noteOverdueExports } from './export-deadlines.js';
import { LAMPS, PRESENT } from './exports-for-test.js';

async function clientsOf(made: ServerForTest): Promise<{ post: Client; shop: Client; postId: string }> {
  const ids = await made.addParties();
  return { post: await made.keyOf(ids.post), shop: await made.keyOf(ids.postShop), postId: ids.post };
}

testServer('a draft is saved part by part, checked as it grows, filed, and never changed again', async (made) => {
  const { shop } = await clientsOf(made);
  await shop.putExporterProfile({
    body: { sender: 'business', exporter: LAMPS.exporter, tax: LAMPS.tax, channel: 'electronic' },
  });
  const rest = Object.fromEntries(
    Object.entries(LAMPS).filter(([key]) => !['sender', 'exporter', 'tax'].includes(key)),
  );
  const begun = (await shop.createExport({ body: { declaration: { goods: LAMPS.goods } } })).body;
  assert.equal(begun.state, 'draft');
  assert.equal(begun.declaration.exporter?.iec, 'AAPFU0939F');
  assert.equal(begun.check?.fileable, false);
  const params = { id: begun.id };
  const problem = await refusal(shop.fileExport({ params }), 'invalid');
  assert.deepEqual(
    problem.errors?.map(({ pointer }) => pointer),
    begun.check?.faults.map(({ pointer }) => pointer),
  );
  const { headers } = await shop.getExport({ params });
  const etag = headers.get('etag') ?? '';
  const saved = (await shop.changeExport({ params, body: rest, headers: { 'if-match': etag } })).body;
  assert.deepEqual(saved.check?.faults, []);
  assert.deepEqual(
    saved.assessment.forms.map(({ name }) => name),
    ['CN 22', 'PBE-III'],
  );
  await refusal(
    shop.changeExport({ params, body: { comments: 'late' }, headers: { 'if-match': etag } }),
    'changed_meanwhile',
  );
  assert.equal((await shop.changeExport({ params, body: { comments: null } })).body.declaration.comments, undefined);

  const filed = (await shop.fileExport({ params })).body;
  assert.deepEqual(
    [filed.state, filed.item, filed.version, filed.keep_until],
    ['filed', 'LA000000014IN', 1, '2031-11-23'],
  );
  assert.equal(filed.bill, 'PBE-2026-LA000000014IN');
  assert.deepEqual(filed.documents, ['label', 'cn22', 'invoice', 'postal_bill']);
  assert.equal(filed.due_at, '2026-11-30T10:00:00.000Z');
  await refusal(shop.changeExport({ params, body: { comments: 'x' } }), 'conflict');
  await refusal(shop.deleteExport({ params }), 'conflict');
  await refusal(shop.fileExport({ params }), 'conflict');

  const copy = (await shop.duplicateExport({ params })).body;
  assert.equal(copy.state, 'draft');
  assert.deepEqual(
    [copy.declaration.item, copy.declaration.invoice, copy.declaration.ecommerce?.payment_id],
    [undefined, undefined, undefined],
  );
  assert.deepEqual(copy.declaration.addressee, filed.declaration.addressee);
  await shop.deleteExport({ params: { id: copy.id } });
  await refusal(shop.getExport({ params: { id: copy.id } }), 'not_found');
});

testServer(
  'amendments are versions: checked again, with their reason, and what was filed before stays',
  async (made) => {
    const { post, shop } = await clientsOf(made);
    const { id, item } = (await shop.createExport({ body: { declaration: LAMPS, file: true } })).body;
    const params = { id };
    const goods = LAMPS.goods?.map((line) => ({ ...line, value_minor: 40_000 }));
    const bad = await refusal(
      shop.amendExport({ params, body: { declaration: { gross_weight_g: 1 }, reason: 'weighed' } }),
      'invalid',
    );
    assert.deepEqual(
      bad.errors?.map(({ pointer }) => pointer),
      ['#/declaration/gross_weight_g'],
    );
    const amended = (await shop.amendExport({ params, body: { declaration: { goods }, reason: 'another price' } }))
      .body;
    assert.deepEqual([amended.version, amended.item, amended.state], [2, item, 'filed']);
    assert.deepEqual(
      amended.assessment.forms.map(({ name }) => name),
      ['CN 23', 'PBE-III'],
    );
    const { data } = (await shop.listExportVersions({ params })).body;
    assert.deepEqual(
      data.map(({ version, reason, assessment }) => [version, reason, assessment.total_paise]),
      [
        [1, null, 1_147_500],
        [2, 'another price', 3_400_000],
      ],
    );
    const at = made.server.now().toISOString();
    const events = (['booked', 'presented', 'let_export'] as const).map((kind) => ({ export_id: id, kind, at }));
    await post.recordExportEvents({ body: { events } });
    const late = await refusal(
      shop.amendExport({ params, body: { declaration: { goods }, reason: 'late' } }),
      'conflict',
    );
    assert.match(late.detail ?? '', /customs have not decided/);
  },
);

testServer(
  'exports go from the post office to the door by their carrier and other posts, in any order, each event once',
  async (made) => {
    const { post, shop } = await clientsOf(made);
    const { id, item } = (await shop.createExport({ body: { declaration: PRESENT, file: true } })).body;
    const at = (minutes: number): string =>
      new Date(made.server.now().getTime() - 60 * 60_000 + minutes * 60_000).toISOString();
    const tell = async (client: Client, events: Parameters<Client['recordExportEvents']>[0]['body']['events']) =>
      (await client.recordExportEvents({ body: { events } })).body.results.map(({ status, state, refusal: why }) => [
        status,
        state,
        why?.code ?? null,
      ]);
    assert.deepEqual(
      await tell(post, [
        { export_id: id, kind: 'presented', at: at(2) },
        { export_id: id, kind: 'booked', at: at(1), place: '793101' },
        { export_id: id, kind: 'despatched', at: at(3) },
        { item: 'la 000 000 014 in', kind: 'queried', at: at(4), reason: 'Which wool?' },
      ]),
      [
        ['recorded', 'presented', null],
        ['recorded', 'booked', null],
        ['refused', 'presented', 'wrong_state'],
        ['recorded', 'query', null],
      ],
    );
    assert.deepEqual(await tell(shop, [{ export_id: id, kind: 'let_export', at: at(5) }]), [
      ['refused', 'query', 'not_yours'],
    ]);
    assert.deepEqual(await tell(shop, [{ export_id: id, kind: 'replied', at: at(5), reason: 'Sheep' }]), [
      ['recorded', 'presented', null],
    ]);
    assert.deepEqual(
      await tell(post, [
        { item: item ?? '', upu: 'EXC', at: at(6) },
        { item: item ?? '', upu: 'emc', at: at(7) },
        { item: item ?? '', upu: 'EMD', at: at(8), place: 'NPKTMA' },
        { item: item ?? '', upu: 'EMD', at: at(8), place: 'NPKTMA' },
        { item: item ?? '', upu: 'EMB', at: at(9) },
        { item: item ?? '', upu: 'EMH', at: at(10), reason: '12', measure: 'A' },
        { item: item ?? '', upu: 'EQQ', at: at(10) },
        { item: item ?? '', upu: 'EMI', at: at(11) },
        { item: 'LA999999995IN', upu: 'EMI', at: at(11) },
        { export_id: id, kind: 'delivered', at: at(600) },
      ]),
      [
        ['recorded', 'let_export', null],
        ['recorded', 'despatched', null],
        ['recorded', 'in_transit', null],
        ['known', 'in_transit', null],
        ['past', 'in_transit', null],
        ['recorded', 'in_transit', null],
        ['refused', 'in_transit', 'unknown_code'],
        ['recorded', 'delivered', null],
        ['refused', null, 'not_found'],
        ['refused', 'delivered', 'in_future'],
      ],
    );
    const { data } = (await shop.listExportEvents({ params: { id } })).body;
    assert.deepEqual(
      data.map(({ kind, upu, is_past }) => `${kind} ${upu ?? '-'}${is_past ? ' past' : ''}`),
      [
      'filed -', 'booked EMA', 'presented EXA', 'queried -', 'replied -', 'let_export EXC', 'despatched EMC', 'arrived_abroad EMD',
      'arrived_at_fpo EMB past', 'attempted EMH', 'delivered EMI',
    ], // prettier-ignore
    );
    assert.deepEqual(data[1]?.epcis, { biz_step: 'accepting', disposition: 'in_progress' });
    assert.equal((await shop.getExport({ params: { id } })).body.due_at, null);
  },
);

testServer('a deadline that passes is told once, and is over when the export moves on', async (made) => {
  const { post, shop } = await clientsOf(made);
  const { id } = (await shop.createExport({ body: { declaration: PRESENT, file: true } })).body;
  const isOverdue = async (): Promise<boolean> => (await shop.getExport({ params: { id } })).body.overdue_at !== null;
  await noteOverdueExports(made.server);
  assert.equal(await isOverdue(), false);
  made.wait(7 * 86_400 + 1);
  await noteOverdueExports(made.server);
  await noteOverdueExports(made.server);
  assert.equal(await isOverdue(), true);
  const list = (await post.listExports({ query: { overdue: 'true' } })).body.data;
  assert.deepEqual(
    list.map((row) => row.id),
    [id],
  );
  const notices = (await shop.listNotices({ query: { types: 'export.changed' } })).body.data;
  assert.equal(notices.filter(({ data }) => JSON.stringify(data).includes('overdue')).length, 1);
  const [exception] = (await shop.listExceptions({ query: { export_id: id } })).body.data;
  assert.deepEqual(
    [exception?.code, exception?.severity, exception?.responsible, exception?.state, exception?.shipment_id],
    ['export_overdue', 'info', '@sender', 'open', null],
  );
  assert.equal(exception?.export?.state, 'filed');
  const params = { id: exception?.id ?? '' };
  const admin = (await post.listAssignees()).body.data[0]?.id ?? null;
  await post.changeException({ params, body: { assigned_to: admin, resolved: true } });
  await post.addExceptionNote({ params, body: { text: 'called the sender' } });
  const worked = (await post.getException({ params })).body;
  assert.deepEqual([worked.assigned_to, worked.state, worked.notes.length], [admin, 'resolved', 1]);
  assert.equal((await shop.getException({ params })).body.notes.length, 0);
  const urgent = (await post.listExceptions({ query: { sort: 'urgency', state: 'resolved' } })).body.data;
  assert.ok(urgent.some((row) => row.id === params.id));
  await post.recordExportEvents({
    body: { events: [{ export_id: id, kind: 'booked', at: made.server.now().toISOString() }] },
  });
  assert.equal(await isOverdue(), false);
  assert.equal((await post.getException({ params })).body.state, 'cleared');
  const told = (await shop.listNotices({ query: { types: 'exception.changed' } })).body.data;
  const changes = told.map(({ data }) => /"change":"(\w+)"/.exec(JSON.stringify(data))?.[1]);
  assert.deepEqual(changes, ['opened', 'cleared']);
  made.wait(25 * 3600);
  await noteOverdueExports(made.server);
  const [next] = (await post.listExceptions({ query: { export_id: id } })).body.data;
  assert.equal(next?.key, 'export_overdue booked');
  assert.match(next?.responsible ?? '', /^post/);
  const counts = (await post.countExceptions()).body.data;
  assert.deepEqual(counts, [{ code: 'export_overdue', severity: 'warning', count: 1 }]);
});

testServer('what was filed is kept for five years and forgotten then, with its versions and events', async (made) => {
  const { shop } = await clientsOf(made);
  const { id } = (await shop.createExport({ body: { declaration: PRESENT, file: true } })).body;
  const draft = (await shop.createExport({ body: { declaration: {} } })).body;
  const FIVE_YEARS_SEC = (Date.parse('2031-11-23T10:00:00Z') - Date.parse('2026-11-23T10:00:00Z')) / 1000;
  made.wait(FIVE_YEARS_SEC);
  await forgetOldExports(made.server);
  assert.equal((await shop.listExportVersions({ params: { id } })).body.data.length, 1);
  made.wait(86_400);
  await forgetOldExports(made.server);
  await refusal(shop.listExportVersions({ params: { id } }), 'not_found');
  assert.equal((await shop.getExport({ params: { id: draft.id } })).body.state, 'draft');
});

testServer('cancelled until it leaves its post office, and no document is made of it then', async (made) => {
  const { shop } = await clientsOf(made);
  const { id } = (await shop.createExport({ body: { declaration: PRESENT, file: true } })).body;
  const params = { id };
  const pdf = (await shop.getExportPdf({ params: { id, document: 'cn22' } })).body;
  assert.match(Buffer.from(pdf.subarray(0, 8)).toString('latin1'), /^%PDF-1/);
  const form = (await shop.getExportDocument({ params: { id, document: 'cn22' } })).body;
  assert.equal(form['title'], 'CUSTOMS DECLARATION CN 22');
  await refusal(shop.getExportDocument({ params: { id, document: 'postal_bill' } }), 'not_found');
  assert.equal((await shop.cancelExport({ params, body: { reason: 'not sent' } })).body.state, 'cancelled');
  await refusal(shop.cancelExport({ params, body: {} }), 'conflict');
  await refusal(shop.printExportLabels({ body: { export_ids: [id] } }), 'conflict');
});

testServer('identifiers follow each other, are given once, and those that parcels bear are theirs', async (made) => {
  const { post } = await clientsOf(made);
  const file = async (item?: string): Promise<string | null> =>
    (await post.createExport({ body: { declaration: { ...PRESENT, item }, file: true } })).body.item;
  assert.equal(await file(), 'LA000000014IN');
  assert.equal(await file('LA 000 000 028 IN'), 'LA000000028IN');
  const problem = await refusal(file('LA000000028IN'), 'invalid');
  assert.deepEqual(
    problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`),
    ['#/declaration/item already_used'],
  );
  assert.equal(await file(), 'LA000000031IN'); // 2 was borne already
});

testServer(
  'a batch is filed whole or not at all, each fault at its declaration, and once for its key',
  async (made) => {
    const { shop } = await clientsOf(made);
    const declarations = [PRESENT, { ...PRESENT, currency: 'XOF' }, { ...PRESENT, category: 'sale' as const }];
    const problem = await refusal(shop.createExports({ body: { declarations } }), 'invalid');
    assert.deepEqual(
      problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`),
      ['#/declarations/1/currency no_exchange_rate', '#/declarations/2/category does_not_fit'],
    );
    assert.deepEqual((await shop.listExports()).body.data, []);
    const headers = { 'idempotency-key': 'batch-1' };
    const first = await shop.createExports({ body: { declarations: [PRESENT, PRESENT] }, headers });
    const again = await shop.createExports({ body: { declarations: [PRESENT, PRESENT] }, headers });
    assert.deepEqual(again.body, first.body);
    assert.deepEqual(
      first.body.exports.map(({ item }) => item),
      ['LA000000014IN', 'LA000000028IN'],
    );
  },
);

testServer(
  'a carrier puts rates of its own in the place of the shipped ones, and what was filed keeps its own',
  async (made) => {
    const { post, shop } = await clientsOf(made);
    const { id } = (await shop.createExport({ body: { declaration: LAMPS, file: true } })).body;
    const { tables } = (await shop.getExportTables()).body;
    const rates = tables.rates.map((rate) => ({
      ...rate,
      inrE4: 900_000,
      isSynthetic: false,
      source: 'a notification',
    }));
    const bad = await refusal(
      post.putExportTable({ params: { table: 'rates' }, body: { rows: [{ ...rates[0], inrE4: -1 }] } }),
      'invalid',
    );
    assert.deepEqual(
      bad.errors?.map(({ pointer }) => pointer),
      ['#/rows/0/inrE4'],
    );
    await refusal(shop.putExportTable({ params: { table: 'rates' }, body: { rows: rates } }), 'conflict');
    assert.deepEqual((await post.putExportTable({ params: { table: 'rates' }, body: { rows: rates } })).body.own, [
      'rates',
    ]);
    assert.equal((await shop.checkExport({ body: LAMPS })).body.assessment.total_paise, 1_215_000);
    assert.equal((await shop.getExport({ params: { id } })).body.assessment.total_paise, 1_147_500);
    assert.deepEqual((await post.putExportTable({ params: { table: 'rates' }, body: { rows: [] } })).body.own, []);
  },
);

testServer('a despatch gives its bags identifiers, and takes nothing that customs have not let go', async (made) => {
  const { post } = await clientsOf(made);
  const made3 = (await post.createExports({ body: { declarations: [PRESENT, PRESENT, PRESENT] } })).body.exports.map(
    ({ id }) => id,
  );
  const at = made.server.now().toISOString();
  const events = made3.flatMap((id) => (['booked', 'presented'] as const).map((kind) => ({ export_id: id, kind, at })));
  await post.recordExportEvents({ body: { events } });
  const [a = '', b = '', c = ''] = made3;
  const lane = { origin: 'INDELA', destination: 'NPKTMA', category: 'A', subclass: 'UN' };
  const early = await refusal(post.closeDespatch({ body: { ...lane, bags: [{ export_ids: [a] }] } }), 'invalid');
  assert.deepEqual(
    early.errors?.map(({ value }) => value),
    [a],
  );
  await post.recordExportEvents({
    body: { events: made3.map((id) => ({ export_id: id, kind: 'let_export' as const, at })) },
  });
  const bags = [{ export_ids: [a, b], tare_g: 100 }, { export_ids: [c] }];
  const { id, despatch, bags: closed } = (await post.closeDespatch({ body: { ...lane, bags } })).body;
  assert.equal(despatch, 'INDELANPKTMAAUN60001');
  assert.deepEqual(
    closed.map(({ receptacle, weight_g }) => [receptacle, weight_g]),
    [
      ['INDELANPKTMAAUN60001001000010', 1000],
      ['INDELANPKTMAAUN60001002100005', 450],
    ],
  );
  assert.equal((await post.getExport({ params: { id: a } })).body.state, 'despatched');
  const itmatt = (await post.getDespatchMessage({ params: { id, message: 'itmatt' } })).body;
  assert.equal((itmatt['items'] as unknown[]).length, 3);
  const file = readPostalFile((await post.getDespatchEdifact({ params: { id, message: 'predes' } })).body);
  const predes = (await post.getDespatchMessage({ params: { id, message: 'predes' } })).body;
  assert.deepEqual(file.status === 'valid' ? file.value.documents : file, [predes]);
  const told = (await post.getDespatchMessage({ params: { id, message: 'emsevt' } })).body;
  assert.deepEqual(
    (told['events'] as { event: string }[]).slice(0, 4).map(({ event }) => event),
    ['EMA', 'EXA', 'EXC', 'EMC'],
  );
  for (const part of ['list', 'bag_labels'] as const) {
    const pdf = (await post.getDespatchPdf({ params: { id }, query: { part } })).body;
    assert.match(Buffer.from(pdf.subarray(0, 8)).toString('latin1'), /^%PDF-1/);
  }
});

testServer('identifiers come from the ranges of the carrier, in order, and none twice', async (made) => {
  const { post, shop } = await clientsOf(made);
  const items = async (count: number): Promise<(string | null)[]> => {
    const declarations = Array.from({ length: count }, () => PRESENT);
    return (await shop.createExports({ body: { declarations } })).body.exports.map(({ item }) => item);
  };
  const [begun] = await items(1);
  const given = Number(begun?.slice(2, 10));
  const add = (first: number, last: number) => post.addExportRange({ body: { service: 'LA', first, last } });
  await refusal(add(given, given + 10), 'invalid');
  await add(70_000_000, 70_000_001);
  await refusal(add(70_000_001, 70_000_005), 'invalid');
  await refusal(add(9, 8), 'invalid');
  await add(80_000_000, 80_000_009);
  const serials = (await items(3)).map((item) => item?.slice(2, 10));
  assert.deepEqual(serials, ['70000000', '70000001', '80000000']);
  const ranges = (await post.listExportRanges()).body.data.map(({ first, free, closed_at: at }) => [
    first,
    free,
    at !== null,
  ]);
  assert.deepEqual(ranges, [
    [1, 0, true],
    [70_000_000, 0, false],
    [80_000_000, 9, false],
  ]);
  await refusal(items(10), 'conflict');
  assert.deepEqual((await shop.listExportRanges()).body.data, []);
});
