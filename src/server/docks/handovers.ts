import type { z } from '@hono/zod-openapi';
import type { DiscrepancyState, Handover, HandoverAct, HandoverItem } from '../../domain/handover.js';
import { findHandoverActs, foldedActId } from '../../store/docks/handover-acts.js';
import { findItems, type StoredManifest } from '../../store/docks/manifests.js';
import type { Tx } from '../../store/database/store.js';
import * as wire from '../../wire/docks/handovers.js';
import type { WireFault } from '../../wire/http/problem.js';
import { cappedFaults } from '../http/parse-input.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { applyActs, type Doing } from './apply-acts.js';
import { foldWhole } from './handover-fold.js';
import { afterItem, itemCursor } from './item-cursors.js';
import { getManifest } from './manifests.js';
import { evidenceHashes, evidenceOf, sameAct, scan } from './scans.js';
import { ssccOf } from './yard-acts.js';

/** What is done at an interchange: tendered, scanned, counted, disputed. */
export function serveHandovers(operations: OperationServer): void {
  operations.serve(wire.getHandover, ({ input, now, run }) =>
    run(async (tx) => {
      const stored = await getManifest(tx, input.params.id);
      return handoverOnWire(stored.id, (await foldWhole(tx, stored, now)).handover);
    }),
  );
  operations.serve(wire.listHandoverItems, ({ input, now, run }) => {
    const { limit, cursor, of, status } = input.query;
    const after = afterItem(cursor);
    return run(async (tx) => {
      const { handover } = await foldWhole(tx, await getManifest(tx, input.params.id), now);
      const fits = (item: HandoverItem): boolean =>
        (of === undefined || item.of === of) &&
        (status === undefined || item.status === status) &&
        (after === undefined || compareItems(item, after) > 0);
      const rows = handover.items.filter(fits).toSorted(compareItems);
      const shown = rows.slice(0, limit);
      return { data: shown.map(itemOnWire), next_cursor: rows.length > limit ? itemCursor(shown.at(-1)) : null };
    });
  });
  operations.serve(wire.recordScans, (request) =>
    request.run(async (tx) => {
      const stored = await actingIn(tx, request, 'receiver');
      return { results: await scan(tx, doingOf(request), stored, request.input.body.scans) };
    }),
  );
  operations.serve(wire.tenderHandover, (request) =>
    act(request, 'giver', async (tx, stored) => {
      const { pieces, containers } = request.input.body;
      const isAll = pieces === undefined && containers === undefined;
      if (isAll) return { kind: 'tendered' };
      return { kind: 'tendered', items: await itemsNamed(tx, stored, { pieces, containers }) };
    }),
  );
  operations.serve(wire.closeCount, (request) => act(request, 'receiver', async () => ({ kind: 'count_closed' })));
  operations.serve(wire.voidHandoverAct, (request) =>
    act(request, 'either', async () => ({ kind: 'voided', voids: request.input.body.voids })),
  );
  operations.serve(wire.disputeDiscrepancy, (request) =>
    act(request, 'giver', async (tx, stored) => {
      const { discrepancy, evidence: sent } = request.input.body;
      const evidence = evidenceOf(sent, await evidenceHashes(tx, stored, sent));
      if (evidence === undefined) {
        const message = 'there is no such evidence of this handover';
        throw new ProblemError('invalid', undefined, [{ code: 'unknown_reference', message, pointer: '#/evidence' }]);
      }
      return { kind: 'disputed', discrepancy, evidence };
    }),
  );
  operations.serve(wire.proposeOutcome, (request) =>
    act(request, 'either', async () => {
      const { discrepancy, outcome } = request.input.body;
      return { kind: 'proposed', discrepancy, outcome };
    }),
  );
}

type ActOperation =
  | typeof wire.tenderHandover
  | typeof wire.closeCount
  | typeof wire.voidHandoverAct
  | typeof wire.disputeDiscrepancy
  | typeof wire.proposeOutcome;

type Request = Pick<PartyRequest<ActOperation>, 'acting' | 'principal' | 'now' | 'run'> & {
  readonly input: {
    readonly params: { readonly id: string };
    readonly body: { readonly id: string; readonly device_time: string };
  };
};

type Kinds<T = HandoverAct> = T extends HandoverAct ? Omit<T, 'id' | 'party' | 'deviceMs' | 'serverMs'> : never;

/** Does one act, and tells the handover as it then stands. An act that cannot count is refused with the reason. */
function act(
  request: Request,
  who: 'giver' | 'receiver' | 'either',
  what: (tx: Tx, stored: StoredManifest) => Promise<Kinds>,
): Promise<WireHandover> {
  const { input, now, acting, run } = request;
  return run(async (tx) => {
    const stored = await actingIn(tx, request, who);
    const { id, device_time } = input.body;
    const party = acting.partyId === stored.giverId ? stored.giver : stored.receiver;
    const told = { id: foldedActId(party, id), party, deviceMs: Date.parse(device_time), serverMs: now.getTime() };
    const made: HandoverAct = { ...told, ...(await what(tx, stored)) };
    const acts = [{ partyId: acting.partyId, id, act: made, elsewhere: undefined }];
    // A dispute is about what was told already, and changes nothing that any log says.
    const isDispute = made.kind === 'disputed' || made.kind === 'proposed';
    const concern = isDispute ? ({ pieces: [], strange: [] } as const) : 'everything';
    const { added, fold } = await applyActs(tx, doingOf(request), stored, { acts, concern });
    if (!added.has(id)) await refuseOther(tx, stored, { partyId: acting.partyId, id, made });
    const { handover } = fold.isWhole ? fold : await foldWhole(tx, stored, now);
    const remark = isDispute ? handover.remarks.find((one) => one.act === made.id) : undefined;
    if (remark !== undefined && added.has(id))
      throw new ProblemError('conflict', `This counts for nothing: it ${remark.words}.`);
    return handoverOnWire(stored.id, handover);
  });
}

/** The handover, if the acting party may do this in it. */
async function actingIn(
  tx: Tx,
  { input, acting }: Pick<Request, 'acting'> & { readonly input: { readonly params: { readonly id: string } } },
  who: 'giver' | 'receiver' | 'either',
): Promise<StoredManifest> {
  const stored = await getManifest(tx, input.params.id);
  if (stored.preAdvisedAt === undefined) throw new ProblemError('conflict', 'It is a draft; pre-advise it first.');
  if (who !== 'either' && stored[`${who}Id`] !== acting.partyId) {
    throw new ProblemError('conflict', `Only its ${who} may do this.`);
  }
  return stored;
}

function doingOf({ acting, principal, now }: Pick<Request, 'acting' | 'principal' | 'now'>): Doing {
  return { acting, actor: principal.actorId, now };
}

async function refuseOther(
  tx: Tx,
  stored: StoredManifest,
  { partyId, id, made }: { readonly partyId: string; readonly id: string; readonly made: HandoverAct },
): Promise<void> {
  const [known] = await findHandoverActs(tx, stored, { partyId, ids: [id] });
  const same = made.kind === 'voided' ? { ...made, voids: foldedActId(made.party, made.voids) } : made;
  if (known !== undefined && sameAct(known.act, same)) return;
  throw new ProblemError('conflict', 'This id was used for another act.');
}

async function itemsNamed(
  tx: Tx,
  stored: StoredManifest,
  {
    pieces = [],
    containers = [],
  }: { readonly pieces?: readonly string[] | undefined; readonly containers?: readonly string[] | undefined },
): Promise<string[]> {
  const names = [...pieces, ...containers.map(ssccOf)];
  const found = await findItems(tx, stored.id, names);
  const known = new Map(
    found.flatMap((one) => [[one.item, one.item] as const, [one.trackingNumber ?? one.item, one.item] as const]),
  );
  const pointers = [
    ...pieces.map((_, index) => `#/pieces/${index}`),
    ...containers.map((_, index) => `#/containers/${index}`),
  ];
  const faults = names.flatMap((value, index): WireFault[] =>
    known.has(value)
      ? []
      : [{ code: 'unknown_reference', message: 'is not on the manifest', pointer: pointers[index], value }],
  );
  if (faults.length > 0) throw new ProblemError('invalid', undefined, cappedFaults(faults));
  return names.map((name) => known.get(name) ?? name);
}

function compareItems(a: { of: string; item: string }, b: { of: string; item: string }): number {
  if (a.of !== b.of) return a.of < b.of ? -1 : 1;
  return a.item === b.item ? 0 : a.item < b.item ? -1 : 1;
}

type WireHandover = z.infer<typeof wire.HandoverSchema>;

function handoverOnWire(id: string, handover: Handover): WireHandover {
  const pieces = { not_tendered: 0, expected: 0, accepted: 0, refused: 0, missing: 0, not_manifested: 0 };
  for (const { of, status, manifested } of handover.items) {
    if (of === 'piece') pieces[manifested ? status : 'not_manifested']++;
  }
  return {
    id,
    phase: handover.phase,
    tendered_at: instantOf(handover.tenderedMs),
    report_by: instantOf(handover.reportByMs),
    pieces,
    discrepancies: handover.discrepancies.map(discrepancyOnWire),
    remarks: handover.remarks.map(({ act: id, words }) => ({ act: id, words })),
  };
}

/** A discrepancy as both sides are told it. */
export function discrepancyOnWire({
  toldMs,
  foundMs,
  settledMs,
  evidence,
  ...rest
}: DiscrepancyState): z.infer<typeof wire.DiscrepancySchema> {
  return {
    ...rest,
    told_at: new Date(toldMs).toISOString(),
    found_at: instantOf(foundMs),
    settled_at: instantOf(settledMs),
    evidence: evidence.map(({ kind, ref, sha256 }) => ({ kind, ref, ...(sha256 === undefined ? {} : { sha256 }) })),
  };
}

function itemOnWire({ of, item, manifested, status, accepted }: HandoverItem): z.infer<typeof wire.HandoverItemSchema> {
  return {
    of,
    item,
    manifested,
    status,
    accepted_by: accepted?.by ?? null,
    accepted_at: instantOf(accepted?.atMs),
  };
}

function instantOf(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
