import type { z } from '@hono/zod-openapi';
import { calendarOf } from '../../base/civil-time.js';
import { countPlannedTenders } from '../../store/plans/assignments.js';
import { countItems, listManifestsAt } from '../../store/docks/dock-days.js';
import type { StoredManifest } from '../../store/docks/manifests.js';
import type { Tx } from '../../store/database/store.js';
import * as wire from '../../wire/docks/docks.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import type { ReferenceData } from '../reference-data.js';
import { dockOf } from './dock-of.js';
import type { Dock, Docks } from './docks-of.js';
import { isPlace } from './containers.js';
import { phaseOf, reportByOf, statusNow } from './phase-of.js';

type Row = z.infer<typeof wire.DockHandoverSchema>;

/** Which facilities hand parcels over, and what arrives at and departs from one of them on a day. */
export function serveDockDays(operations: OperationServer, docks: Docks): void {
  const { reference } = operations.server;
  operations.serve(wire.listDocks, ({ acting, now, run }) =>
    run(async (tx) => ({
      today: reference.dayOf(now),
      data: (await docks.of(tx, acting, now)).map(dockOnWire),
    })),
  );
  operations.serve(wire.listDockHandovers, (request) => request.run((tx) => dayOf(tx, request, { reference, docks })));
}

/** A facility of the acting carrier; any other answers as if there were none. */
export async function ownPlace(
  tx: Tx,
  {
    acting,
    input,
  }: Pick<PartyRequest<typeof wire.listDockHandovers>, 'acting'> & {
    readonly input: { readonly params: { readonly place: string } };
  },
  reference: ReferenceData,
): Promise<string> {
  const { place } = input.params;
  const { code } = await dockOf(tx, acting);
  if (place.startsWith(`${code}:`) && isPlace(place, reference.agreementContext)) return place;
  throw new ProblemError('not_found', 'You have no such facility.');
}

/** Days before a day of which handovers that are not settled are told with it. */
const UNSETTLED_DAYS = 7;
const DAY_MS = 86_400_000;

async function dayOf(
  tx: Tx,
  request: PartyRequest<typeof wire.listDockHandovers>,
  { reference, docks }: { readonly reference: ReferenceData; readonly docks: Docks },
): Promise<{ day: string; data: Row[]; next_cursor: string | null }> {
  const { acting, now, input } = request;
  const place = await ownPlace(tx, request, reference);
  const { limit, cursor, day = reference.dayOf(now), unsettled } = input.query;
  const after = afterOf(cursor);
  const { timezone } = reference.workspace.calendar;
  const { startMs, dayStartSec } = calendarOf(timezone, day, 1);
  const dayFrom = new Date(startMs);
  const until = new Date(startMs + (dayStartSec[1] ?? 0) * 1000);
  const from = unsettled === 'include' ? new Date(startMs - UNSETTLED_DAYS * DAY_MS) : dayFrom;
  const rows: { readonly key: string; readonly row: Row | StoredManifest }[] = [];
  for (const role of ['giver', 'receiver'] as const) {
    const at = { role, place, from, until, dayFrom, after, limit: limit + 1, now };
    for (const row of await listManifestsAt(tx, acting.partyId, at))
      rows.push({ key: keyOf(row.tenderAt, row.id), row });
  }
  const dock = (await docks.of(tx, acting, now)).find((one) => one.place === place);
  rows.push(...(await plannedOf(tx, { partyId: acting.partyId, dock, dayFrom, until, now })));
  const afterKey = after === undefined ? '' : keyOf(after.tenderAt, after.id);
  const page = rows.filter(({ key }) => key > afterKey).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const shown = page.slice(0, limit);
  const kept = shown.flatMap(({ row }) => ('terms' in row ? [row] : []));
  const counts = await countsOf(tx, kept, now);
  return {
    day,
    data: shown.map(({ row }) => ('terms' in row ? rowOf(row, acting.partyId, { counts, now }) : row)),
    next_cursor: page.length > limit ? Buffer.from(shown.at(-1)?.key ?? '').toString('base64url') : null,
  };
}

/** Sorts by moment, then by id. */
function keyOf(tenderAt: Date, id: string): string {
  return `${tenderAt.toISOString()} ${id}`;
}

function afterOf(cursor: string | undefined): { readonly tenderAt: Date; readonly id: string } | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, at = '', id = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (\S+)$/.exec(text) ?? [];
  const tenderAt = new Date(at);
  if (id !== '' && !Number.isNaN(tenderAt.getTime())) return { tenderAt, id };
  const fault = { code: 'bad_format', message: 'must be next_cursor of the page before', parameter: 'cursor' };
  throw new ProblemError('invalid', undefined, [fault]);
}

/** Tenders that a plan has at a dock on a day, and no manifest yet. */
async function plannedOf(
  tx: Tx,
  {
    partyId,
    dock,
    dayFrom,
    until,
    now,
  }: { partyId: string; dock: Dock | undefined; dayFrom: Date; until: Date; now: Date },
): Promise<{ key: string; row: Row }[]> {
  if (dock === undefined) return [];
  const interchanges = [...new Set(dock.interchanges.map(({ id }) => id))];
  const counts = await countPlannedTenders(tx, partyId, { interchanges, from: dayFrom, until });
  if (counts.length === 0) return [];
  const met = new Set<string>();
  for (const role of ['giver', 'receiver'] as const) {
    const at = {
      role,
      place: dock.place,
      from: dayFrom,
      until,
      dayFrom,
      after: undefined,
      limit: MANIFESTS_A_DAY_MAX,
      now,
    };
    for (const { giverId, receiverId, interchange, tenderAt } of await listManifestsAt(tx, partyId, at)) {
      met.add(`${giverId} ${receiverId} ${interchange} ${tenderAt.toISOString()}`);
    }
  }
  return counts.flatMap(({ giverId, receiverId, interchange, tenderAt, count }) => {
    if (met.has(`${giverId} ${receiverId} ${interchange} ${tenderAt.toISOString()}`)) return [];
    const isGiver = giverId === partyId;
    const partnerId = isGiver ? receiverId : giverId;
    const partner = dock.interchanges.find((one) => one.id === interchange && one.partnerId === partnerId);
    if (partner === undefined) return [];
    const row: Row = {
      handover_id: null,
      direction: isGiver ? 'departure' : 'arrival',
      phase: 'planned',
      partner_id: partnerId,
      partner_place: partner.partnerPlace,
      interchange,
      tender_at: tenderAt.toISOString(),
      departure: null,
      tendered_at: null,
      report_by: null,
      weight_g: null,
      pieces: { ...NO_PIECES, total: count, not_tendered: count },
      containers: { total: 0, accepted: 0 },
    };
    return [{ key: keyOf(tenderAt, `${interchange}/${giverId}`), row }];
  });
}

/** More manifests than a facility has on any day. */
const MANIFESTS_A_DAY_MAX = 10_000;

const NO_PIECES = { total: 0, not_tendered: 0, expected: 0, accepted: 0, refused: 0, missing: 0 };

type Counts = Pick<Row, 'pieces' | 'containers'>;

async function countsOf(tx: Tx, manifests: readonly StoredManifest[], now: Date): Promise<ReadonlyMap<string, Counts>> {
  const counts = new Map(
    manifests.map((one) => [one.id, { one, pieces: { ...NO_PIECES }, containers: { total: 0, accepted: 0 } }]),
  );
  for (const { manifestId, of, status, count } of await countItems(tx, [...counts.keys()])) {
    const found = counts.get(manifestId);
    if (found === undefined) continue;
    const become = statusNow(status, found.one, now);
    if (of === 'piece') {
      found.pieces.total += count;
      found.pieces[become] += count;
    } else {
      found.containers.total += count;
      if (become === 'accepted') found.containers.accepted += count;
    }
  }
  return counts;
}

function rowOf(
  manifest: StoredManifest,
  partyId: string,
  { counts, now }: { readonly counts: ReadonlyMap<string, Counts>; readonly now: Date },
): Row {
  const isGiver = manifest.giverId === partyId;
  const { pieces, containers } = counts.get(manifest.id) ?? {
    pieces: NO_PIECES,
    containers: { total: 0, accepted: 0 },
  };
  return {
    handover_id: manifest.id,
    direction: isGiver ? 'departure' : 'arrival',
    phase: phaseOf(manifest, now),
    partner_id: isGiver ? manifest.receiverId : manifest.giverId,
    partner_place: isGiver ? manifest.receiverPlace : manifest.giverPlace,
    interchange: manifest.interchange,
    tender_at: manifest.tenderAt.toISOString(),
    departure: manifest.departure ?? null,
    tendered_at: manifest.tenderedAt?.toISOString() ?? null,
    report_by: reportByOf(manifest),
    weight_g: manifest.weightG,
    pieces: { ...pieces },
    containers: { ...containers },
  };
}

function dockOnWire({ place, name, postalCode, interchanges }: Dock): z.infer<typeof wire.DockSchema> {
  return {
    place,
    name,
    postal_code: postalCode ?? null,
    interchanges: interchanges.map(({ id, partnerId, partnerPlace, gives, takes }) => ({
      id,
      partner_id: partnerId,
      partner_place: partnerPlace,
      gives,
      takes,
    })),
  };
}
