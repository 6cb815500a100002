import type { z } from '@hono/zod-openapi';
import { inEnglish, type Said } from '../../domain/said.js';
import {
  promiseData,
  type IneligibleData,
  type OfferData,
  type PromiseData,
} from '../../planner/promise/promise-data.js';
import { promise } from '../../planner/promise/promise.js';
import type { PromiseRequest } from '../../planner/promise/promise-request.js';
import * as wire from '../../wire/quotes/quotes.js';
import { ProblemError } from '../http/problem-error.js';
import { JsonText, type OperationServer } from '../http/serve-operation.js';
import { faultsOfParcel } from '../shipments/parcel-faults.js';
import type { Principal, ServerContext } from '../context.js';
import type { Carrier, CarrierOf } from './carrier-of.js';
import type { KeptAnswer } from './kept-answers.js';
import { horizonText, isInHorizon, questionOf } from './promise-question.js';
import type { OpenDesk } from './quote-desk.js';

const MINUTE_MS = 60_000;

/** Quotes: what can be promised, until when, and why the rest cannot. */
export function serveQuotes(operations: OperationServer, carrierOf: CarrierOf): void {
  const { quotes } = operations.server;
  operations.serve(wire.quote, async ({ input, principal, now }) => {
    const asked = await askedParcel(operations.server, carrierOf, { body: input.body, principal, now });
    const { carrier, question } = asked;
    const open = await quotes.at(now);
    const answer = keptAnswerOf(open, question, carrier.party);
    const cutOff = answer.data.best?.cut_off;
    const ofCarrier = principal.kind === 'carrier';
    const moment: Moment = {
      quoted_at: now.toISOString(),
      valid_until: cutOff === undefined ? null : new Date(cutOff).toISOString(),
      agreement: open.version === undefined ? null : { ...open.version, id: ofCarrier ? open.version.id : null },
    };
    const told = ofCarrier
      ? (answer.forCarrier ??= JSON.stringify(timeless(answer.data)))
      : (answer.forCustomer ??= JSON.stringify(forCustomer(answer.data)));
    return new JsonText(`${told.slice(0, -1)},${JSON.stringify(moment).slice(1)}`);
  });
}

/** A parcel as it was asked about, of the carrier that would carry it; throws with all its faults. */
export async function askedParcel(
  { reference }: Pick<ServerContext, 'reference'>,
  carrierOf: CarrierOf,
  { body, principal, now }: { readonly body: AskedParcel; readonly principal: Principal; readonly now: Date },
): Promise<{ readonly carrier: Carrier; readonly question: PromiseRequest }> {
  const carrier = await carrierOf.find(principal.organisationId);
  const readyAt = body.ready_at ?? new Date(Math.ceil(now.getTime() / MINUTE_MS) * MINUTE_MS).toISOString();
  const parcel = { ...body, ready_at: readyAt };
  const faults = faultsOfParcel({ sent: parcel, path: [] }, { reference, owner: carrier, suggests: true });
  const question = faults.length > 0 ? undefined : questionOf(reference, carrier.party, parcel);
  if (question !== undefined && !isInHorizon(reference.workspace, question.atSec)) {
    const allowed = horizonText(reference.workspace);
    const message = 'the timetable does not know this moment';
    faults.push({ code: 'out_of_range', message, pointer: '#/ready_at', value: readyAt, allowed });
  }
  if (question === undefined || faults.length > 0) throw new ProblemError('invalid', undefined, faults);
  return { carrier, question };
}

type AskedParcel = z.output<(typeof wire.quote)['body']>;

/** What a carrier can promise for a parcel, and the ways that are closed to it. */
export function answerOf(open: OpenDesk, question: PromiseRequest, party: number): PromiseData {
  return keptAnswerOf(open, question, party).data;
}

function keptAnswerOf(open: OpenDesk, question: PromiseRequest, party: number): KeptAnswer {
  const { from, to, atSec, g, ml, longestSideCm, product, codAmount, goods } = question;
  const key = [party, from.kind, from.index, to, atSec, g, ml, longestSideCm, product, codAmount, goods].join(' ');
  return open.answers.of(key, () => {
    const data = promiseData(open.workspace, question, promise(open.desk, question, party));
    if (open.version !== undefined || open.workspace.parties.length < 2) return data;
    return { ...data, ineligible: [...data.ineligible, withoutAgreement(open, party)] };
  });
}

function withoutAgreement({ workspace }: OpenDesk, party: number): IneligibleData {
  const said: Said = { code: 'no_agreement', values: {} };
  const words = inEnglish(said);
  return { party: workspace.parties[party]?.id ?? '', interlined: true, code: 'no_service', words, said };
}

type Quote = z.infer<typeof wire.QuoteSchema>;

/** What of a quote is of the moment in which it is asked. */
type Moment = Pick<Quote, 'quoted_at' | 'valid_until' | 'agreement'>;

/** The rest of it. */
type Timeless = Omit<Quote, keyof Moment>;

function timeless(data: PromiseData): Timeless {
  const { synthetic, currency, from, to, ready_at, product, best, offers, ineligible } = data;
  return { synthetic, currency, from, to, ready_at, product, best, offers, ineligible };
}

/** An offer without departures and what the partner charges, which are between carriers. */
export function plainOffer(offer: OfferData): z.infer<typeof wire.OfferSchema> {
  return { ...offer, charges: null, itinerary: null };
}

function forCustomer(data: PromiseData): Timeless {
  const offers = data.offers.map(plainOffer);
  return { ...timeless(data), best: offers[0] ?? null, offers };
}
