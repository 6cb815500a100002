import assert from 'node:assert/strict';
import { allOf, ifSeen, nothing, type Asker, type Checks, type Stage } from '../visibility-for-test.js';
import { refusal } from '../server-for-test.js';
import { PRESENT } from './exports-for-test.js';

interface KnownExport {
  readonly id: string;
  readonly item: string;
  readonly draftId: string;
  readonly asker: Asker;
  /** Its sender's carrier, and its sender. */
  readonly parties: readonly string[];
}

/** Everybody files one export and begins another, with a profile; both carriers let one leave the country. */
async function playExports({ askers, organisations }: Stage): Promise<readonly KnownExport[]> {
  const known: KnownExport[] = [];
  for (const asker of askers) {
    const { carrierId } = organisations.find(({ id }) => id === asker.partyId) ?? {};
    await asker.client.putExporterProfile({ body: { exporter: { customs_reference: `of ${asker.partyId}` } } });
    const filed = (await asker.client.createExport({ body: { declaration: PRESENT, file: true } })).body;
    const draft = (await asker.client.createExport({ body: { declaration: {} } })).body;
    const parties = carrierId === undefined ? [asker.partyId] : [asker.partyId, carrierId];
    known.push({ id: filed.id, item: filed.item ?? '', draftId: draft.id, asker, parties });
  }
  return known;
}

interface KnownDespatch {
  readonly id: string;
  /** That it was received. */
  readonly messageId: string;
  readonly document: { readonly despatch: string };
  readonly asker: Asker;
}

const BOOKING = {
  consignment: 'C1',
  carrier: 'AI',
  hand_over: { place: 'DEL', at: '2026-11-24T10:00+05:30' },
  legs: [{ mode: 'air' as const, service: 'AI215', from: 'DEL', to: 'KTM', departs_at: '2026-11-24T13:00+05:30' }],
};

/** Each carrier closes a despatch with an export of its own, books its transport and is told that it was received. */
async function playDespatches(stage: Stage): Promise<readonly KnownDespatch[]> {
  await stage.know(playExports);
  const known: KnownDespatch[] = [];
  for (const asker of stage.askers) {
    if (stage.organisations.find(({ id }) => id === asker.partyId)?.kind !== 'carrier') continue;
    const { id } = (await asker.client.createExport({ body: { declaration: PRESENT, file: true } })).body;
    const at = stage.made.server.now().toISOString();
    const events = (['booked', 'presented', 'let_export'] as const).map((kind) => ({ export_id: id, kind, at }));
    await asker.client.recordExportEvents({ body: { events } });
    const body = {
      origin: 'INDELA',
      destination: 'NPKTMA',
      category: 'A',
      subclass: 'UN',
      bags: [{ export_ids: [id] }],
    };
    const despatch = (await asker.client.closeDespatch({ body })).body;
    await asker.client.bookTransport({ params: { id: despatch.id }, body: BOOKING });
    const [bag] = despatch.bags;
    const document = {
      message: 'RESDES',
      reference: 'R1',
      despatch: despatch.despatch,
      office: 'NPKTMA',
      received_at: '2026-11-25T10:00+05:45',
      receptacles: [{ receptacle: bag?.receptacle, outcome: 'received' }],
    };
    const { messages } = (await asker.client.receivePostalMessages({ body: { from: 'NPKTMA', document } })).body;
    known.push({ id: despatch.id, messageId: messages[0]?.id ?? '', document, asker });
  }
  return known;
}

const sees = ({ asker, parties }: KnownExport, { partyId, mode }: Asker): boolean =>
  asker.mode === mode && parties.includes(partyId);

/** Every export is there for its sender and that one's carrier, and for nobody else. */
async function eachSeen(
  stage: Stage,
  asker: Asker,
  ask: (known: KnownExport, seen: boolean) => Promise<unknown>,
): Promise<void> {
  for (const known of await stage.know(playExports)) await ask(known, sees(known, asker));
}

/** What must not be done to exports of others; to one's own it is done elsewhere. */
async function onlyForeign(
  stage: Stage,
  asker: Asker,
  ask: (known: KnownExport) => Promise<{ readonly body: unknown }>,
): Promise<void> {
  for (const known of await stage.know(playExports)) if (!sees(known, asker)) await ifSeen(false, ask(known));
}

type ExportChecks =
  | 'checkExport' | 'createExport' | 'createExports' | 'uploadExports' | 'listExports' | 'getExport' | 'changeExport' | 'deleteExport'
  | 'duplicateExport' | 'fileExport' | 'amendExport' | 'cancelExport' | 'listExportVersions' | 'getExporterProfile'
  | 'putExporterProfile' | 'recordExportEvents' | 'listExportEvents' | 'getExportDocument' | 'getExportPdf' | 'printExportLabels'
  | 'bookTransport' | 'receivePostalMessages' | 'listPostalMessages' | 'getPostalMessage'
  | 'closeDespatch' | 'listDespatches' | 'getDespatchPdf' | 'getDespatchMessage' | 'getDespatchEdifact' | 'getExportTables' | 'putExportTable' | 'searchHs' | 'listExportRanges' | 'addExportRange'; // prettier-ignore

export const EXPORT_CHECKS: Checks<ExportChecks> = {
  checkExport: nothing,
  createExport: nothing,
  createExports: nothing,
  uploadExports: nothing,
  searchHs: nothing,
  listExports: async (stage, asker) => {
    const known = await stage.know(playExports);
    await stage.know(playDespatches);
    const rows = await allOf(stage, (query) => asker.client.listExports({ query }));
    const ids = new Set(rows.map(({ id }) => id));
    for (const one of known) for (const id of [one.id, one.draftId]) assert.equal(ids.has(id), sees(one, asker));
    for (const row of rows)
      assert.ok(row.mode === asker.mode && [row.owner_id, row.shipper_id].includes(asker.partyId));
  },
  getExport: (stage, asker) =>
    eachSeen(stage, asker, ({ id }, seen) => ifSeen(seen, asker.client.getExport({ params: { id } }))),
  changeExport: (stage, asker) =>
    onlyForeign(stage, asker, ({ draftId: id }) =>
      asker.client.changeExport({ params: { id }, body: { comments: 'x' } }),
    ),
  deleteExport: (stage, asker) =>
    onlyForeign(stage, asker, ({ draftId: id }) => asker.client.deleteExport({ params: { id } })),
  duplicateExport: (stage, asker) =>
    onlyForeign(stage, asker, ({ id }) => asker.client.duplicateExport({ params: { id } })),
  fileExport: (stage, asker) =>
    onlyForeign(stage, asker, ({ draftId: id }) => asker.client.fileExport({ params: { id } })),
  amendExport: (stage, asker) =>
    onlyForeign(stage, asker, ({ id }) =>
      asker.client.amendExport({ params: { id }, body: { declaration: { comments: 'x' }, reason: 'x' } }),
    ),
  cancelExport: (stage, asker) =>
    onlyForeign(stage, asker, ({ id }) => asker.client.cancelExport({ params: { id }, body: {} })),
  listExportVersions: (stage, asker) =>
    eachSeen(stage, asker, ({ id }, seen) => ifSeen(seen, asker.client.listExportVersions({ params: { id } }))),
  listExportEvents: (stage, asker) =>
    eachSeen(stage, asker, ({ id }, seen) => ifSeen(seen, asker.client.listExportEvents({ params: { id } }))),
  getExportDocument: (stage, asker) =>
    eachSeen(stage, asker, ({ id }, seen) =>
      ifSeen(seen, asker.client.getExportDocument({ params: { id, document: 'cn22' } })),
    ),
  getExportPdf: (stage, asker) =>
    onlyForeign(stage, asker, ({ id }) => asker.client.getExportPdf({ params: { id, document: 'label' } })),
  printExportLabels: (stage, asker) =>
    onlyForeign(stage, asker, ({ id }) => asker.client.printExportLabels({ body: { export_ids: [id] } })),
  getExporterProfile: async (stage, asker) => {
    await stage.know(playExports);
    const { exporter } = (await asker.client.getExporterProfile()).body;
    assert.equal(exporter?.customs_reference, `of ${asker.partyId}`);
  },
  putExporterProfile: nothing,
  recordExportEvents: async (stage, asker) => {
    const at = stage.made.server.now().toISOString();
    for (const known of await stage.know(playExports)) {
      if (sees(known, asker)) continue;
      const body = { events: [{ export_id: known.id, kind: 'booked' as const, at }] };
      const [result] = (await asker.client.recordExportEvents({ body })).body.results;
      assert.deepEqual([result?.status, result?.refusal?.code, result?.export_id], ['refused', 'not_found', null]);
    }
  },
  closeDespatch: async (stage, asker) => {
    const isCarrier = stage.organisations.find(({ id }) => id === asker.partyId)?.kind === 'carrier';
    for (const known of await stage.know(playExports)) {
      if (known.asker === asker || (isCarrier && sees(known, asker))) continue;
      const body = {
        origin: 'INDELA',
        destination: 'NPKTMA',
        category: 'A',
        subclass: 'UN',
        bags: [{ export_ids: [known.id] }],
      };
      await refusal(asker.client.closeDespatch({ body }), isCarrier ? 'not_found' : 'conflict');
    }
  },
  listDespatches: async (stage, asker) => {
    const known = await stage.know(playDespatches);
    const rows = await allOf(stage, (query) => asker.client.listDespatches({ query }));
    assert.deepEqual(
      rows.map(({ id }) => id),
      known.filter((one) => one.asker === asker).map(({ id }) => id),
    );
  },
  getDespatchPdf: async (stage, asker) => {
    for (const { id, asker: owner } of await stage.know(playDespatches)) {
      if (owner !== asker) await ifSeen(false, asker.client.getDespatchPdf({ params: { id } }));
    }
  },
  getDespatchMessage: async (stage, asker) => {
    for (const { id, asker: owner } of await stage.know(playDespatches)) {
      await ifSeen(owner === asker, asker.client.getDespatchMessage({ params: { id, message: 'itmatt' } }));
    }
  },
  getDespatchEdifact: async (stage, asker) => {
    for (const { id, asker: owner } of await stage.know(playDespatches)) {
      await ifSeen(owner === asker, asker.client.getDespatchEdifact({ params: { id, message: 'emsevt' } }));
    }
  },
  bookTransport: async (stage, asker) => {
    for (const { id, asker: owner } of await stage.know(playDespatches)) {
      const body = { ...BOOKING, consignment: 'C2' };
      if (owner !== asker) await ifSeen(false, asker.client.bookTransport({ params: { id }, body }));
    }
  },
  receivePostalMessages: async (stage, asker) => {
    const isCarrier = stage.organisations.find(({ id }) => id === asker.partyId)?.kind === 'carrier';
    const { document: own } = (await stage.know(playDespatches)).find((one) => one.asker === asker) ?? {};
    for (const { document, asker: owner } of await stage.know(playDespatches)) {
      if (owner === asker || document.despatch === own?.despatch) continue;
      const asked = asker.client.receivePostalMessages({ body: { from: 'NPKTMA', document } });
      await refusal(asked, isCarrier ? 'invalid' : 'conflict');
    }
  },
  listPostalMessages: async (stage, asker) => {
    const known = (await stage.know(playDespatches)).filter((one) => one.asker === asker);
    const rows = await allOf(stage, (query) => asker.client.listPostalMessages({ query }));
    assert.deepEqual(
      rows
        .map(({ message, despatch_id: id }) => [message, id])
        .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
      known.flatMap(({ id }) => [
        ['CARDIT', id],
        ['RESDES', id],
      ]),
    );
  },
  getPostalMessage: async (stage, asker) => {
    for (const { messageId: id, asker: owner } of await stage.know(playDespatches)) {
      await ifSeen(owner === asker, asker.client.getPostalMessage({ params: { id } }));
    }
  },
  getExportTables: async (_, asker) => {
    const { own } = (await asker.client.getExportTables()).body;
    assert.deepEqual(own, []);
  },
  putExportTable: nothing,
  listExportRanges: async (stage, asker) => {
    await stage.know(playExports);
    const isCarrier = stage.organisations.find(({ id }) => id === asker.partyId)?.kind === 'carrier';
    const { data } = (await asker.client.listExportRanges()).body;
    // What a customer files is counted in its carrier's series.
    assert.equal(data.length > 0, isCarrier);
    assert.ok(data.every(({ service }) => service === 'LA'));
  },
  addExportRange: async (stage, asker) => {
    const isCarrier = stage.organisations.find(({ id }) => id === asker.partyId)?.kind === 'carrier';
    const adding = asker.client.addExportRange({ body: { service: 'HA', first: 5, last: 9 } });
    if (asker.mode === 'test') await refusal(adding, 'forbidden');
    else if (isCarrier) assert.equal((await adding).body.free, 5);
    else await refusal(adding, 'conflict');
  },
};
