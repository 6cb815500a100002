import type { Certificate } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { blockEvents } from './block-events.js';
import { certificatePrices } from './certificate-prices.js';
import type { Prices } from './certificate-prices.js';
import { DeliveryRounds } from './delivery-rounds.js';
import type { Round } from './delivery-rounds.js';
import { facilityBlocks } from './facility-blocks.js';
import { Findings } from './finding.js';
import type { PlanFinding } from './finding.js';
import { costTable } from './movement-costs.js';
import { parcelGroups } from './parcel-groups.js';
import type { ParcelClass } from './parcel-groups.js';
import { latenessCost, parcelRulesOf } from './parcel-rules.js';
import type { ParcelRules } from './parcel-rules.js';
import { ExactSum } from './plan-cost.js';
import { deliveryCost } from './route-cost.js';
import { RouteLabels } from './route-labels.js';
import { rulesOf } from './rules.js';
import type { Rules } from './rules.js';
import { timedLegs } from './timed-legs.js';

/** A bound on the cost of every plan, recomputed from a certificate's prices; minor money. */
export interface CheckedBound {
  /** Proven: rounding errors are taken off. */
  readonly bound: number;
  readonly findings: readonly PlanFinding[];
}

/**
 * The rounding errors of a label are below `steps x 2^-53` of it, and a route has far fewer than ten thousand steps. The
 * sums over parcels are compensated. So this share of all that is added up covers every error with room to spare.
 */
const ROUNDING_SHARE = 1e-11;

/**
 * The lower bound of docs/model.md section 9 from the prices alone: the cheapest way of every parcel at these prices,
 * less what the capacities are worth. One labelling per class and start of parcels, over the blocks they travel.
 * A finding tells when the certificate claims more than that.
 */
export function checkBound(workspace: Workspace, shipments: Shipments, certificate: Certificate): CheckedBound {
  const findings = new Findings();
  const rules = rulesOf(workspace);
  const prices = certificatePrices(rules, certificate, findings);
  const ways = cheapestWays(rules, shipments, prices);
  const margin = ROUNDING_SHARE * (ways + prices.capacityValue + prices.runsValue);
  const bound = ways - prices.capacityValue - prices.runsValue - margin;
  // A claim may be rounded the other way: the same margin again, and never less than a millionth of a minor unit.
  if (!(certificate.bound <= bound + 2 * margin + 1e-6)) {
    findings.add('bound_not_proven', () => ({
      place: 'certificate',
      planned: String(certificate.bound),
      recomputed: String(bound),
      message: `The prices prove ${bound}, which is ${certificate.bound - bound} short of the bound that is claimed.`,
    }));
  }
  return { bound, findings: findings.list() };
}

/** Sum over parcels of their cheapest way at the prices. */
function cheapestWays(rules: Rules, shipments: Shipments, prices: Prices): number {
  const blocks = facilityBlocks(rules.workspace);
  const legs = timedLegs(rules, blocks);
  const events = blockEvents(legs, blocks, rules.workspace.network.facilities.count);
  const labels = new RouteLabels(blocks, events);
  const parcels = parcelRulesOf(rules, shipments);
  const table = costTable(rules, legs, events.rankOf, prices);
  const { classes, left } = parcelGroups(rules, shipments, parcels, legs);
  const rounds = new DeliveryRounds(rules, prices);
  const sum = new ExactSum();
  for (const index of left) sum.add(otherCost(rules, shipments, parcels, index));
  for (const { of, groups } of classes) {
    const costs = table.costsFor(of);
    const deliver = new Deliveries({ rules, rounds, labels }, of);
    for (const { facility, sec, parcels: members } of groups) {
      labels.begin(costs, facility, sec);
      deliver.forget();
      for (const index of members) {
        const other = otherCost(rules, shipments, parcels, index);
        sum.add(Math.min(other, deliver.cheapest(shipments, index, parcels.dueSec(index))));
      }
    }
  }
  return sum.total();
}

/** Minor money of the cheaper of spot and leaving out. */
function otherCost(rules: Rules, shipments: Shipments, parcels: ParcelRules, index: number): number {
  const product = rules.workspace.products[shipments.product[index]];
  const band = parcels.band(index);
  if (band < 0 || !product.spot) return product.unplannedCost;
  const late = latenessCost(product, parcels.dueSec(index), parcels.spotSec(index));
  return Math.min(product.unplannedCost, parcels.spotCost(index, band) + late);
}

/** Last miles of one class of parcels. */
class Deliveries {
  readonly #rules: Rules;
  readonly #rounds: DeliveryRounds;
  readonly #class: ParcelClass;
  readonly #labels: RouteLabels;
  readonly #rowCost: Float64Array; // [delivery row] minor money, NaN when not yet asked
  /** The rounds of the code asked last, with the cost of getting there from the start at hand. */
  #code = -1;
  #reached: { round: Round; cost: number }[] = [];

  constructor(from: { rules: Rules; rounds: DeliveryRounds; labels: RouteLabels }, of: ParcelClass) {
    this.#rules = from.rules;
    this.#rounds = from.rounds;
    this.#labels = from.labels;
    this.#class = of;
    this.#rowCost = new Float64Array(from.rules.workspace.network.deliveries.count).fill(Number.NaN);
  }

  /** The labels start anew. */
  forget(): void {
    this.#code = -1;
  }

  /** Least cost of delivering a shipment by the networks; Infinity when they cannot. */
  cheapest(shipments: Shipments, index: number, dueSec: number): number {
    const code = shipments.destination[index];
    if (code !== this.#code) this.#reach(code);
    const product = this.#rules.workspace.products[shipments.product[index]];
    const weightG = shipments.weightG[index];
    const collects = shipments.codAmount[index] > 0;
    let best = Infinity;
    for (const { round, cost } of this.#reached) {
      if (cost >= best || weightG > round.weightGMax || (collects && !round.cod)) continue;
      const total = cost + latenessCost(product, dueSec, round.deliveredSec);
      if (total < best) best = total;
    }
    return best;
  }

  #reach(code: number): void {
    const { party, interlined } = this.#class;
    this.#code = code;
    this.#reached = [];
    for (const round of this.#rounds.of(code)) {
      const own = round.party === party;
      if (!own && !(interlined && round.open)) continue;
      const reached = this.#labels.costBy(round.facility, round.loadBySec);
      if (reached === Infinity) continue;
      const cost = reached + this.#costOf(round.row) + round.price + (own ? 0 : round.partnerPrice);
      this.#reached.push({ round, cost });
    }
  }

  #costOf(row: number): number {
    const known = this.#rowCost[row];
    if (!Number.isNaN(known)) return known;
    const cost = deliveryCost(this.#rules, row, this.#class.party, this.#rules.workspace.bands[this.#class.band]);
    this.#rowCost[row] = cost;
    return cost;
  }
}
