import type { z } from '@hono/zod-openapi';
import { formatInstant } from '../../base/civil-time.js';
import { fromText, offerData, type OfferData } from '../../planner/promise/promise-data.js';
import { promise, thriftyOffer, type Offer } from '../../planner/promise/promise.js';
import type { PromiseRequest } from '../../planner/promise/promise-request.js';
import * as wire from '../../wire/quotes/promises.js';
import { ProblemError } from '../http/problem-error.js';
import { PreparedBytes, type OperationServer } from '../http/serve-operation.js';
import type { CarrierOf } from './carrier-of.js';
import { PromiseMaps } from './promise-maps.js';
import { askedParcel, plainOffer } from './quotes.js';
import type { OpenDesk } from './quote-desk.js';

/** So many later handings-in are looked at. */
const LATER_MAX = 2;

type Alternative = z.infer<typeof wire.PromiseAlternativesSchema>['alternatives'][number];
type Kind = Alternative['kinds'][number];

/** What else could be promised, and from one place to everywhere. */
export function servePromises(operations: OperationServer, carrierOf: CarrierOf): void {
  const { server } = operations;
  const maps = new PromiseMaps();
  operations.serve(wire.listPromiseAlternatives, async ({ input, principal, now }) => {
    const { carrier, question } = await askedParcel(server, carrierOf, { body: input.body, principal, now });
    const open = await server.quotes.at(now);
    const { workspace } = open;
    const asked = new Alternatives(open, carrier.party, principal.kind === 'carrier');
    asked.lookAt(question);
    return {
      synthetic: workspace.synthetic,
      currency: workspace.currency,
      from: fromText(workspace, question),
      to: workspace.network.postalCodes[question.to],
      alternatives: asked.all(),
      ineligible: asked.ineligible,
    };
  });
  operations.serve(wire.mapPromises, async ({ input, principal, now }) => {
    if (principal.kind !== 'carrier') throw new ProblemError('forbidden', 'Maps of days are for carriers.');
    const { from, product, weight_g, ready_at } = input.query;
    const [destination = ''] = server.reference.delivered; // any will do: all are asked for
    const parcel = { product, origin: from, destination_pin: destination, weight_g, goods: [], cod_minor: 0 };
    const body = ready_at === undefined ? parcel : { ...parcel, ready_at };
    const { carrier, question } = await askedParcel(server, carrierOf, { body, principal, now });
    return new PreparedBytes(await maps.of(await server.quotes.at(now), question, carrier.party));
  });
}

/** Gathers ways of one parcel; the same way is told once, with all that speaks for it. */
class Alternatives {
  readonly ineligible: z.infer<typeof wire.PromiseAlternativesSchema>['ineligible'] = [];
  private readonly found = new Map<string, { kinds: Set<Kind>; request: PromiseRequest; offer: OfferData }>();

  constructor(
    private readonly open: OpenDesk,
    private readonly party: number,
    private readonly isCarrier: boolean,
  ) {}

  lookAt(question: PromiseRequest): void {
    const { desk, workspace } = this.open;
    const { best, offers } = this.ask(question);
    for (const offer of offers) {
      this.add(question, offer, offer.interlined ? 'with_partner' : 'alone');
      if (offer === best) this.add(question, offer, 'earliest');
    }
    const thrifty = thriftyOffer(desk, question, this.party);
    if (thrifty !== undefined && usesPartner(thrifty)) this.add(question, thrifty, 'with_partner');
    let after = best;
    for (let count = 0; count < LATER_MAX && after !== undefined; count++) {
      const request = { ...question, atSec: after.cutoffSec + 1 };
      const [later] = promise(desk, request, this.party).offers;
      if (later !== undefined) this.add(request, later, 'later');
      after = later;
    }
    workspace.products.forEach((_, product) => {
      if (product === question.product) return;
      const request = { ...question, product };
      const other = this.ask(request).best;
      if (other !== undefined) this.add(request, other, 'product');
    });
  }

  /** The earliest first; of equals, what the partner charges less for. */
  all(): Alternative[] {
    const { workspace } = this.open;
    const ways = [...this.found.values()];
    const least = Math.min(...ways.map(({ offer }) => offer.charges.total_minor));
    if (this.isCarrier && ways.some(({ offer }) => offer.charges.total_minor > least)) {
      for (const way of ways) if (way.offer.charges.total_minor === least) way.kinds.add('least_charge');
    }
    return ways
      .toSorted(
        (a, b) =>
          Date.parse(a.offer.window.until) - Date.parse(b.offer.window.until) ||
          a.offer.charges.total_minor - b.offer.charges.total_minor,
      )
      .map(({ kinds, request, offer }) => ({
        kinds: wire.ALTERNATIVE_KINDS.filter((kind) => kinds.has(kind)),
        product: workspace.products[request.product].id,
        ready_at: formatInstant(workspace.calendar, request.atSec),
        offer: this.isCarrier ? offer : plainOffer(offer),
      }));
  }

  private ask(request: PromiseRequest): { readonly best: Offer | undefined; readonly offers: readonly Offer[] } {
    const { desk, workspace } = this.open;
    const { best, offers, refusals } = promise(desk, request, this.party);
    const product = workspace.products[request.product].id;
    for (const { interlined, reason, detail, said } of refusals) {
      this.ineligible.push({ product, interlined, code: reason, words: detail, said });
    }
    return { best, offers };
  }

  private add(request: PromiseRequest, offer: Offer, kind: Kind): void {
    const told = offerData(this.open.workspace, request, offer);
    const key = JSON.stringify([request.product, told.window, told.itinerary.map(({ at, by }) => [at, by])]);
    const known = this.found.get(key);
    if (known === undefined) this.found.set(key, { kinds: new Set([kind]), request, offer: told });
    else known.kinds.add(kind);
  }
}

function usesPartner({ stages, party }: Offer): boolean {
  return stages.some((stage) => stage.party !== party);
}
