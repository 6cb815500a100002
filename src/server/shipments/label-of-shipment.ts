import { promise } from '../../planner/promise/promise.js';
import type { Stage } from '../../planner/promise/promise-route.js';
import type { LabelAddress, ParcelLabel } from '../../standards/label/label-content.js';
import type { SeenShipment } from '../../store/shipments/shipments.js';
import { isInHorizon, questionOf } from '../quotes/promise-question.js';
import type { OpenDesk } from '../quotes/quote-desk.js';
import type { ReferenceData } from '../reference-data.js';

/** What labels are made with. */
export interface LabelMaking {
  readonly reference: ReferenceData;
  readonly open: OpenDesk;
  /** Code of a carrier by its id. */
  readonly codes: ReadonlyMap<string, string>;
  /** Names of the shippers that the acting party knows, by id. */
  readonly shippers: ReadonlyMap<string, string>;
}

/** Hubs that a label has room for. */
const HUBS_MAX = 5;

/** The label of a shipment as the acting party sees it, with the route that it is promised by. */
export function labelOfShipment(shipment: SeenShipment, making: LabelMaking): ParcelLabel {
  const { reference, codes } = making;
  const party = reference.parties.findIndex(({ code }) => code === codes.get(shipment.owner_id));
  const stages = party < 0 ? [] : routeOf(shipment, making, party);
  const { parties, workspace } = reference;
  const nameOf = (index: number | undefined): string => parties[index ?? party]?.name ?? '';
  const hubs = stages
    .map(({ to }) => workspace.network.facilities.id[to] ?? '')
    .filter((id, at, all) => id !== all[at - 1]);
  const transfer = stages.flatMap(({ steps }) => steps).find(({ kind }) => kind === 'transfer');
  const interchange =
    transfer?.kind === 'transfer' ? making.open.workspace.agreement?.interchanges[transfer.interchange]?.id : undefined;
  return {
    trackingNumber: shipment.tracking_number,
    product: shipment.product,
    productCode: shipment.product
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .slice(0, 8),
    bookedBy: nameOf(party),
    deliveredBy: nameOf(stages.at(-1)?.party),
    from: senderOf(shipment, making, party),
    to: {
      name: shipment.recipient_name ?? '',
      lines: shipment.recipient_address === null ? [] : linesOf(shipment.recipient_address),
      postalCode: shipment.destination_pin,
      ...(shipment.recipient_phone === null ? {} : { phone: shipment.recipient_phone }),
    },
    ...(shipment.cod_minor === 0
      ? {}
      : { cashOnDelivery: { minor: shipment.cod_minor, currency: reference.currency } }),
    weightG: shipment.weight_g,
    hubs: [...hubs.slice(0, HUBS_MAX - 1), shipment.destination_pin],
    ...(interchange === undefined ? {} : { interchange }),
    ...(shipment.recipient_digipin === null ? {} : { digipin: shipment.recipient_digipin }),
    ...(shipment.reference === null ? {} : { reference: shipment.reference }),
    bookedOn: dayText(shipment.created_at, workspace.calendar.timezone),
    ...(shipment.goods.length === 0 ? {} : { goods: shipment.goods.map((kind) => kind.toUpperCase()) }),
    synthetic: reference.synthetic || shipment.mode === 'test',
  };
}

function routeOf(shipment: SeenShipment, { reference, open }: LabelMaking, party: number): readonly Stage[] {
  const question = questionOf(reference, party, {
    ...shipment,
    ready_at: shipment.ready_at.toISOString(),
    longest_side_cm: shipment.longest_side_cm ?? undefined,
  });
  if (question === undefined || !isInHorizon(open.workspace, question.atSec)) return [];
  return promise(open.desk, question, party).best?.stages ?? [];
}

function senderOf(shipment: SeenShipment, { reference, shippers }: LabelMaking, party: number): LabelAddress {
  const { network } = reference.workspace;
  const facility = reference.agreementContext.facilities[party]?.get(shipment.origin);
  const shipper = shipment.shipper_id === null ? undefined : shippers.get(shipment.shipper_id);
  const place = facility === undefined ? undefined : network.facilities.name[facility];
  const code = facility === undefined ? -1 : (network.facilities.postalCode[facility] ?? -1);
  return {
    name: shipper ?? reference.parties[party]?.name ?? '',
    lines: place === undefined || place === '' ? [] : [place],
    postalCode: facility === undefined ? shipment.origin : (network.postalCodes[code] ?? ''),
  };
}

/** An address line by line. */
function linesOf(address: string): string[] {
  return address
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** `23 Nov 2026`, local. */
function dayText(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, day: '2-digit', month: 'short', year: 'numeric' }).format(at);
}
