import assert from 'node:assert/strict';
import type { z } from '@hono/zod-openapi';
import type { Mode } from '../../store/database/column-types.js';
import type { ExceptionSchema } from '../../wire/custody/exceptions.js';
import { PRESENT } from '../exports/exports-for-test.js';
import { noteOverdueExports } from '../exports/export-deadlines.js';
import { refusal } from '../server-for-test.js';
import { carriageOf, isOwn, playShipments, type KnownShipment } from '../shipments/visibility-of-shipments-for-test.js';
import { checkDueShipments } from './check-exceptions.js';
import { allOf, ifSeen, MODES, nothing, type Asker, type Checks, type Stage } from '../visibility-for-test.js';

type Exception = z.infer<typeof ExceptionSchema>;

interface KnownException {
  readonly exception: Exception;
  readonly shipment: KnownShipment;
  readonly mode: Mode;
}

interface KnownOfExport {
  readonly id: string;
  /** Sender and carrier. */
  readonly parties: readonly string[];
  readonly mode: Mode;
}

/** Everybody files an export and never brings it; no partner is told of that. */
async function playOverdue(stage: Stage): Promise<readonly KnownOfExport[]> {
  const known: KnownOfExport[] = [];
  const filed: { readonly asker: Asker; readonly id: string }[] = [];
  for (const asker of stage.askers) {
    const { id } = (await asker.client.createExport({ body: { declaration: PRESENT, file: true } })).body;
    filed.push({ asker, id });
  }
  stage.made.wait(7 * 86_400 + 1);
  await noteOverdueExports(stage.made.server);
  for (const { asker, id } of filed) {
    const { carrierId } = stage.organisations.find((one) => one.id === asker.partyId) ?? {};
    const parties = carrierId === undefined ? [asker.partyId] : [asker.partyId, carrierId];
    const [exception] = (await asker.client.listExceptions({ query: { export_id: id } })).body.data;
    assert.equal(exception?.code, 'export_overdue');
    known.push({ id: exception.id, parties, mode: asker.mode });
  }
  return known;
}

/** Shipments that partners have received stay where they are for longer than they may; owners are told of each. */
async function playExceptions(stage: Stage): Promise<readonly KnownException[]> {
  const shipments = await stage.know(playShipments);
  stage.made.wait(7 * 3600);
  await checkDueShipments(stage.made.server);
  const known: KnownException[] = [];
  for (const shipment of shipments) {
    const owner = stage.as(shipment.ownerId, shipment.mode);
    const query = { shipment_id: shipment.id, state: 'all' as const };
    for (const exception of (await owner.listExceptions({ query })).body.data) {
      known.push({ exception, shipment, mode: shipment.mode });
    }
  }
  for (const mode of MODES) {
    const received = shipments.filter(
      (one) => one.mode === mode && !one.cancelled && one.carriages.some(({ received: taken }) => taken),
    );
    const told = known.filter((one) => one.mode === mode).map(({ shipment }) => shipment);
    assert.ok(received.every((shipment) => told.includes(shipment)));
  }
  return known;
}

/** Its own, and what it is responsible for as a partner. */
async function seenBy(
  { know }: Stage,
  asker: Asker,
): Promise<readonly { readonly id: string; readonly seen: boolean }[]> {
  const { client, partyId, mode } = asker;
  const code = (await client.getOrganisation({ params: { id: partyId } })).body.code;
  const ofShipments = (await know(playExceptions)).map(({ exception, shipment, mode: itsMode }) => {
    const answers = exception.responsible === code && carriageOf(shipment, partyId) !== undefined;
    return { id: exception.id, seen: mode === itsMode && (isOwn(shipment, partyId) || answers) };
  });
  const ofExports = (await know(playOverdue)).map(({ id, parties, mode: itsMode }) => {
    return { id, seen: mode === itsMode && parties.includes(partyId) };
  });
  return [...ofShipments, ...ofExports];
}

export const EXCEPTION_CHECKS: Checks<
  | 'listExceptions'
  | 'countExceptions'
  | 'listAssignees'
  | 'getException'
  | 'changeException'
  | 'addExceptionNote'
  | 'actOnExceptions'
  | 'getExceptionSettings'
  | 'putExceptionSettings'
> = {
  listExceptions: async (stage, asker) => {
    const expected = (await seenBy(stage, asker)).filter(({ seen }) => seen).map(({ id }) => id);
    const told = await allOf(stage, (query) => asker.client.listExceptions({ query: { ...query, state: 'all' } }));
    const ids = told.map(({ id }) => id);
    assert.deepEqual(ids, ids.toSorted().toReversed());
    assert.deepEqual(ids.toSorted(), expected.toSorted());
    assert.ok(told.every(({ shipment, export: abroad }) => (shipment === null) !== (abroad === null)));
    const urgent = await allOf(stage, (query) => asker.client.listExceptions({ query: { ...query, sort: 'urgency' } }));
    const open = told.filter(({ state }) => state === 'open').map(({ id }) => id);
    assert.deepEqual(urgent.map(({ id }) => id).toSorted(), open.toSorted());
  },
  countExceptions: async (_, { client }) => {
    const { data } = (await client.countExceptions()).body;
    const open = (await client.listExceptions({ query: { limit: 200 } })).body.data;
    assert.equal(
      data.reduce((sum, { count }) => sum + count, 0),
      open.length,
    );
  },
  listAssignees: async (stage, { client, partyId }) => {
    const own = (await stage.as(partyId).listUsers()).body.data;
    const working = own.filter(
      ({ disabled_at: disabled, roles }) => disabled === null && roles.some(worksOnExceptions),
    );
    const told = (await client.listAssignees()).body.data;
    assert.deepEqual(told.map(({ id }) => id).toSorted(), working.map(({ id }) => id).toSorted());
  },
  getException: async (stage, asker) => {
    for (const { id, seen } of await seenBy(stage, asker)) {
      await ifSeen(seen, asker.client.getException({ params: { id } }));
    }
  },
  changeException: async (stage, asker) => {
    for (const { id, seen } of await seenBy(stage, asker)) {
      await ifSeen(seen, asker.client.changeException({ params: { id }, body: { assigned_to: null } }));
    }
  },
  addExceptionNote: async (stage, asker) => {
    for (const { id, seen } of await seenBy(stage, asker)) {
      const text = `by ${asker.partyId}`;
      const noted = await ifSeen(seen, asker.client.addExceptionNote({ params: { id }, body: { text } }));
      if (noted === undefined) continue;
      const { notes } = (await asker.client.getException({ params: { id } })).body;
      assert.ok(notes.every((note) => note.text === text));
    }
  },
  actOnExceptions: async (stage, asker) => {
    const known = await seenBy(stage, asker);
    if (known.length === 0) return;
    const exception_ids = known.map(({ id }) => id);
    const body = { action: 'assign' as const, exception_ids, assigned_to: null };
    const { results } = (await asker.client.actOnExceptions({ body })).body;
    assert.deepEqual(
      results.map(({ exception_id, status, code }) => [exception_id, status, code]),
      known.map(({ id, seen }) => [id, seen ? 'done' : 'refused', seen ? null : 'not_found']),
    );
  },
  getExceptionSettings: nothing,
  putExceptionSettings: async (_, { client, mode, partyId }) => {
    const settings = {
      no_scan_hours: null,
      lost_after_hours: null,
      stuck_hours: null,
      slack_minutes: null,
      weight_tolerance_g: partyId.length,
    };
    const putting = client.putExceptionSettings({ body: settings });
    if (mode === 'test') await refusal(putting, 'forbidden');
    else assert.deepEqual((await putting).body.settings, settings);
  },
};

function worksOnExceptions(role: string): boolean {
  return ['admin', 'planner', 'dock', 'service'].includes(role);
}
