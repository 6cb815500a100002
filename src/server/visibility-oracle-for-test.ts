import type { z } from '@hono/zod-openapi';
import type { Mode } from '../store/tables.js';
import type { ShipmentSchema } from '../wire/shipments.js';

/** What happened in a random world, as the test did it; everything below is worked out from this alone. */
export interface World {
  readonly organisations: readonly KnownOrganisation[];
  readonly agreements: KnownAgreement[];
  readonly shipments: KnownShipment[];
}

export interface KnownOrganisation {
  readonly id: string;
  readonly kind: 'carrier' | 'shipper';
  readonly carrierId: string | undefined;
}

export interface KnownAgreement {
  readonly id: string;
  readonly partyIds: readonly string[];
  readonly acceptedBy: Set<string>;
  readonly afterCustody: readonly string[];
  readonly never: readonly string[];
}

export interface KnownShipment {
  readonly id: string;
  readonly mode: Mode;
  readonly ownerId: string;
  readonly shipperId: string | undefined;
  readonly reference: string;
  readonly value: number;
  readonly itemDescription: string;
  readonly recipient: { readonly name: string; readonly phone: string; readonly address: string };
  cancelled: boolean;
  readonly carriages: { readonly partnerId: string; readonly agreement: KnownAgreement; received: boolean }[];
}

/** Whether a party may know that a shipment exists. */
export function maySee(shipment: KnownShipment, partyId: string, mode: Mode): boolean {
  return shipment.mode === mode && (isOwn(shipment, partyId) || carriageOf(shipment, partyId) !== undefined);
}

export function isOwn(shipment: KnownShipment, partyId: string): boolean {
  return shipment.ownerId === partyId || shipment.shipperId === partyId;
}

export function carriageOf(shipment: KnownShipment, partyId: string): KnownShipment['carriages'][number] | undefined {
  return shipment.carriages.find(({ partnerId }) => partnerId === partyId);
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
    },
    agreement_version_id: carriage?.agreement.id ?? null,
  };
}

/** Partners of a shipment that a party is told. */
export function partnersTold(shipment: KnownShipment, partyId: string): string[] {
  const all = shipment.carriages.map(({ partnerId }) => partnerId);
  return (isOwn(shipment, partyId) ? all : all.filter((partnerId) => partnerId === partyId)).toSorted();
}

/** Organisations that a party knows. */
export function organisationsKnown({ organisations }: World, partyId: string): string[] {
  return organisations
    .filter(({ id, kind, carrierId }) => kind === 'carrier' || id === partyId || carrierId === partyId)
    .map(({ id }) => id)
    .toSorted();
}
