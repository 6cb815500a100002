import type { z } from '@hono/zod-openapi';
import { promiseData, type IneligibleData, type PromiseData } from '../../planner/promise/promise-data.js';
import { promise, type PromiseRequest } from '../../planner/promise/promise.js';
import * as wire from '../../wire/quotes.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import { faultsOfParcel } from '../shipments/parcel-faults.js';
import type { CarrierOf } from './carrier-of.js';
import { horizonText, isInHorizon, questionOf } from './promise-question.js';
import type { OpenDesk } from './quote-desk.js';

const MINUTE_MS = 60_000;

/** Quotes: what can be promised, until when, and why the rest cannot. */
export function serveQuotes(operations: OperationServer, carrierOf: CarrierOf): void {
  const { reference, quotes } = operations.server;
  operations.serve(wire.quote, async ({ input, principal, now }) => {
    const carrier = await carrierOf.find(principal.organisationId);
    const readyAt = input.body.ready_at ?? new Date(Math.ceil(now.getTime() / MINUTE_MS) * MINUTE_MS).toISOString();
    const parcel = { ...input.body, ready_at: readyAt };
    const faults = faultsOfParcel({ sent: parcel, path: [] }, { reference, owner: carrier, suggests: true });
    const question = faults.length > 0 ? undefined : questionOf(reference, carrier.party, parcel);
    if (question !== undefined && !isInHorizon(reference.workspace, question.atSec)) {
      const allowed = horizonText(reference.workspace);
      const message = 'the timetable does not know this moment';
      faults.push({ code: 'out_of_range', message, pointer: '#/ready_at', value: readyAt, allowed });
    }
    if (question === undefined || faults.length > 0) throw new ProblemError('invalid', undefined, faults);
    const open = await quotes.at(now);
    const data = answerOf(open, question, carrier.party);
    const cutOff = data.best?.cut_off;
    const ofCarriers = principal.kind === 'carrier';
    return {
      ...(ofCarriers ? data : forCustomer(data)),
      quoted_at: now.toISOString(),
      valid_until: cutOff === undefined ? null : new Date(cutOff).toISOString(),
      agreement: open.version === undefined ? null : { ...open.version, id: ofCarriers ? open.version.id : null },
    };
  });
}

/** What a carrier can promise for a parcel, and the ways that are closed to it. */
export function answerOf(open: OpenDesk, question: PromiseRequest, party: number): PromiseData {
  const { from, to, atSec, g, ml, longestSideCm, product, codAmount, goods } = question;
  const key = [party, from.kind, from.index, to, atSec, g, ml, longestSideCm, product, codAmount, goods].join(' ');
  return open.answers.of(key, () => {
    const data = promiseData(open.workspace, question, promise(open.desk, question, party));
    if (open.version !== undefined || open.workspace.parties.length < 2) return data;
    return { ...data, ineligible: [...data.ineligible, withoutAgreement(open, party)] };
  });
}

function withoutAgreement({ workspace }: OpenDesk, party: number): IneligibleData {
  const words = 'no version of an agreement that all its parties accepted is in force';
  return { party: workspace.parties[party]?.id ?? '', interlined: true, code: 'no_service', words };
}

type Quote = z.infer<typeof wire.QuoteSchema>;

/** Departures and what the partner charges are between carriers. */
function forCustomer(data: PromiseData): Omit<Quote, 'quoted_at' | 'valid_until' | 'agreement'> {
  const plain = (offer: PromiseData['offers'][number]) => ({ ...offer, charges: null, itinerary: null });
  const offers = data.offers.map(plain);
  return { ...data, best: offers[0] ?? null, offers, ineligible: [...data.ineligible] };
}
