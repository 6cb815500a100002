import type { z } from '@hono/zod-openapi';
import { formatInstant } from '../../base/civil-time.js';
import { didYouMean } from '../../base/did-you-mean.js';
import type { Workspace } from '../../domain/workspace.js';
import { exchangePlaces } from '../../exporting/tables/exchange-places.js';
import type { Destination } from '../../exporting/tables/export-tables.js';
import { exportPromise, type ExportOffer, type Range } from '../../planner/promise/export-promise.js';
import { itineraryOf } from '../../planner/promise/itinerary.js';
import { fromText } from '../../planner/promise/promise-data.js';
import * as wire from '../../wire/exports/export-quotes.js';
import { tablesOf } from '../exports/export-desk.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import type { CarrierOf } from './carrier-of.js';
import { officesOf, type PlacedOffice } from './exchange-offices.js';
import { askedParcel } from './quotes.js';

type ExportQuote = z.infer<typeof wire.ExportQuoteSchema>;

/** Quotes for abroad: to which cut-off of which office of exchange, and the ranges behind it. */
export function serveExportQuotes(operations: OperationServer, carrierOf: CarrierOf): void {
  const { server } = operations;
  operations.serve(wire.quoteExport, async ({ input, acting, principal, now }): Promise<ExportQuote> => {
    const { country, ...parcel } = input.body;
    const { id: carrierId } = await carrierOf.find(acting.partyId);
    const { tables } = await server.store.asParty(acting, (tx) => tablesOf(tx, carrierId));
    const { destination, transitDays } = transitTo(tables.destinations, country);
    const [anywhere = ''] = server.reference.delivered; // the way ends before any delivery
    const body = { ...parcel, destination_pin: anywhere, cod_minor: 0 };
    const { carrier, question } = await askedParcel(server, carrierOf, { body, principal, now });
    const { workspace, desk } = await server.quotes.at(now);
    const { offices, elsewhere } = officesOf(workspace, exchangePlaces(tables));
    const answer = exportPromise(desk, { ...question, offices, transitDays }, carrier.party);
    const { source, isUncertain } = destination;
    return {
      synthetic: workspace.synthetic,
      currency: workspace.currency,
      from: fromText(workspace, question),
      country,
      ready_at: formatInstant(workspace.calendar, question.atSec),
      product: input.body.product,
      transit_days: { ...transitDays, source, is_uncertain: isUncertain },
      offers: answer.offers.map((offer) => offerOnWire(workspace, offer, principal.kind === 'carrier')),
      ineligible: answer.refusals.map(({ office, party, interlined, reason, detail, said }) => ({
        office: office.code,
        party: workspace.parties[party].id,
        interlined,
        code: reason,
        words: detail,
        said,
      })),
      offices_elsewhere: [...elsewhere],
    };
  });
}

/** How long mail takes to a country from despatch on; throws where no table says. */
function transitTo(
  destinations: readonly Destination[],
  country: string,
): { readonly destination: Destination; readonly transitDays: Range } {
  const destination = destinations.find((row) => row.country === country);
  const [least, most] = destination?.transitDays ?? [];
  if (destination !== undefined && least !== undefined && most !== undefined) {
    return { destination, transitDays: { least, most } };
  }
  const known = destinations.flatMap((row) => (row.transitDays === undefined ? [] : [row.country]));
  const suggestion = didYouMean(country, known);
  throw new ProblemError('invalid', undefined, [
    {
      code: 'unknown_reference',
      message: 'no table says how long mail takes to this country',
      pointer: '#/country',
      value: country,
      allowed: known.join(', '),
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ]);
}

/** What the partner charges and which departures it takes is between carriers. */
function offerOnWire(
  workspace: Workspace,
  offer: ExportOffer<PlacedOffice>,
  forCarrier: boolean,
): ExportQuote['offers'][number] {
  const { calendar, network, parties } = workspace;
  const at = (sec: number): string => formatInstant(calendar, sec);
  const range = ({ least, most }: Range): { from: string; until: string } => ({ from: at(least), until: at(most) });
  const { office, charge, entry } = offer;
  const itinerary = itineraryOf(
    workspace,
    offer.stages.flatMap(({ steps }) => steps),
  );
  return {
    office: {
      code: office.code,
      name: office.name,
      place_id: network.facilities.id[office.facility],
      clearance_hours: office.clearanceHours,
      source: office.source,
      is_uncertain: office.isUncertain,
    },
    party: parties[offer.party].id,
    interlined: offer.interlined,
    entry: { at: at(entry.sec), place_id: network.facilities.id[entry.facility] },
    ready_at_office: at(offer.readySec),
    cut_off: at(offer.closesSec),
    post_by: at(offer.postBySec),
    despatched: range(offer.despatchedSec),
    delivered: range(offer.deliveredSec),
    charges: forCarrier
      ? {
          linehaul_minor: Math.round(charge.linehaul),
          interchange_minor: Math.round(charge.interchange),
          delivery_minor: 0,
          cod_minor: 0,
          total_minor: Math.round(charge.total),
        }
      : null,
    itinerary: forCarrier
      ? itinerary.map(({ sec, what, party, place, placeId, by, detail }) => ({
          at: at(sec),
          what,
          party,
          place,
          place_id: placeId,
          by,
          detail,
        }))
      : null,
  };
}
