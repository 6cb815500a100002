import type { Json } from '../../base/canonical-json.js';
import { exchangePlaces } from '../../exporting/tables/exchange-places.js';
import { linkShipments, type ShipmentLink } from '../../store/exports/exports.js';
import { takenTrackingNumbers } from '../../store/shipments/shipments.js';
import type { Tx } from '../../store/database/store.js';
import type { WireDeclaration } from '../../wire/exports/export-declarations.js';
import type { DomesticSchema } from '../../wire/exports/export-domestic.js';
import type { WireFault } from '../../wire/http/problem.js';
import { ProblemError } from '../http/problem-error.js';
import { bookParcels, type Booking, type SentRow } from '../shipments/book.js';
import { DomesticWays, type DomesticWay, type Timetable } from './domestic-way.js';
import type { OpenExports } from './export-desk.js';
import type { z } from '@hono/zod-openapi';

/** What is chosen of the way to an office of exchange. */
export interface DomesticChoice {
  readonly office?: string | undefined;
  readonly product?: string | undefined;
  readonly ready_at?: string | undefined;
}

/** An export that has its identifier, and whose shipment is to be booked. */
export interface ToBring {
  readonly id: string;
  readonly item: string;
  readonly sent: WireDeclaration;
  readonly valueMinor: number; // in the currency of the workspace
}

/** Who books, and how. */
export interface Bringing extends Pick<Booking, 'principal' | 'acting' | 'now'> {
  readonly open: OpenExports;
  readonly timetable: Timetable;
  readonly shipperId: string | undefined;
  readonly choice: DomesticChoice;
  /** Where the choice stands in the request, for faults. */
  readonly at: (key: string) => Pick<WireFault, 'pointer' | 'parameter'>;
}

/**
 * Books the shipments that bring exports to their offices of exchange by a cut-off, under the same identifiers, and links the two. An export for
 * which there is no way is kept with the reason; an office that was chosen and cannot be reached is a fault.
 */
export async function bookDomestic(tx: Tx, bringing: Bringing, all: readonly ToBring[]): Promise<void> {
  const { open, timetable, choice, now } = bringing;
  const ways = new DomesticWays(timetable, exchangePlaces(open.tables));
  const asked = all.map((one) => ({ one, way: ways.of(askedOf(one, bringing)) }));
  const refused = asked.find(({ way }) => way.status === 'none');
  const key = (['office', 'product', 'ready_at'] as const).find((name) => choice[name] !== undefined);
  if (refused?.way.status === 'none' && key !== undefined) {
    const { code, words } = refused.way;
    throw new ProblemError('invalid', undefined, [
      { code, message: words, ...bringing.at(key), value: choice[key] ?? '' },
    ]);
  }
  const items = all.map(({ item }) => item);
  const taken = await takenTrackingNumbers(tx, items, bringing.acting.mode);
  const told = asked.map(({ one, way }) => ({ one, way: taken.has(one.item) ? TAKEN : way }));
  const rows: SentRow[] = [];
  const exportOfRow: ToBring[] = [];
  for (const { one, way } of told) {
    if (way.status === 'none') continue;
    rows.push(rowOf(one, way, bringing));
    exportOfRow.push(one);
  }
  const { principal, acting } = bringing;
  const booking: Booking = { principal, acting, now, ...timetable, carrier: open.carrier };
  const { shipments } = rows.length === 0 ? { shipments: [] } : await bookParcels(tx, booking, rows);
  const shipmentOf = new Map(exportOfRow.map(({ id }, row) => [id, shipments[row]?.id]));
  await linkShipments(
    tx,
    told.map(({ one, way }) => linkOf(one.id, way, shipmentOf.get(one.id))),
  );
}

const TAKEN: DomesticWay = {
  status: 'none',
  code: 'already_used',
  words: 'another shipment has its identifier as tracking number',
};

function askedOf({ sent }: ToBring, { open, choice, now }: Bringing) {
  const sides = [sent.length_mm, sent.width_mm, sent.height_mm];
  const [length, width, height] = sides;
  const known = sides.flatMap((side) => side ?? []);
  return {
    party: open.carrier.party,
    origin: sent.booking_pin ?? sent.exporter?.pin,
    product: choice.product,
    readyAt: choice.ready_at === undefined ? now : new Date(choice.ready_at),
    weightG: sent.gross_weight_g ?? 0,
    longestSideCm: known.length === 0 ? undefined : Math.ceil(Math.max(...known) / 10),
    volumeMl:
      length === undefined || width === undefined || height === undefined
        ? undefined
        : Math.max(1, Math.ceil((length * width * height) / 1000)),
    destination: open.tables.destinations.find(({ country }) => country === sent.addressee?.country),
    office: choice.office,
  };
}

/** The shipment is for the office of exchange: whom it goes to abroad stays with the export. */
function rowOf(one: ToBring, way: DomesticWay & { readonly status: 'promised' }, bringing: Bringing): SentRow {
  const { origin = '', readyAt, weightG, longestSideCm, volumeMl } = askedOf(one, bringing);
  const { promise, cutOff, product, destinationPin } = way;
  const { version } = bringing.timetable.open;
  return {
    path: [],
    promised: { promisedBy: cutOff.toISOString(), promisedUnder: promise.interlined ? version : undefined },
    sent: {
      product,
      origin,
      destination_pin: destinationPin,
      ready_at: readyAt.toISOString(),
      weight_g: weightG,
      volume_ml: volumeMl,
      longest_side_cm: longestSideCm,
      goods: [],
      cod_minor: 0,
      value_minor: one.valueMinor,
      reference: one.sent.reference,
      tracking_number: one.item,
      shipper_id: bringing.shipperId,
      recipient: { name: `Office of exchange ${promise.office.name} (${promise.office.code})` },
      accept_unpromised: false,
    },
  };
}

function linkOf(id: string, way: DomesticWay, shipmentId: string | undefined): ShipmentLink {
  const domestic =
    way.status === 'none'
      ? { promise: null, refusal: { code: way.code, words: way.words } }
      : { promise: way.promise, refusal: null };
  return {
    id,
    shipmentId: shipmentId ?? null,
    office: way.status === 'none' ? null : way.promise.office.code,
    cutOffAt: way.status === 'none' ? null : way.cutOff,
    domestic,
  };
}

/** What is told of the way to the office of exchange; null of a draft, and of what was filed when none were looked for. */
export function domesticOnWire(row: {
  readonly shipment_id: string | null;
  readonly domestic: Json | null;
}): z.infer<typeof DomesticSchema> | null {
  if (row.domestic === null) return null;
  const kept = row.domestic as unknown as Pick<z.infer<typeof DomesticSchema>, 'promise' | 'refusal'>;
  return { shipment_id: row.shipment_id, promise: kept.promise, refusal: kept.refusal };
}
