import { Prng } from '../../base/prng.js';
import { newId } from './ids.js';
import { migrate, type SqlSession } from './migrate.js';
import { MIGRATIONS } from './migrations.js';

/** The last step of the version before custody was recorded as events. */
const LAST_BEFORE = '0007-gate-functions';

/** A shipment as it was kept then. */
export interface ShipmentBefore {
  readonly id: string;
  readonly ownerId: string;
  readonly shipperId: string | undefined;
  readonly partnerId: string | undefined; // who carries it on
  readonly received: boolean;
  readonly cancelled: boolean;
}

/** What a database of that version is filled with. */
export interface FilledBefore {
  readonly carriers: readonly string[]; // ids
  readonly codes: readonly string[];
  readonly shoppers: readonly string[]; // ids of shippers, one of each carrier
  readonly shipments: readonly ShipmentBefore[];
}

/** Makes the schema of the version before and fills every table of it with random rows, then brings it up to date. */
export async function fillBefore(session: SqlSession, seed: number): Promise<FilledBefore> {
  const last = MIGRATIONS.findIndex(({ name }) => name === LAST_BEFORE);
  await migrate(session, MIGRATIONS.slice(0, last + 1));
  // As a superuser would load a dump; without a party no policy lets a row in.
  for (const table of TABLES) await session.script(`alter table ${table} no force row level security`);
  const insert: Insert = async (table, row) => {
    const keys = Object.keys(row);
    const places = keys.map((_, index) => `$${index + 1}`).join(', ');
    await session.query(`insert into ${table} (${keys.join(', ')}) values (${places})`, Object.values(row));
  };
  const codes = ['ats', 'post'];
  const parties: PartyBefore[] = [];
  for (const code of codes) parties.push(await addParty(insert, code));
  const carriers = parties.map(({ carrier }) => carrier);
  const version = await addVersion(insert, carriers);
  const random = new Prng(seed);
  const shipments: ShipmentBefore[] = [];
  for (let number = 0; number < 16; number++)
    shipments.push(await addShipment(insert, random, { number, parties, version }));
  for (const table of TABLES) await session.script(`alter table ${table} force row level security`);
  await migrate(session, MIGRATIONS);
  return { carriers, codes, shoppers: parties.map(({ shop }) => shop), shipments };
}

type Insert = (table: string, row: Readonly<Record<string, unknown>>) => Promise<void>;

interface PartyBefore {
  readonly carrier: string;
  readonly shop: string;
}

const NOW_MS = Date.parse('2026-11-20T10:00:00Z');
const AT = new Date(NOW_MS).toISOString();
const MADE = { created_at: AT };

/** A carrier with a customer, and a user, key, session and kept answer of its own. */
async function addParty(insert: Insert, code: string): Promise<PartyBefore> {
  const [carrier, shop] = [newId('organisation', NOW_MS), newId('organisation', NOW_MS)];
  const user = newId('user', NOW_MS);
  await insert('organisations', { id: carrier, kind: 'carrier', code, name: code, carrier_id: null, ...MADE });
  await insert('organisations', { id: shop, kind: 'shipper', code: null, name: 'Shop', carrier_id: carrier, ...MADE });
  const person = { login: code, name: 'A', roles: ['admin'], password_hash: 'x' };
  await insert('users', { id: user, organisation_id: carrier, ...person, ...MADE });
  const secret = { secret_hash: `hash ${code}` };
  const key = { id: newId('apiKey', NOW_MS), organisation_id: carrier, name: 'key', mode: 'live', hint: 'il' };
  await insert('api_keys', { ...key, ...secret, scopes: ['shipments:read'], created_by: user, ...MADE });
  await insert('sessions', { ...secret, user_id: user, ...MADE, expires_at: AT });
  const kept = { key: 'k', request_hash: 'h', status: 201, answer: '{}' };
  await insert('idempotency_keys', { party_id: carrier, mode: 'live', ...kept, ...MADE });
  return { carrier, shop };
}

/** A version of an agreement that both carriers have accepted. */
async function addVersion(insert: Insert, carriers: readonly string[]): Promise<string> {
  const id = newId('agreementVersion', NOW_MS);
  await insert('agreement_versions', {
    id, agreement: 'ats-post', version: 1, party_ids: carriers, effective_from: '2026-01-01', effective_until: '2027-12-31',
    shared: [], after_custody: ['recipient_name'], never: [], text: 'agreement: ats-post', text_hash: 'h',
    proposed_by: carriers[0], ...MADE,
  }); // prettier-ignore
  for (const party of carriers) {
    await insert('agreement_acceptances', { version_id: id, party_id: party, accepted_by: 'usr', accepted_at: AT });
  }
  return id;
}

async function addShipment(
  insert: Insert,
  random: Prng,
  { number, parties, version }: { number: number; parties: readonly PartyBefore[]; version: string },
): Promise<ShipmentBefore> {
  const owner = random.below(2);
  const cancelled = random.chance(0.2);
  const partnerId = random.chance(0.5) ? parties[1 - owner].carrier : undefined;
  const one: ShipmentBefore = {
    id: newId('shipment', NOW_MS + number),
    ownerId: parties[owner].carrier,
    shipperId: random.chance(0.5) ? parties[owner].shop : undefined,
    partnerId,
    received: partnerId !== undefined && !cancelled && random.chance(0.5),
    cancelled,
  };
  await insert('shipments', {
    id: one.id, mode: 'live', owner_id: one.ownerId, shipper_id: one.shipperId ?? null,
    status: cancelled ? 'cancelled' : 'booked', reference: `order ${number}`, product: 'standard', origin: 'FC-DEL',
    destination_pin: '400001', ready_at: AT, promised_by: null, weight_g: 480, volume_ml: 2400, longest_side_cm: null,
    goods: [], cod_minor: 0, value_minor: number, item_description: null, recipient_name: `Name ${number}`,
    recipient_phone: null, recipient_address: null, created_by: 'key', cancelled_at: cancelled ? AT : null, ...MADE,
  }); // prettier-ignore
  if (partnerId !== undefined) {
    await insert('carriages', {
      partner_id: partnerId, shipment_id: one.id, owner_id: one.ownerId, mode: 'live', agreement_version_id: version,
      assigned_at: AT, received_at: one.received ? AT : null,
    }); // prettier-ignore
  }
  return one;
}

const TABLES = [
  'organisations', 'users', 'api_keys', 'sessions', 'agreement_versions', 'agreement_acceptances', 'shipments', 'carriages',
  'idempotency_keys',
]; // prettier-ignore
