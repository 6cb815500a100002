import assert from 'node:assert/strict';
import type { Mode } from '../../store/database/column-types.js';
import type { Client } from '../../wire/http/client.js';
import { playAgreements } from '../agreements/visibility-of-agreements-for-test.js';
import { refusal } from '../server-for-test.js';
import { playShipments, type KnownShipment } from '../shipments/visibility-of-shipments-for-test.js';
import { allOf, ifSeen, MODES, nothing, someOf, type Asker, type Checks, type Stage } from '../visibility-for-test.js';

interface KnownContainer {
  readonly id: string;
  readonly partyId: string;
  readonly mode: Mode;
  readonly pieces: readonly string[];
}

interface KnownManifest {
  readonly id: string;
  readonly mode: Mode;
  readonly giverId: string;
  readonly receiverId: string;
  readonly pieces: readonly string[];
  readonly phase: 'draft' | 'pre_advised' | 'settled';
  readonly evidence: string | undefined;
}

interface KnownDocks {
  readonly containers: readonly KnownContainer[];
  readonly manifests: readonly KnownManifest[];
}

const INTERCHANGE = 'IX-DEL';
/** The beginning of a photo. */
const PHOTO = {
  content_type: 'image/png' as const,
  content: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1').toString('base64'),
};
const PHASES = ['draft', 'pre_advised', 'settled'] as const;

/** Both carriers fill bags with what they have; some are tendered to the other and scanned there, some are drafts. */
export async function playDocks(stage: Stage): Promise<KnownDocks> {
  const shipments = await stage.know(playShipments);
  const { ids, as } = stage;
  const known: { containers: KnownContainer[]; manifests: KnownManifest[] } = { containers: [], manifests: [] };
  for (const [giverId, receiverId] of [
    [ids.ats, ids.post],
    [ids.post, ids.ats],
  ] as const) {
    await as(giverId).setGs1Prefix({ body: { company_prefix: '8901234', next_serial: 1 } });
    for (const mode of MODES) {
      const own = shipments.filter((one) => one.ownerId === giverId && one.mode === mode && !one.cancelled);
      const free = own.filter(({ carriages }) => !carriages.some(({ received }) => received));
      for (const [index, shipment] of free.slice(0, 3).entries()) {
        const bag = await fill(stage, { giverId, mode, pieces: [shipment.id] });
        known.containers.push(bag);
        known.manifests.push(await handOver(stage, { bag, receiverId, shipment, phase: PHASES[index % 3] ?? 'draft' }));
      }
    }
  }
  return known;
}

async function fill(
  { as, made }: Stage,
  { giverId, mode, pieces }: { giverId: string; mode: Mode; pieces: readonly string[] },
): Promise<KnownContainer> {
  const client = as(giverId, mode);
  const [, post] = made.server.reference.parties;
  const { id } = (await client.createContainer({ body: { kind: 'bag', opens_at: `${post?.code}:HUB-DEL` } })).body;
  const device_time = made.server.now().toISOString();
  made.wait(1);
  const later = made.server.now().toISOString();
  const { results } = (
    await client.actOnContainers({
      body: {
        acts: [
          ...pieces.map((piece) => ({ id: `${id}-${piece}`, device_time, kind: 'put' as const, piece, into: id })),
          { id: `${id}-close`, device_time: later, kind: 'close', container: id },
        ],
      },
    })
  ).body;
  assert.ok(results.every(({ status }) => status === 'done'));
  return { id, partyId: giverId, mode, pieces };
}

async function handOver(
  stage: Stage,
  {
    bag,
    receiverId,
    shipment,
    phase,
  }: { bag: KnownContainer; receiverId: string; shipment: KnownShipment; phase: KnownManifest['phase'] },
): Promise<KnownManifest> {
  const { as, made } = stage;
  const { partyId: giverId, mode, pieces } = bag;
  const giver = as(giverId, mode);
  const device_time = made.server.now().toISOString();
  const body = { receiver_id: receiverId, interchange: INTERCHANGE, tender_at: device_time, containers: [bag.id] };
  const { id, agreement_version_id } = (await giver.createManifest({ body: { ...body, planned: [...pieces] } })).body;
  const params = { id };
  if (phase !== 'draft') {
    await giver.preAdviseManifest({ params });
    if (!shipment.carriages.some(({ partnerId }) => partnerId === receiverId)) {
      const agreement = (await stage.know(playAgreements)).versions.find((one) => one.id === agreement_version_id);
      assert.ok(agreement !== undefined);
      shipment.carriages.push({ partnerId: receiverId, agreement, received: false });
    }
  }
  if (phase === 'settled') {
    await giver.tenderHandover({ params, body: { id: 'tender', device_time } });
    const scans = pieces.map((piece, index) => ({ id: `scan-${index}`, device_time, piece }));
    await as(receiverId, mode).recordScans({ params, body: { scans } });
    for (const carriage of shipment.carriages) if (carriage.partnerId === receiverId) carriage.received = true;
  }
  const evidence = phase === 'draft' ? undefined : (await giver.addEvidence({ params, body: PHOTO })).body.id;
  return { id, mode, giverId, receiverId, pieces, phase, evidence };
}

/** A manifest is its giver's alone until the partner was told of it. */
export function maySee(
  { mode, giverId, receiverId, phase }: KnownManifest,
  asker: Pick<Asker, 'partyId' | 'mode'>,
): boolean {
  return mode === asker.mode && (giverId === asker.partyId || (receiverId === asker.partyId && phase !== 'draft'));
}

/** Whether the asker has docks at all. */
export function isCarrier({ ids }: Stage, { partyId }: Asker): boolean {
  return partyId === ids.ats || partyId === ids.post;
}

/** Checks every manifest that was made. */
export async function eachManifest(stage: Stage, check: (manifest: KnownManifest) => Promise<void>): Promise<void> {
  for (const manifest of (await stage.know(playDocks)).manifests) await check(manifest);
}

/** Whoever does not see a handover can do nothing in it; the wrong side of it is told so. */
function onlyFor(
  who: 'giver' | 'receiver' | 'either',
  ask: (asker: Asker, params: { id: string }) => Promise<unknown>,
): (stage: Stage, asker: Asker) => Promise<void> {
  return (stage, asker) =>
    eachManifest(stage, async (manifest) => {
      const asking = () => ask(asker, { id: manifest.id });
      if (!maySee(manifest, asker)) await refusal(asking(), 'not_found');
      else if (manifest.phase === 'draft') await refusal(asking(), 'conflict');
      else if (who !== 'either' && manifest[`${who}Id`] !== asker.partyId) await refusal(asking(), 'conflict');
    });
}

/** One label is enough to show that one's own can be printed. */
function labelSeen(
  ask: (client: Client, params: { id: string }) => Promise<{ readonly body: Uint8Array }>,
): (stage: Stage, asker: Asker) => Promise<void> {
  return async (stage, asker) => {
    const { containers } = await stage.know(playDocks);
    const own = containers.filter(({ partyId, mode }) => partyId === asker.partyId && mode === asker.mode);
    for (const { id } of own.slice(0, 1)) assert.ok((await ask(asker.client, { id })).body.length > 100);
    for (const { id } of containers) {
      if (own.some((one) => one.id === id)) continue;
      await refusal(ask(asker.client, { id }), isCarrier(stage, asker) ? 'not_found' : 'forbidden');
    }
  };
}

const ACT = { id: 'foreign', device_time: '2026-11-23T10:00:00Z' };

export const DOCK_CHECKS: Checks<
  | 'getGs1Prefix'
  | 'setGs1Prefix'
  | 'createContainer'
  | 'reserveSsccs'
  | 'actOnContainers'
  | 'listContainers'
  | 'getContainer'
  | 'getContainerLabelPdf'
  | 'getContainerLabelZpl'
  | 'getContainerLabelSvg'
  | 'createManifest'
  | 'listManifests'
  | 'getManifest'
  | 'listManifestItems'
  | 'preAdviseManifest'
  | 'withdrawManifest'
  | 'listDiscrepancies'
  | 'getHandover'
  | 'listHandoverItems'
  | 'tenderHandover'
  | 'recordScans'
  | 'closeCount'
  | 'voidHandoverAct'
  | 'disputeDiscrepancy'
  | 'proposeOutcome'
  | 'addEvidence'
  | 'getEvidence'
> = {
  getGs1Prefix: async (stage, asker) => {
    await stage.know(playDocks);
    if (isCarrier(stage, asker)) {
      const { settings } = (await asker.client.getGs1Prefix()).body;
      assert.equal(settings?.company_prefix, '8901234');
    } else await refusal(asker.client.getGs1Prefix(), 'forbidden');
  },
  setGs1Prefix: nothing,
  createContainer: async (stage, asker) => {
    if (isCarrier(stage, asker)) return;
    const body = { kind: 'bag' as const, opens_at: 'none:NONE', sscc: '106141412345678908' };
    await refusal(asker.client.createContainer({ body }), 'invalid');
  },
  reserveSsccs: async (stage, asker) => {
    const body = { count: 2 };
    if (isCarrier(stage, asker)) {
      // Each is given to one asker, once.
      const [first, second] = [await asker.client.reserveSsccs({ body }), await asker.client.reserveSsccs({ body })];
      assert.equal(new Set([...first.body.ssccs, ...second.body.ssccs]).size, 4);
    } else await refusal(asker.client.reserveSsccs({ body }), 'forbidden');
  },
  actOnContainers: async (stage, asker) => {
    const { containers } = await stage.know(playDocks);
    for (const { id, partyId, mode } of containers) {
      const acts = [{ ...ACT, id: `foreign-${id}`, kind: 'open' as const, container: id }];
      if (!isCarrier(stage, asker)) await refusal(asker.client.actOnContainers({ body: { acts } }), 'forbidden');
      else if (partyId !== asker.partyId || mode !== asker.mode) {
        const [result] = (await asker.client.actOnContainers({ body: { acts } })).body.results;
        assert.equal(result?.refusals[0]?.code, 'unknown_container');
      }
    }
  },
  listContainers: async (stage, asker) => {
    if (!isCarrier(stage, asker)) {
      await refusal(asker.client.listContainers(), 'forbidden');
      return;
    }
    const { containers, manifests } = await stage.know(playDocks);
    const own = containers.filter(({ partyId, mode }) => partyId === asker.partyId && mode === asker.mode);
    // Their bags came open: what was in them was scanned piece by piece.
    const came = manifests.filter(
      ({ phase, receiverId, mode }) => phase === 'settled' && receiverId === asker.partyId && mode === asker.mode,
    );
    for (let round = 0; round < 3; round++) {
      const filter = someOf(stage.random, {
        status: stage.random.pick(['open', 'closed'] as const),
        kind: 'bag' as const,
      });
      const seen = await allOf(stage, (query) => asker.client.listContainers({ query: { ...query, ...filter } }));
      const expected = filter.status === 'open' ? [] : own.map(({ id }) => id).toReversed();
      const made = seen.filter(({ received_manifest_id: handover }) => handover === null);
      assert.deepEqual(
        made.map(({ id }) => id),
        expected,
      );
      assert.deepEqual(
        seen.flatMap(({ received_manifest_id: handover }) => handover ?? []).toSorted(),
        filter.status === 'closed' ? [] : came.map(({ id }) => id).toSorted(),
      );
    }
  },
  getContainer: async (stage, asker) => {
    for (const { id, partyId, mode, pieces } of (await stage.know(playDocks)).containers) {
      const asking = asker.client.getContainer({ params: { id } });
      if (!isCarrier(stage, asker)) await refusal(asking, 'forbidden');
      else {
        const seen = await ifSeen(partyId === asker.partyId && mode === asker.mode, asking);
        if (seen !== undefined)
          assert.deepEqual(
            seen.pieces.map((piece) => piece.id),
            pieces,
          );
      }
    }
  },
  getContainerLabelPdf: labelSeen((client, params) => client.getContainerLabelPdf({ params })),
  getContainerLabelZpl: labelSeen((client, params) => client.getContainerLabelZpl({ params })),
  getContainerLabelSvg: labelSeen((client, params) => client.getContainerLabelSvg({ params })),
  createManifest: async (stage, asker) => {
    for (const { pieces, receiverId, giverId, mode, phase } of (await stage.know(playDocks)).manifests) {
      // What is one's own can be tendered, and what was received can be given back.
      const hasIt = phase === 'settled' ? receiverId : giverId;
      if (hasIt === asker.partyId && mode === asker.mode) continue;
      const body = {
        receiver_id: receiverId === asker.partyId ? giverId : receiverId,
        interchange: INTERCHANGE,
        tender_at: ACT.device_time,
        pieces: [...pieces],
      };
      const code = isCarrier(stage, asker) ? 'invalid' : 'forbidden';
      await refusal(asker.client.createManifest({ body }), code);
    }
  },
  listManifests: async (stage, asker) => {
    const { manifests } = await stage.know(playDocks);
    const visible = manifests.filter((manifest) => maySee(manifest, asker));
    for (let round = 0; round < 4; round++) {
      const role = stage.random.pick(['giver', 'receiver'] as const);
      const filter = someOf(stage.random, { role, phase: stage.random.pick(PHASES), interchange: INTERCHANGE });
      const seen = await allOf(stage, (query) => asker.client.listManifests({ query: { ...query, ...filter } }));
      const expected = visible.filter(
        (one) =>
          (filter.role === undefined || one[`${filter.role}Id`] === asker.partyId) &&
          (filter.phase === undefined || filter.phase === one.phase),
      );
      assert.deepEqual(
        seen.map(({ id }) => id),
        expected
          .map(({ id }) => id)
          .toSorted()
          .toReversed(),
      );
    }
  },
  getManifest: (stage, asker) =>
    eachManifest(stage, async (manifest) => {
      const asking = asker.client.getManifest({ params: { id: manifest.id } });
      const seen = await ifSeen(maySee(manifest, asker), asking);
      if (seen === undefined) return;
      assert.equal(seen.phase, manifest.phase);
      assert.equal(seen.difference === null, manifest.giverId !== asker.partyId);
    }),
  listManifestItems: (stage, asker) =>
    eachManifest(stage, async (manifest) => {
      const asking = asker.client.listManifestItems({ params: { id: manifest.id } });
      const seen = await ifSeen(maySee(manifest, asker), asking);
      const pieces = seen?.data.filter(({ of }) => of === 'piece').map(({ item }) => item);
      assert.deepEqual(pieces, seen && [...manifest.pieces]);
    }),
  preAdviseManifest: (stage, asker) =>
    eachManifest(stage, async (manifest) => {
      const asking = () => asker.client.preAdviseManifest({ params: { id: manifest.id } });
      if (!maySee(manifest, asker)) await refusal(asking(), 'not_found');
      else if (manifest.giverId !== asker.partyId) await refusal(asking(), 'conflict');
    }),
  withdrawManifest: (stage, asker) =>
    eachManifest(stage, async (manifest) => {
      const asking = () => asker.client.withdrawManifest({ params: { id: manifest.id } });
      if (!maySee(manifest, asker)) await refusal(asking(), 'not_found');
      else if (manifest.phase !== 'draft') await refusal(asking(), 'conflict');
    }),
  listDiscrepancies: async (stage, asker) => {
    const { manifests } = await stage.know(playDocks);
    const { data } = (await asker.client.listDiscrepancies()).body;
    for (const { manifest_id: id } of data) {
      const manifest = manifests.find((one) => one.id === id);
      assert.ok(manifest !== undefined && maySee(manifest, asker));
    }
  },
  getHandover: (stage, asker) =>
    eachManifest(stage, async (manifest) => {
      const asking = asker.client.getHandover({ params: { id: manifest.id } });
      const seen = await ifSeen(maySee(manifest, asker), asking);
      if (seen !== undefined)
        assert.equal(seen.pieces.accepted, manifest.phase === 'settled' ? manifest.pieces.length : 0);
    }),
  listHandoverItems: (stage, asker) =>
    eachManifest(stage, async (manifest) => {
      const asking = asker.client.listHandoverItems({ params: { id: manifest.id }, query: { of: 'piece' } });
      const seen = await ifSeen(maySee(manifest, asker), asking);
      assert.deepEqual(
        seen?.data.map(({ item }) => item),
        seen && [...manifest.pieces],
      );
    }),
  tenderHandover: onlyFor('giver', ({ client }, params) => client.tenderHandover({ params, body: ACT })),
  recordScans: onlyFor('receiver', ({ client }, params) =>
    client.recordScans({ params, body: { scans: [{ ...ACT, piece: 'UNKNOWN' }] } }),
  ),
  closeCount: onlyFor('receiver', ({ client }, params) => client.closeCount({ params, body: ACT })),
  voidHandoverAct: onlyFor('either', ({ client }, params) =>
    client.voidHandoverAct({ params, body: { ...ACT, id: 'foreign-void', voids: 'none' } }),
  ),
  disputeDiscrepancy: onlyFor('giver', async ({ client }, params) => {
    const body = {
      ...ACT,
      id: 'foreign-dispute',
      discrepancy: 'none',
      evidence: [{ kind: 'seal' as const, ref: 'x' }],
    };
    await client.disputeDiscrepancy({ params, body });
  }),
  proposeOutcome: onlyFor('either', async ({ client }, params) => {
    const body = { ...ACT, id: 'foreign-proposal', discrepancy: 'none', outcome: 'split' as const };
    await client.proposeOutcome({ params, body });
  }),
  addEvidence: onlyFor('either', ({ client }, params) => client.addEvidence({ params, body: PHOTO })),
  getEvidence: (stage, asker) =>
    eachManifest(stage, async (manifest) => {
      if (manifest.evidence === undefined) return;
      const asking = asker.client.getEvidence({ params: { id: manifest.evidence } });
      const seen = await ifSeen(maySee(manifest, asker), asking);
      if (seen !== undefined) assert.equal(seen.content, PHOTO.content);
    }),
};
