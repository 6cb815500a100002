import assert from 'node:assert/strict';
import { Prng } from '../base/prng.js';
import type { Mode } from '../store/tables.js';
import type { Client } from '../wire/client.js';
import type { OperationName } from '../wire/operations.js';
import { PARCEL, POST_PARCEL, refusal, testServer, type ServerForTest } from './server-for-test.js';
import {
  carriageOf,
  isOwn,
  maySee,
  organisationsKnown,
  partnersTold,
  toldTo,
  type KnownAgreement,
  type KnownShipment,
  type World,
} from './visibility-oracle-for-test.js';

const SEEDS = [11];
const MODES: readonly Mode[] = ['live', 'test'];
const FIELDS = ['recipient_name', 'recipient_phone', 'recipient_address', 'seller_identity', 'item_description'];

/** A party that asks, in one mode. */
interface Asker {
  readonly partyId: string;
  readonly mode: Mode;
  readonly client: Client;
}

/** A random world, and who can ask about it. */
interface Played {
  readonly world: World;
  readonly askers: readonly Asker[];
  readonly users: ReadonlyMap<string, readonly string[]>; // ids by party
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

for (const seed of SEEDS) {
  testServer(`every party sees what the agreements grant, and nothing else (seed ${seed})`, async (made) => {
    const played = await play(made, new Prng(seed));
    for (const asker of played.askers) {
      for (const check of Object.values(CHECKS)) await check(played, asker);
    }
  });
}

/** Two carriers and their customers do random things through the interface, in both modes. */
async function play(made: ServerForTest, random: Prng): Promise<Played> {
  const { ats, post, atsShop, postShop } = await made.addParties();
  const organisations = [
    { id: ats, kind: 'carrier' as const, carrierId: undefined },
    { id: post, kind: 'carrier' as const, carrierId: undefined },
    { id: atsShop, kind: 'shipper' as const, carrierId: ats },
    { id: postShop, kind: 'shipper' as const, carrierId: post },
  ];
  const askers: Asker[] = [];
  for (const { id } of organisations) {
    for (const mode of MODES) askers.push({ partyId: id, mode, client: await made.keyOf(id, { mode }) });
  }
  const world: World = { organisations, agreements: [], shipments: [] };
  const as = (partyId: string, mode: Mode = 'live'): Client => {
    const asker = askers.find((one) => one.partyId === partyId && one.mode === mode);
    assert.ok(asker !== undefined);
    return asker.client;
  };
  for (let version = 1; version <= 4; version++) await propose(made, random, world, { version, ats, post, as });
  for (let count = 0; count < 14; count++) {
    made.wait(1);
    await book(random, world, { ats, as });
  }
  for (const shipment of world.shipments) await carryOn(random, world, shipment, { ats, post, as });
  const users = new Map<string, string[]>();
  const keys = new Map<string, string[]>();
  for (const { partyId, mode, client } of askers) {
    if (mode === 'test') continue;
    users.set(
      partyId,
      (await client.listUsers()).body.data.map(({ id }) => id),
    );
    keys.set(
      partyId,
      (await client.listApiKeys()).body.data.map(({ id }) => id),
    );
  }
  return { world, askers, users, keys };
}

type As = (partyId: string, mode?: Mode) => Client;

async function propose(
  made: ServerForTest,
  random: Prng,
  world: World,
  { version, ats, post, as }: { version: number; ats: string; post: string; as: As },
): Promise<void> {
  const some = (): string[] => FIELDS.filter(() => random.chance(0.5));
  const [afterCustody, never] = [some(), some().filter(() => random.chance(0.4))];
  const proposer = random.pick([ats, post]);
  const body = made.agreementText(version, { afterCustody, never });
  const { id, party_ids } = (await as(proposer).proposeAgreement({ body })).body;
  const agreement = { id, partyIds: party_ids, acceptedBy: new Set([proposer]), afterCustody, never };
  if (version === 1 || random.chance(0.6)) {
    const other = proposer === ats ? post : ats;
    await as(other).acceptAgreement({ params: { id } });
    agreement.acceptedBy.add(other);
  }
  world.agreements.push(agreement);
}

async function book(random: Prng, world: World, { ats, as }: { ats: string; as: As }): Promise<void> {
  const booker = random.pick(world.organisations);
  const mode = random.pick(MODES);
  const ownerId = booker.carrierId ?? booker.id;
  const customer = world.organisations.find(({ carrierId }) => carrierId === booker.id);
  const shipperId = booker.kind === 'shipper' ? booker.id : random.chance(0.5) ? customer?.id : undefined;
  const number = world.shipments.length;
  const known = {
    reference: `order ${number % 5}`,
    value: 1000 + number,
    itemDescription: `thing ${number}`,
    recipient: { name: `Name ${number}`, phone: `+91${number}`, address: `Road ${number}` },
  };
  const body = {
    ...(ownerId === ats ? PARCEL : POST_PARCEL),
    reference: known.reference,
    value_minor: known.value,
    item_description: known.itemDescription,
    recipient: known.recipient,
    ...(booker.kind === 'carrier' && shipperId !== undefined ? { shipper_id: shipperId } : {}),
  };
  const client = as(booker.id, mode);
  const id = random.chance(0.3)
    ? ((await client.createShipments({ body: { shipments: [body] } })).body.ids[0] ?? '')
    : (await client.createShipment({ body })).body.id;
  world.shipments.push({ id, mode, ownerId, shipperId, ...known, cancelled: false, carriages: [] });
}

async function carryOn(
  random: Prng,
  world: World,
  shipment: KnownShipment,
  { ats, post, as }: { ats: string; post: string; as: As },
): Promise<void> {
  const { id, mode, ownerId } = shipment;
  const params = { id };
  if (random.chance(0.6)) {
    const agreement = random.pick(world.agreements);
    const partnerId = ownerId === ats ? post : ats;
    const assigning = as(ownerId, mode).assignCarriage({
      params,
      body: { partner_id: partnerId, agreement_version_id: agreement.id },
    });
    if (agreement.acceptedBy.size < 2) {
      await refusal(assigning, 'invalid');
    } else {
      await assigning;
      const carriage = { partnerId, agreement, received: random.chance(0.6) };
      if (carriage.received) await as(partnerId, mode).receiveShipment({ params });
      shipment.carriages.push(carriage);
    }
  }
  if (random.chance(0.2)) {
    const cancelling = as(shipment.shipperId ?? ownerId, mode).cancelShipment({ params });
    if (shipment.carriages.some(({ received }) => received)) {
      await refusal(cancelling, 'conflict');
    } else {
      await cancelling;
      shipment.cancelled = true;
    }
  }
}

type Check = (played: Played, asker: Asker) => Promise<void>;

/**
 * What each operation must not tell or do for others; every operation has one, so a new one cannot be forgotten. Those that
 * only make something of the asker's own have been used above.
 */
const CHECKS: Readonly<Record<OperationName, Check>> = {
  signIn: nothing,
  signOut: nothing,
  changePassword: nothing,
  createShipper: nothing,
  createUser: nothing,
  createApiKey: nothing,
  proposeAgreement: nothing,
  createShipment: foreignShipper,
  createShipments: foreignShipper,
  getSession: async (_, { client, partyId, mode }) => {
    const { body } = await client.getSession();
    assert.deepEqual([body.organisation.id, body.mode], [partyId, mode]);
  },
  listOrganisations: async ({ world }, { client, partyId }) => {
    const seen = new Set((await client.listOrganisations()).body.data.map(({ id }) => id));
    const ours = world.organisations.map(({ id }) => id).filter((id) => seen.has(id));
    assert.deepEqual(ours.toSorted(), organisationsKnown(world, partyId));
  },
  getOrganisation: async ({ world }, { client, partyId }) => {
    const known = organisationsKnown(world, partyId);
    for (const { id } of world.organisations) {
      const asking = client.getOrganisation({ params: { id } });
      if (known.includes(id)) assert.equal((await asking).body.id, id);
      else await refusal(asking, 'not_found');
    }
  },
  listUsers: async ({ users }, { client, partyId, mode }) => {
    if (mode === 'test') await refusal(client.listUsers(), 'forbidden');
    else
      assert.deepEqual(
        (await client.listUsers()).body.data.map(({ id }) => id),
        users.get(partyId),
      );
  },
  changeUser: async ({ users }, { client, partyId, mode }) => {
    if (mode === 'test') return;
    for (const id of foreign(users, partyId)) {
      await refusal(client.changeUser({ params: { id }, body: { disabled: true } }), 'not_found');
    }
  },
  listApiKeys: async ({ keys }, { client, partyId, mode }) => {
    if (mode === 'test') await refusal(client.listApiKeys(), 'forbidden');
    else
      assert.deepEqual(
        (await client.listApiKeys()).body.data.map(({ id }) => id),
        keys.get(partyId),
      );
  },
  revokeApiKey: async ({ keys }, { client, partyId, mode }) => {
    if (mode === 'test') return;
    for (const id of foreign(keys, partyId)) await refusal(client.revokeApiKey({ params: { id } }), 'not_found');
  },
  listAgreements: async ({ world }, { client, partyId }) => {
    const seen = await allOf((query) => client.listAgreements({ query: { ...query, limit: 3 } }));
    assert.deepEqual(
      seen.map(({ id }) => id).toSorted(),
      world.agreements
        .filter(({ partyIds }) => partyIds.includes(partyId))
        .map(({ id }) => id)
        .toSorted(),
    );
  },
  getAgreement: ({ world }, { client, partyId }) =>
    eachAgreement(world, partyId, async ({ id, acceptedBy }, known) => {
      const asking = client.getAgreement({ params: { id } });
      if (known) assert.deepEqual((await asking).body.accepted_by, [...acceptedBy].toSorted());
      else await refusal(asking, 'not_found');
    }),
  getAgreementText: ({ world }, { client, partyId }) =>
    eachAgreement(world, partyId, async ({ id }, known) => {
      const asking = client.getAgreementText({ params: { id } });
      if (known) await asking;
      else await refusal(asking, 'not_found');
    }),
  acceptAgreement: ({ world }, { client, partyId, mode }) =>
    eachAgreement(world, partyId, async ({ id }, known) => {
      if (mode === 'test') await refusal(client.acceptAgreement({ params: { id } }), 'forbidden');
      else if (!known) await refusal(client.acceptAgreement({ params: { id } }), 'not_found');
    }),
  listShipments: async ({ world }, { client, partyId, mode }) => {
    const visible = world.shipments.filter((shipment) => maySee(shipment, partyId, mode));
    for (const filter of [{}, { status: 'cancelled' as const }, { reference: 'order 1' }, { product: 'express' }]) {
      const seen = await allOf((query) => client.listShipments({ query: { ...query, ...filter, limit: 4 } }));
      const expected = visible.map((shipment) => toldTo(shipment, partyId)).filter((told) => fits(told, filter));
      assert.deepEqual(
        seen.map(({ id }) => id),
        expected.map(({ id }) => id).toReversed(),
      );
    }
  },
  getShipment: ({ world }, { client, partyId, mode }) =>
    eachShipment(world, async (shipment) => {
      const asking = client.getShipment({ params: { id: shipment.id } });
      if (!maySee(shipment, partyId, mode)) {
        await refusal(asking, 'not_found');
        return;
      }
      const {
        id,
        status,
        standing,
        shipper_id,
        reference,
        value_minor,
        item_description,
        recipient,
        agreement_version_id,
      } = (await asking).body;
      assert.deepEqual(
        { id, status, standing, shipper_id, reference, value_minor, item_description, recipient, agreement_version_id },
        toldTo(shipment, partyId),
      );
    }),
  listCarriages: ({ world }, { client, partyId, mode }) =>
    eachShipment(world, async (shipment) => {
      const asking = client.listCarriages({ params: { id: shipment.id } });
      if (!maySee(shipment, partyId, mode)) {
        await refusal(asking, 'not_found');
        return;
      }
      const told = (await asking).body.data.map(({ partner_id }) => partner_id);
      assert.deepEqual(told, partnersTold(shipment, partyId));
    }),
  cancelShipment: ({ world }, { client, partyId, mode }) =>
    eachShipment(world, async (shipment) => {
      if (isOwn(shipment, partyId) && shipment.mode === mode) return;
      const code = maySee(shipment, partyId, mode) ? 'conflict' : 'not_found';
      await refusal(client.cancelShipment({ params: { id: shipment.id } }), code);
    }),
  assignCarriage: ({ world }, { client, partyId, mode }) =>
    eachShipment(world, async (shipment) => {
      if (shipment.ownerId === partyId && shipment.mode === mode) return;
      const code = maySee(shipment, partyId, mode) ? 'conflict' : 'not_found';
      const body = { partner_id: partyId, agreement_version_id: world.agreements[0]?.id ?? '' };
      await refusal(client.assignCarriage({ params: { id: shipment.id }, body }), code);
    }),
  receiveShipment: ({ world }, { client, partyId, mode }) =>
    eachShipment(world, async (shipment) => {
      if (shipment.mode === mode && carriageOf(shipment, partyId) !== undefined) return;
      const code = maySee(shipment, partyId, mode) ? 'conflict' : 'not_found';
      await refusal(client.receiveShipment({ params: { id: shipment.id } }), code);
    }),
};

async function nothing(): Promise<void> {}

/** A carrier cannot book for the other's customer, nor a shipper for another. */
async function foreignShipper({ world }: Played, { client, partyId }: Asker): Promise<void> {
  for (const { id, kind, carrierId } of world.organisations) {
    if (kind === 'carrier' || id === partyId || carrierId === partyId) continue;
    const { errors = [] } = await refusal(client.createShipment({ body: { ...PARCEL, shipper_id: id } }), 'invalid');
    assert.ok(errors.some(({ pointer }) => pointer === '#/shipper_id'));
  }
}

function foreign(ids: ReadonlyMap<string, readonly string[]>, partyId: string): string[] {
  return [...ids].flatMap(([owner, own]) => (owner === partyId ? [] : [...own]));
}

async function eachAgreement(
  { agreements }: World,
  partyId: string,
  check: (agreement: KnownAgreement, known: boolean) => Promise<void>,
): Promise<void> {
  for (const agreement of agreements) await check(agreement, agreement.partyIds.includes(partyId));
}

async function eachShipment({ shipments }: World, check: (shipment: KnownShipment) => Promise<void>): Promise<void> {
  for (const shipment of shipments) await check(shipment);
}

/** All rows of a list, page after page. */
async function allOf<T>(
  list: (query: { cursor?: string }) => Promise<{ body: { data: T[]; next_cursor: string | null } }>,
): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | null = null;
  do {
    const { body } = await list(cursor === null ? {} : { cursor });
    rows.push(...body.data);
    cursor = body.next_cursor;
  } while (cursor !== null);
  return rows;
}

/** A filter is applied to what is told, so that nobody finds things by what is hidden. */
function fits(
  told: ReturnType<typeof toldTo>,
  filter: { readonly status?: string; readonly reference?: string; readonly product?: string },
): boolean {
  return (
    (filter.status === undefined || told.status === filter.status) &&
    (filter.reference === undefined || told.reference === filter.reference) &&
    (filter.product === undefined || filter.product === PARCEL.product)
  );
}
