import type { z } from '@hono/zod-openapi';
import { formatInstant } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { bandOf } from '../../domain/shipments.js';
import type { ExchangePlace } from '../../exporting/tables/exchange-places.js';
import type { Destination } from '../../exporting/tables/export-tables.js';
import {
  exportPromise,
  type ExportOffer,
  type ExportRequest,
  type Range,
} from '../../planner/promise/export-promise.js';
import type { DomesticPromiseSchema } from '../../wire/exports/export-domestic.js';
import { officesOf, type PlacedOffice } from '../quotes/exchange-offices.js';
import { horizonText, isInHorizon, questionOf } from '../quotes/promise-question.js';
import type { OpenDesk } from '../quotes/quote-desk.js';
import type { ReferenceData } from '../reference-data.js';

/** What ways to offices of exchange are looked up in. */
export interface Timetable {
  readonly open: OpenDesk;
  readonly reference: ReferenceData;
}

/** A parcel for abroad as the timetable is asked about it. */
export interface AskedWay {
  readonly party: number; // whose shipment it is
  readonly origin: string | undefined; // facility of the party, or a postal code
  readonly product: string | undefined; // the first of the workspace when undefined
  readonly readyAt: Date;
  readonly weightG: number;
  readonly longestSideCm: number | undefined;
  readonly volumeMl: number | undefined;
  readonly destination: Destination | undefined;
  readonly office: string | undefined; // code of the one that was chosen; the surest when undefined
}

export type DomesticPromise = z.infer<typeof DomesticPromiseSchema>;

/** The way to an office of exchange, or why there is none. */
export type DomesticWay =
  | {
      readonly status: 'promised';
      readonly promise: DomesticPromise;
      readonly cutOff: Date;
      readonly destinationPin: string;
      readonly product: string;
    }
  | { readonly status: 'none'; readonly code: string; readonly words: string };

/** Asks for ways to offices of exchange; parcels that the timetable does not tell apart are asked for once. */
export class DomesticWays {
  private readonly known = new Map<string, DomesticWay>();

  constructor(
    private readonly timetable: Timetable,
    private readonly places: readonly ExchangePlace[],
  ) {}

  of(asked: AskedWay): DomesticWay {
    const { workspace } = this.timetable.open;
    const product = asked.product ?? workspace.products[0]?.id ?? '';
    const band = bandOf(workspace.bands, asked.weightG, volumeOf(asked));
    const index = workspace.products.findIndex(({ id }) => id === product);
    const terms = workspace.agreement?.products.find((one) => one.product === index);
    const fits =
      terms !== undefined &&
      asked.weightG <= terms.weightKgMax * 1000 &&
      (asked.longestSideCm ?? 0) <= terms.longestSideCmMax;
    const { party, origin, readyAt, destination, office } = asked;
    const key = [party, origin, product, readyAt.getTime(), band, fits, destination?.country, office].join(' ');
    const known = this.known.get(key) ?? this.ask({ ...asked, product });
    this.known.set(key, known);
    return known;
  }

  private ask(asked: AskedWay & { readonly product: string }): DomesticWay {
    const { open, reference } = this.timetable;
    const { workspace } = open;
    const [least, most] = asked.destination?.transitDays ?? [];
    const { offices, elsewhere } = officesOf(workspace, this.places);
    const chosen = offices.filter(({ code }) => asked.office === undefined || code === asked.office);
    if (asked.destination === undefined || least === undefined || most === undefined)
      return none('no_transit', 'no table says how long mail takes to this country');
    if (asked.origin === undefined) return none('no_origin', 'the declaration does not say where it is posted');
    if (asked.office !== undefined && elsewhere.includes(asked.office))
      return none('no_facility', `near the office of exchange ${asked.office} the network has no facility`);
    if (chosen.length === 0)
      return none('no_office', asked.office === undefined ? 'the network has no office of exchange' : NO_OFFICE);
    const parcel = {
      product: asked.product,
      origin: asked.origin,
      ready_at: asked.readyAt.toISOString(),
      destination_pin: [...reference.delivered][0] ?? '', // the way ends before any delivery
      weight_g: asked.weightG,
      volume_ml: volumeOf(asked),
      longest_side_cm: asked.longestSideCm,
      goods: [],
      cod_minor: 0,
    };
    const question = questionOf(reference, asked.party, parcel);
    if (question === undefined)
      return none('unknown_origin', `${asked.origin} is no facility of the carrier and no postal code of the network`);
    if (!isInHorizon(workspace, question.atSec))
      return none('beyond_horizon', `the timetable runs from ${horizonText(workspace)}`);
    const request: ExportRequest<PlacedOffice> = { ...question, offices: chosen, transitDays: { least, most } };
    const { offers, refusals } = exportPromise(open.desk, request, asked.party);
    const [best] = offers;
    const [refusal] = refusals;
    if (best === undefined)
      return none(refusal?.reason ?? 'no_service', refusal?.detail ?? 'the carrier takes nothing in there');
    return promised(this.timetable, best, { ...asked, destination: asked.destination, transit: { least, most } });
  }
}

const NO_OFFICE = 'there is no such office of exchange';

function none(code: string, words: string): DomesticWay {
  return { status: 'none', code, words };
}

/** Millilitres of a parcel; what is not measured is taken to be as heavy as usual for its size. */
function volumeOf({ volumeMl, weightG }: AskedWay): number {
  return volumeMl ?? weightG * 5;
}

function promised(
  { open: { workspace }, reference }: Timetable,
  offer: ExportOffer<PlacedOffice>,
  of: { readonly product: string; readonly destination: Destination; readonly transit: Range },
): DomesticWay {
  const { calendar, network, parties } = workspace;
  const { facilities } = network;
  const at = (sec: number): string => formatInstant(calendar, sec);
  const range = ({ least, most }: Range): { from: string; until: string } => ({ from: at(least), until: at(most) });
  const { office } = offer;
  const code = facilities.postalCode[office.facility];
  return {
    status: 'promised',
    product: of.product,
    cutOff: new Date(calendar.startMs + offer.closesSec * 1000),
    destinationPin: code === NONE ? ([...reference.delivered][0] ?? '') : network.postalCodes[code],
    promise: {
      office: {
        code: office.code,
        name: office.name,
        place_id: facilities.id[office.facility],
        clearance_hours: office.clearanceHours,
        source: office.source,
        is_uncertain: office.isUncertain,
      },
      party: parties[offer.party].id,
      interlined: offer.interlined,
      product: of.product,
      entry: { at: at(offer.entry.sec), place_id: facilities.id[offer.entry.facility] },
      ready_at_office: at(offer.readySec),
      cut_off: at(offer.closesSec),
      post_by: at(offer.postBySec),
      transit_days: { ...of.transit, source: of.destination.source, is_uncertain: of.destination.isUncertain },
      despatched: range(offer.despatchedSec),
      delivered: range(offer.deliveredSec),
    },
  };
}
