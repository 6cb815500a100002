import { latenessCost } from '../../audit/parcel-rules.js';
import { routeCost } from '../../audit/route-cost.js';
import { stepFacts } from '../../audit/route-facts.js';
import { rulesOf, type Rules } from '../../audit/rules.js';
import { REASONS, routeOf, STATUSES, type Certificate, type Plan, type Reason, type Step } from '../../domain/plan.js';
import { bandOf, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { promiseDesk, type PromiseDesk } from '../../planner/promise/promise-desk.js';
import { latestReady, promise, type Offer, type Refusal } from '../../planner/promise/promise.js';
import type { PromiseRequest } from '../../planner/promise/promise-request.js';
import { shipmentRequest } from '../../planner/promise/shipment-request.js';
import { PlanRoom, type FullResource } from '../../report/plan-room.js';
import type { Cause } from './cause.js';
import { CauseTally, type Found } from './cause-tally.js';
import { DepartureNames } from './departure-names.js';

/** Different questions that are asked at most; parcels beyond them are told by their reason only. */
const QUESTIONS_MAX = 20_000;

/** A plan with what proves its bound. */
interface Planned {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly plan: Plan;
  readonly certificate: Certificate;
}

/** Causes of one party, the one with most parcels first, and which of them each row of the shipments has. */
export interface FoundCauses {
  readonly causes: readonly Cause[];
  readonly causeOf: Int32Array; // [shipment] index into causes, NONE where it is on time
}

/**
 * Finds what keeps parcels of a plan from being on time: each late or left out parcel is asked for its earliest way in empty
 * networks, and what of that way the plan leaves no room on. Parcels alike are asked for once. Compiles the timetable
 * once, O(parcels) beside that, and a third of a millisecond for each question.
 */
export class CauseFinder {
  private readonly desk: PromiseDesk;
  private readonly room: PlanRoom;
  private readonly rules: Rules;
  private readonly prices: ReadonlyMap<string, number>;
  private readonly names: DepartureNames;
  private readonly offers = new Map<string, Answer>();

  constructor(private readonly planned: Planned) {
    const { workspace, shipments, plan, certificate } = planned;
    this.desk = promiseDesk(workspace);
    this.room = new PlanRoom(workspace, shipments, plan);
    this.rules = rulesOf(workspace);
    this.names = new DepartureNames(workspace);
    this.prices = new Map(certificate.resources.map((resource, index) => [resource, certificate.prices[index]]));
  }

  of(party: number): FoundCauses {
    const { workspace, shipments, plan } = this.planned;
    const tally = new CauseTally({ workspace, prices: this.prices, party, names: this.names });
    for (let row = 0; row < shipments.count; row++) {
      if (shipments.party[row] !== party || STATUSES[plan.status[row]] === 'on_time') continue;
      tally.add(row, STATUSES[plan.status[row]], this.causeOf(row));
    }
    return tally.finish(shipments.count);
  }

  private causeOf(row: number): Found {
    const { plan } = this.planned;
    const reason = REASONS[plan.reason[row]];
    const answer = this.answerOf(row);
    if (answer === undefined) return { reason, kind: 'many' };
    const { offer, whys } = answer;
    if (offer === undefined) {
      const why = whys.get(reason) ?? [...whys.values()][0];
      return { reason, kind: 'term', words: why?.detail ?? '', said: why?.said };
    }
    if (reason === 'missed_cutoff' || offer.deliveredSec > plan.dueSec[row]) return this.missed(row, reason, answer);
    const saving = Math.max(0, plan.cost[row] - this.costOf(row, offer));
    const full = this.fullOn(row, offer);
    if (full.length > 0) return { reason, kind: 'full', full, saving, takes: this.takes(row) };
    if (reason === 'cheaper_late') {
      const product = this.planned.workspace.products[this.planned.shipments.product[row]];
      const dearer = Math.max(0, this.costOf(row, offer) - plan.cost[row]);
      return { reason, kind: 'price', product: product.id, dearer };
    }
    return { reason, kind: 'search', saving };
  }

  /** What has no room on the earliest way, without what the parcel takes there itself. */
  private fullOn(row: number, offer: Offer): readonly FullResource[] {
    const own = new Set(routeOf(this.planned.plan, row).map(keyOf));
    const steps = stepsOf(offer);
    const full = this.room.fullAlong(steps, this.takes(row));
    if (!steps.some((step) => own.has(keyOf(step)))) return full;
    const lacking = new Set(
      steps
        .filter((step) => !own.has(keyOf(step)))
        .flatMap((step) => this.room.fullAlong([step], this.takes(row)).map(({ resource }) => resource)),
    );
    return full.filter(({ resource }) => lacking.has(resource));
  }

  /** The departure that it would have had to catch. */
  private missed(row: number, reason: Reason, { offer, request }: Answer): Found {
    const { workspace, plan } = this.planned;
    const late = offer && latestReady(this.desk, request, offer, plan.dueSec[row]);
    if (offer === undefined || late === undefined) {
      return { reason, kind: 'timetable', product: workspace.products[request.product].id };
    }
    const from = { kind: 'facility', index: offer.entry.facility } as const;
    const sooner = promise(this.desk, { ...request, from, atSec: late }, offer.party).offers.find(
      ({ deliveredSec }) => deliveredSec <= plan.dueSec[row],
    );
    const ride = sooner === undefined ? undefined : stepsOf(sooner).find(({ kind }) => kind === 'ride');
    const place = offer.entry.facility;
    return { reason, kind: 'cut_off', ride, place, minutes: Math.ceil((offer.entry.sec - late) / 60) };
  }

  private costOf(row: number, offer: Offer): number {
    const { workspace, shipments, plan } = this.planned;
    const band = workspace.bands[bandOf(workspace.bands, shipments.weightG[row], shipments.volumeMl[row])];
    const way = routeCost(this.rules, stepFacts(this.rules, stepsOf(offer)), shipments.party[row], band);
    const product = workspace.products[shipments.product[row]];
    return way + latenessCost(product, plan.dueSec[row], offer.deliveredSec);
  }

  private takes(row: number): { readonly party: number; readonly g: number; readonly ml: number } {
    const { workspace, shipments } = this.planned;
    const band = bandOf(workspace.bands, shipments.weightG[row], shipments.volumeMl[row]);
    const { g, ml } = workspace.bands[band] ?? { g: 0, ml: 0 };
    return { party: shipments.party[row], g, ml };
  }

  /** What empty networks would do with a parcel; undefined where too many others were asked for. */
  private answerOf(row: number): Answer | undefined {
    const { shipments } = this.planned;
    const party = shipments.party[row];
    const request = shipmentRequest(shipments, row);
    const { from, to, atSec, g, ml, longestSideCm, product, codAmount, goods } = request;
    const key = [party, from.kind, from.index, to, atSec, g, ml, longestSideCm, product, codAmount, goods].join(' ');
    const known = this.offers.get(key);
    if (known !== undefined || this.offers.size >= QUESTIONS_MAX) return known;
    const { offers, refusals } = promise(this.desk, request, party);
    const answer = {
      request,
      offer: offers[0],
      whys: new Map(refusals.toReversed().map((refusal) => [refusal.reason, refusal])),
    };
    this.offers.set(key, answer);
    return answer;
  }
}

interface Answer {
  readonly request: PromiseRequest;
  readonly offer: Offer | undefined;
  readonly whys: ReadonlyMap<Reason, Refusal>;
}

function stepsOf({ stages }: Offer): Step[] {
  return stages.flatMap(({ steps }) => steps);
}

function keyOf(step: Step): string {
  return Object.values(step).join(' ');
}
