import { NONE, UNREACHED } from '../base/none.js';
import { CARRIAGES, REASONS, STATUSES } from '../domain/plan.js';
import type { Plan, Status } from '../domain/plan.js';
import { packedString } from '../domain/shipments.js';
import type { Shipments } from '../domain/shipments.js';
import type { Band } from '../domain/workspace.js';
import type { FindingCode, Findings } from './finding.js';
import type { ParcelRules } from './parcel-rules.js';
import { latenessCost } from './parcel-rules.js';
import { routeCost } from './route-cost.js';
import type { RouteFacts } from './route-facts.js';
import type { Rules } from './rules.js';

/** How many parcels of a party and band take the route at hand. */
export interface Tally {
  readonly party: number;
  readonly band: Band;
  readonly count: number;
}

/** Compares each parcel's row of a plan with what the route at hand, spot or nothing means for it. */
export class ParcelCheck {
  readonly #rules: Rules;
  readonly #shipments: Shipments;
  readonly #parcels: ParcelRules;
  readonly #plan: Plan;
  readonly #findings: Findings;
  readonly #bandCount: number;
  readonly #count: Uint32Array; // [party * bands + band] parcels on the route at hand
  readonly #cost: Float64Array; // [party * bands + band] minor money of the route at hand, NaN when not yet asked
  #closed: (string | undefined)[] = []; // by party: what on the route at hand no clause opens to it; '' is nothing
  #facts: RouteFacts | undefined;

  constructor(rules: Rules, shipments: Shipments, parcels: ParcelRules, plan: Plan, findings: Findings) {
    this.#rules = rules;
    this.#shipments = shipments;
    this.#parcels = parcels;
    this.#plan = plan;
    this.#findings = findings;
    this.#bandCount = rules.workspace.bands.length;
    this.#count = new Uint32Array(rules.workspace.parties.length * this.#bandCount);
    this.#cost = new Float64Array(this.#count.length);
  }

  startRoute(facts: RouteFacts): void {
    this.#facts = facts;
    this.#count.fill(0);
    this.#cost.fill(Number.NaN);
    this.#closed = [];
  }

  /** Parcels on the route at hand by party and band. */
  tallies(): Tally[] {
    const tallies: Tally[] = [];
    for (const [cell, count] of this.#count.entries()) {
      if (count === 0) continue;
      const band = this.#rules.workspace.bands[cell % this.#bandCount];
      tallies.push({ party: Math.floor(cell / this.#bandCount), band, count });
    }
    return tallies;
  }

  /** A parcel of the route at hand. */
  routed(index: number): void {
    const facts = this.#facts as RouteFacts;
    const party = this.#shipments.party[index];
    const band = this.#parcels.band(index);
    if (CARRIAGES[this.#plan.carriage[index]] !== 'network') {
      this.#tell('bad_carriage', index, CARRIAGES[this.#plan.carriage[index]], 'network');
    }
    if (band === NONE) {
      this.#tell('bad_carriage', index, 'network', 'none, because no size band holds it');
      return;
    }
    this.#checkEnds(index, facts);
    if (!this.#checkPermission(index, facts, party)) return;
    const cell = party * this.#bandCount + band;
    if (this.#count[cell] === 0) {
      this.#cost[cell] = routeCost(this.#rules, facts, party, this.#rules.workspace.bands[band]);
    }
    this.#count[cell] = this.#count[cell] + 1;
    this.#checkRow(index, { cost: this.#cost[cell], sec: facts.deliveredSec });
  }

  /** A parcel without a route: bought on the spot market or left out. */
  unrouted(index: number): void {
    const band = this.#parcels.band(index);
    const carriage = CARRIAGES[this.#plan.carriage[index]];
    if (carriage === 'network') {
      this.#tell('bad_carriage', index, 'network', 'a route, spot or none');
      return;
    }
    if (carriage === 'none') {
      this.#checkRow(index, undefined);
      return;
    }
    const sec = this.#parcels.spotSec(index);
    if (band === NONE || sec === UNREACHED) {
      this.#tell('bad_carriage', index, 'spot', band === NONE ? 'none, because it is too large' : 'no spot price');
      return;
    }
    this.#checkRow(index, { cost: this.#parcels.spotCost(index, band), sec });
  }

  /** First and last step against the shipment. */
  #checkEnds(index: number, facts: RouteFacts): void {
    const { network } = this.#rules.workspace;
    const start = this.#parcels.startFacility(index);
    const name = (facility: number): string => network.facilities.id[facility] ?? 'nowhere';
    if (start !== facts.startFacility) this.#tell('wrong_origin', index, name(facts.startFacility), name(start));
    else if (this.#parcels.startSec(index) > facts.readyBySec) {
      this.#tell('not_ready', index, String(facts.readyBySec), String(this.#parcels.startSec(index)));
    }
    const { deliveries, postalCodes } = network;
    const [reached, wanted] = [deliveries.postalCode[facts.deliveryRow], this.#shipments.destination[index]];
    if (reached !== wanted) {
      this.#tell(
        'wrong_destination',
        index,
        postalCodes[reached ?? NONE] ?? 'none',
        postalCodes[wanted ?? NONE] ?? 'none',
      );
    }
    if (this.#shipments.weightG[index] > deliveries.weightKgMax[facts.deliveryRow] * 1000) {
      this.#tell(
        'too_heavy',
        index,
        `${this.#shipments.weightG[index]} g`,
        `${deliveries.weightKgMax[facts.deliveryRow]} kg`,
      );
    }
    if (this.#shipments.codAmount[index] > 0 && deliveries.cod[facts.deliveryRow] === 0) {
      this.#tell('cod_not_offered', index, String(this.#shipments.codAmount[index]), '0');
    }
  }

  /** False when the partner's part of the route is not open at all. */
  #checkPermission(index: number, facts: RouteFacts, party: number): boolean {
    const refused = this.#shipments.goods[index] & facts.refuses;
    if (refused !== 0) this.#tell('goods_refused', index, `goods mask ${refused}`, '0');
    const partners = facts.carriers & ~(1 << party);
    if (partners === 0 && !facts.transfers) return true;
    if (!this.#parcels.interlined(index))
      this.#tell('not_interlined', index, 'carried by a partner', 'own network only');
    this.#closed[party] ??= closedTo(this.#rules, facts, party);
    const closed = this.#closed[party];
    if (closed !== '') this.#tell('closed_to_partner', index, closed, 'no clause');
    return closed === '';
  }

  /** Due, arrival, status, reason and cost; `carried` is undefined for a parcel left out. */
  #checkRow(index: number, carried: { cost: number; sec: number } | undefined): void {
    const { plan, parcels } = { plan: this.#plan, parcels: this.#parcels };
    const product = this.#rules.workspace.products[this.#shipments.product[index]];
    const dueSec = parcels.dueSec(index);
    const arriveSec = carried?.sec ?? UNREACHED;
    const status: Status = !carried ? 'unplanned' : arriveSec > dueSec ? 'late' : 'on_time';
    const cost = carried ? carried.cost + latenessCost(product, dueSec, arriveSec) : product.unplannedCost;
    if (plan.dueSec[index] !== dueSec) this.#tell('wrong_due', index, String(plan.dueSec[index]), String(dueSec));
    if (plan.arriveSec[index] !== arriveSec) {
      this.#tell('wrong_arrival', index, String(plan.arriveSec[index]), String(arriveSec));
    }
    const stated = STATUSES[plan.status[index]];
    if (stated !== status) this.#tell('wrong_status', index, stated ?? 'unknown', status);
    this.#checkReason(index, status);
    if (!(Math.abs(plan.cost[index] - cost) <= 1e-6 * Math.max(1, Math.abs(cost)))) {
      this.#tell('wrong_cost', index, String(plan.cost[index]), String(cost));
    }
  }

  #checkReason(index: number, status: Status): void {
    const reason = REASONS[this.#plan.reason[index]] ?? 'unknown';
    const tooLarge = this.#parcels.band(index) === NONE;
    const [wanted, right] =
      status === 'on_time'
        ? ['none', reason === '']
        : tooLarge
          ? ['too_large', reason === 'too_large']
          : ['a reason other than too_large', !['', 'unknown', 'too_large'].includes(reason)];
    if (!right) this.#tell('wrong_reason', index, reason === '' ? 'none' : reason, wanted);
  }

  #tell(code: FindingCode, index: number, planned: string, recomputed: string): void {
    this.#findings.add(code, () => {
      const place = packedString(this.#shipments.id, index);
      return { place, planned, recomputed, message: `${SENTENCES[code] ?? code} (shipment ${place}).` };
    });
  }
}

/** First leg or delivery of a partner on a route that no clause opens, '' when there is none. */
function closedTo(rules: Rules, facts: RouteFacts, party: number): string {
  const { trips, deliveries, facilities } = rules.workspace.network;
  for (const step of facts.steps) {
    if (step.kind === 'ride' && trips.party[step.trip] !== party) {
      if (!rules.clauseOfLeg(step.trip, step.day, step.call)) return `${trips.id[step.trip]}#${step.call}`;
    }
    if (step.kind === 'deliver') {
      const facility = deliveries.facility[step.delivery];
      const open = facilities.party[facility] === party || rules.clauseOfRound(facility, step.day);
      if (!open) return `delivery by ${facilities.id[facility]}`;
    }
  }
  return '';
}

const SENTENCES: Partial<Record<FindingCode, string>> = {
  bad_carriage: 'The way the parcel is carried does not go with its route or size',
  wrong_origin: 'The route does not start where the parcel is',
  not_ready: 'The first departure leaves before the parcel is ready',
  wrong_destination: 'The delivery is not for the postal code of the parcel',
  too_heavy: 'The delivery round does not take so heavy a parcel',
  cod_not_offered: 'The delivery round does not collect cash',
  goods_refused: 'A departure of the route refuses goods in the parcel',
  not_interlined: 'The agreement does not let the partner carry the parcel',
  closed_to_partner: 'No clause of the agreement opens a part of the route',
  wrong_due: 'The due time is not what the shipment and its product say',
  wrong_arrival: 'The delivery time is not that of the route',
  wrong_status: 'The status does not follow from due and delivery time',
  wrong_reason: 'The reason does not go with the status',
  wrong_cost: 'The cost is not that of the route',
};
