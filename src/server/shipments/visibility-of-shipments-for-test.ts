import assert from 'node:assert/strict';
import type { z } from '@hono/zod-openapi';
import type { Mode } from '../../store/database/column-types.js';
import type { Client } from '../../wire/http/client.js';
import type { ShipmentSchema } from '../../wire/shipments/shipments.js';
import {
  inForce,
  negotiate,
  playAgreements,
  type KnownAgreement,
} from '../agreements/visibility-of-agreements-for-test.js';
import { PARCEL, POST_PARCEL, QUESTION, refusal } from '../server-for-test.js';
import {
  allOf,
  ifSeen,
  MODES,
  someOf,
  type Asker,
  type Check,
  type Checks,
  type Stage,
} from '../visibility-for-test.js';

export interface KnownShipment {
  readonly id: string;
  readonly mode: Mode;
  readonly ownerId: string;
  readonly shipperId: string | undefined;
  readonly reference: string;
  readonly value: number;
  readonly itemDescription: string;
  readonly recipient: {
    readonly name: string;
    readonly phone: string;
    readonly address: string;
    readonly digipin: string;
  };
  cancelled: boolean;
  readonly carriages: { readonly partnerId: string; readonly agreement: KnownAgreement; received: boolean }[];
}

/** Everybody books; carriers have some of it carried on; some is received, some cancelled. */
export async function playShipments(stage: Stage): Promise<readonly KnownShipment[]> {
  const shipments: KnownShipment[] = [];
  for (let number = 0; number < 14; number++) {
    stage.made.wait(1);
    shipments.push(await book(stage, number));
  }
  for (const shipment of shipments) await carryOn(stage, shipment);
  return shipments;
}

/** Whether a party may know that a shipment exists. */
export function maySee(shipment: KnownShipment, { partyId, mode }: Pick<Asker, 'partyId' | 'mode'>): boolean {
  return shipment.mode === mode && (isOwn(shipment, partyId) || carriageOf(shipment, partyId) !== undefined);
}

export function isOwn(shipment: KnownShipment, partyId: string): boolean {
  return shipment.ownerId === partyId || shipment.shipperId === partyId;
}

export function carriageOf(shipment: KnownShipment, partyId: string): KnownShipment['carriages'][number] | undefined {
  return shipment.carriages.find(({ partnerId }) => partnerId === partyId);
}

async function book({ random, organisations, ids, as }: Stage, number: number): Promise<KnownShipment> {
  const booker = random.pick(organisations);
  const mode = random.pick(MODES);
  const ownerId = booker.carrierId ?? booker.id;
  const customer = organisations.find(({ carrierId }) => carrierId === booker.id);
  const shipperId = booker.kind === 'shipper' ? booker.id : random.chance(0.5) ? customer?.id : undefined;
  const known = {
    reference: `order ${number % 5}`,
    value: 1000 + number,
    itemDescription: `thing ${number}`,
    recipient: {
      name: `Name ${number}`,
      phone: `+91${number}`,
      address: `Road ${number}`,
      digipin: `39J-49L-L8T${2 + (number % 8)}`,
    },
  };
  const body = {
    ...(ownerId === ids.ats ? PARCEL : POST_PARCEL),
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
  return { id, mode, ownerId, shipperId, ...known, cancelled: false, carriages: [] };
}

async function carryOn(stage: Stage, shipment: KnownShipment): Promise<void> {
  const { random, ids, as } = stage;
  const { id, mode, ownerId } = shipment;
  const params = { id };
  if (random.chance(0.6)) {
    const agreements = await stage.know(playAgreements);
    if (random.chance(0.15)) await negotiate(stage, agreements);
    const agreement = random.pick(agreements.versions);
    const current = inForce(agreements);
    const partnerId = ownerId === ids.ats ? ids.post : ids.ats;
    const assign = (version?: string): Promise<unknown> =>
      as(ownerId, mode).assignCarriage({
        params,
        body: { partner_id: partnerId, ...(version === undefined ? {} : { agreement_version_id: version }) },
      });
    if (agreement !== current) await refusal(assign(agreement.id), 'invalid');
    await assign(random.chance(0.5) ? current.id : undefined);
    const carriage = { partnerId, agreement: current, received: random.chance(0.6) };
    if (carriage.received) await as(partnerId, mode).receiveShipment({ params });
    shipment.carriages.push(carriage);
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

export const SHIPMENT_CHECKS: Checks<
  | 'quote'
  | 'quoteExport'
  | 'listPromiseAlternatives'
  | 'mapPromises'
  | 'createShipment'
  | 'createShipments'
  | 'listShipments'
  | 'getShipment'
  | 'listCarriages'
  | 'cancelShipment'
  | 'assignCarriage'
  | 'receiveShipment'
  | 'checkAddress'
  | 'uploadShipments'
  | 'redirectShipment'
  | 'returnShipment'
  | 'getLabelPdf'
  | 'getLabelZpl'
  | 'getLabelSvg'
  | 'printLabelsPdf'
  | 'printLabelsZpl'
> = {
  listPromiseAlternatives: async ({ ids, organisations }, { partyId, client }) => {
    const isCarrier = organisations.some(({ id, kind }) => id === partyId && kind === 'carrier');
    const origin = partyId === ids.ats || partyId === ids.atsShop ? QUESTION.origin : '110001';
    const { body } = await client.listPromiseAlternatives({ body: { ...QUESTION, origin } });
    for (const { offer, kinds } of body.alternatives) {
      assert.equal(offer.charges === null && offer.itinerary === null, !isCarrier);
      assert.ok(isCarrier || !kinds.includes('least_charge'));
    }
  },
  mapPromises: async ({ ids, organisations }, { partyId, client }) => {
    const query = {
      from: partyId === ids.ats ? QUESTION.origin : '110001',
      product: 'standard',
      ready_at: QUESTION.ready_at,
    };
    const isCarrier = organisations.some(({ id, kind }) => id === partyId && kind === 'carrier');
    if (!isCarrier) await refusal(client.mapPromises({ query }), 'forbidden');
    else await client.mapPromises({ query });
    // A facility of the partner's is no place to send from.
    if (partyId === ids.post) {
      await refusal(client.mapPromises({ query: { ...query, from: QUESTION.origin } }), 'invalid');
    }
  },
  quote: async ({ made, ids, organisations }, { partyId, client }) => {
    const asker = organisations.find(({ id }) => id === partyId);
    const carrier = asker?.carrierId ?? partyId;
    const index = carrier === ids.ats ? 0 : 1;
    const { body } = await client.quote({ body: index === 0 ? QUESTION : { ...QUESTION, origin: '110001' } });
    const { code } = made.server.reference.parties[index] ?? { code: '' };
    assert.ok([...body.offers, ...body.ineligible].every(({ party }) => party === code));
    if (asker?.kind === 'carrier') return;
    assert.ok(body.offers.every(({ charges, itinerary }) => charges === null && itinerary === null));
  },
  quoteExport: async ({ made, ids, organisations }, { partyId, client }) => {
    const asker = organisations.find(({ id }) => id === partyId);
    const index = (asker?.carrierId ?? partyId) === ids.ats ? 0 : 1;
    const { destination_pin: _, origin, ...rest } = QUESTION;
    const { body } = await client.quoteExport({
      body: { ...rest, origin: index === 0 ? origin : '110001', country: 'US' },
    });
    const { code } = made.server.reference.parties[index] ?? { code: '' };
    assert.ok([...body.offers, ...body.ineligible].every(({ party }) => party === code));
    if (asker?.kind === 'carrier') return;
    assert.ok(body.offers.every(({ charges, itinerary }) => charges === null && itinerary === null));
  },
  uploadShipments: async ({ organisations, ids }, { partyId, client }) => {
    const other = partyId === ids.atsShop ? ids.postShop : ids.atsShop;
    if (organisations.some(({ id, carrierId }) => id === other && carrierId === partyId)) return;
    const body = `origin,ready_at,destination_pin,weight_g,shipper_id\n110001,${PARCEL.ready_at},400001,480,${other}\n`;
    const { errors = [] } = await refusal(client.uploadShipments({ body }), 'invalid');
    assert.ok(errors.some(({ column }) => column === 'shipper_id'));
  },
  checkAddress: async (_, { client }) => {
    const { body } = await client.checkAddress({ body: { postal_code: PARCEL.destination_pin } });
    assert.equal(body.delivered, true); // the same for everybody: who delivers where is no secret
  },
  redirectShipment: changedByOthers((client, id) =>
    client.redirectShipment({ params: { id }, body: { recipient: { name: 'Somebody else' } } }),
  ),
  returnShipment: changedByOthers((client, id) => client.returnShipment({ params: { id } })),
  getLabelPdf: notLabelled((client, id) => client.getLabelPdf({ params: { id } })),
  getLabelZpl: async (stage, asker) => {
    await notLabelled((client, id) => client.getLabelZpl({ params: { id } }))(stage, asker);
    await eachShipment(stage, async (shipment) => {
      if (!mayPrint(shipment, asker)) return;
      const { body } = await asker.client.getLabelZpl({ params: { id: shipment.id } });
      const zpl = new TextDecoder().decode(body);
      const told = toldTo(shipment, asker.partyId);
      for (const secret of [shipment.reference, shipment.recipient.name, shipment.recipient.address]) {
        const isTold = [told.reference, told.recipient.name, told.recipient.address].includes(secret);
        assert.equal(zpl.includes(secret), isTold, secret);
      }
    });
  },
  getLabelSvg: notLabelled((client, id) => client.getLabelSvg({ params: { id } })),
  printLabelsPdf: notLabelled((client, id) => client.printLabelsPdf({ body: { shipment_ids: [id] } })),
  printLabelsZpl: notLabelled((client, id) => client.printLabelsZpl({ body: { shipment_ids: [id] } })),
  createShipment: foreignShipper,
  createShipments: foreignShipper,
  listShipments: async (stage, asker) => {
    const shipments = await stage.know(playShipments);
    const visible = shipments.filter((shipment) => maySee(shipment, asker));
    for (let round = 0; round < 4; round++) {
      const filter = someOf(stage.random, {
        status: stage.random.pick(['booked', 'cancelled'] as const),
        reference: `order ${stage.random.below(6)}`,
        product: stage.random.pick([PARCEL.product, 'express']),
        destination_pin: stage.random.pick([PARCEL.destination_pin, '110001']),
      });
      const seen = await allOf(stage, (query) => asker.client.listShipments({ query: { ...query, ...filter } }));
      const expected = visible.map((shipment) => toldTo(shipment, asker.partyId)).filter((told) => fits(told, filter));
      assert.deepEqual(
        seen.map(({ id }) => id),
        expected.map(({ id }) => id).toReversed(),
      );
    }
  },
  getShipment: (stage, asker) =>
    eachShipment(stage, async (shipment) => {
      const asking = asker.client.getShipment({ params: { id: shipment.id } });
      const seen = await ifSeen(maySee(shipment, asker), asking);
      if (seen === undefined) return;
      const expected = toldTo(shipment, asker.partyId);
      const told = Object.fromEntries(Object.keys(expected).map((key) => [key, seen[key as keyof Told]]));
      assert.deepEqual(told, expected);
    }),
  listCarriages: (stage, asker) =>
    eachShipment(stage, async (shipment) => {
      const asking = asker.client.listCarriages({ params: { id: shipment.id } });
      const seen = await ifSeen(maySee(shipment, asker), asking);
      if (seen === undefined) return;
      const told = seen.data.map(({ partner_id }) => partner_id);
      assert.deepEqual(told, partnersTold(shipment, asker.partyId));
    }),
  cancelShipment: (stage, asker) =>
    eachShipment(stage, async (shipment) => {
      if (isOwn(shipment, asker.partyId) && shipment.mode === asker.mode) return;
      const code = maySee(shipment, asker) ? 'conflict' : 'not_found';
      await refusal(asker.client.cancelShipment({ params: { id: shipment.id } }), code);
    }),
  assignCarriage: async (stage, asker) => {
    const version = inForce(await stage.know(playAgreements));
    await eachShipment(stage, async (shipment) => {
      if (shipment.ownerId === asker.partyId && shipment.mode === asker.mode) return;
      const code = maySee(shipment, asker) ? 'conflict' : 'not_found';
      const body = { partner_id: asker.partyId, agreement_version_id: version.id };
      await refusal(asker.client.assignCarriage({ params: { id: shipment.id }, body }), code);
    });
  },
  receiveShipment: (stage, asker) =>
    eachShipment(stage, async (shipment) => {
      if (shipment.mode === asker.mode && carriageOf(shipment, asker.partyId) !== undefined) return;
      const code = maySee(shipment, asker) ? 'conflict' : 'not_found';
      await refusal(asker.client.receiveShipment({ params: { id: shipment.id } }), code);
    }),
};

/** A carrier cannot book for the other's customer, nor a shipper for another. */
async function foreignShipper({ organisations }: Stage, { client, partyId }: Asker): Promise<void> {
  for (const { id, kind, carrierId } of organisations) {
    if (kind === 'carrier' || id === partyId || carrierId === partyId) continue;
    const { errors = [] } = await refusal(client.createShipment({ body: { ...PARCEL, shipper_id: id } }), 'invalid');
    assert.ok(errors.some(({ pointer }) => pointer === '#/shipper_id'));
  }
}

/** Who sees a shipment without it being its own may not change it, and nobody else finds it. */
function changedByOthers(change: (client: Client, id: string) => Promise<unknown>): Check {
  return (stage, asker) =>
    eachShipment(stage, async (shipment) => {
      if (isOwn(shipment, asker.partyId) && shipment.mode === asker.mode) return;
      await refusal(change(asker.client, shipment.id), maySee(shipment, asker) ? 'conflict' : 'not_found');
    });
}

/** A label says who receives a parcel: it is for those who may know, of what is not cancelled. */
function notLabelled(print: (client: Client, id: string) => Promise<unknown>): Check {
  return (stage, asker) =>
    eachShipment(stage, async (shipment) => {
      if (mayPrint(shipment, asker)) return;
      await refusal(print(asker.client, shipment.id), maySee(shipment, asker) ? 'conflict' : 'not_found');
    });
}

function mayPrint(shipment: KnownShipment, asker: Asker): boolean {
  const { name, address } = toldTo(shipment, asker.partyId).recipient;
  return maySee(shipment, asker) && !shipment.cancelled && (name !== null || address !== null);
}

/** Checks something of every shipment. */
export async function eachShipment(stage: Stage, check: (shipment: KnownShipment) => Promise<void>): Promise<void> {
  for (const shipment of await stage.know(playShipments)) await check(shipment);
}

type Told = Pick<
  z.infer<typeof ShipmentSchema>,
  | 'id'
  | 'standing'
  | 'status'
  | 'shipper_id'
  | 'reference'
  | 'value_minor'
  | 'item_description'
  | 'recipient'
  | 'agreement_version_id'
>;

/** What of a shipment a party that sees it is told, of all that depends on who asks. */
export function toldTo(shipment: KnownShipment, partyId: string): Told {
  const { id, cancelled, reference, value, itemDescription, recipient } = shipment;
  const status = cancelled ? ('cancelled' as const) : ('booked' as const);
  if (isOwn(shipment, partyId)) {
    return {
      id, status, standing: 'own', shipper_id: shipment.shipperId ?? null, reference, value_minor: value,
      item_description: itemDescription, recipient, agreement_version_id: null,
    }; // prettier-ignore
  }
  const carriage = carriageOf(shipment, partyId);
  const grants = (field: string): boolean =>
    carriage?.received === true &&
    carriage.agreement.afterCustody.includes(field) &&
    !carriage.agreement.never.includes(field);
  return {
    id,
    status,
    standing: 'carried',
    shipper_id: null,
    reference: null,
    value_minor: null,
    item_description: null,
    recipient: {
      name: grants('recipient_name') ? recipient.name : null,
      phone: grants('recipient_phone') ? recipient.phone : null,
      address: grants('recipient_address') ? recipient.address : null,
      digipin: grants('recipient_address') ? recipient.digipin : null,
    },
    agreement_version_id: carriage?.agreement.id ?? null,
  };
}

/** Partners of a shipment that a party is told. */
function partnersTold(shipment: KnownShipment, partyId: string): string[] {
  const all = shipment.carriages.map(({ partnerId }) => partnerId);
  return (isOwn(shipment, partyId) ? all : all.filter((partnerId) => partnerId === partyId)).toSorted();
}

interface Filter {
  readonly status?: string | undefined;
  readonly reference?: string | undefined;
  readonly product?: string | undefined;
  readonly destination_pin?: string | undefined;
}

/** A filter is applied to what is told, so that nobody finds things by what is hidden. */
function fits(told: Told, { status, reference, product, destination_pin }: Filter): boolean {
  return (
    (status === undefined || told.status === status) &&
    (reference === undefined || told.reference === reference) &&
    (product === undefined || product === PARCEL.product) &&
    (destination_pin === undefined || destination_pin === PARCEL.destination_pin)
  );
}
