import { parseDate } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { Agreement } from '../../domain/agreement.js';
import type { Certificate, Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { clauseFinder, deliveryClause, granted, keptShare } from '../../domain/block-space.js';
import { tallyCarriage } from '../../report/carriage.js';
import { classesOf } from '../../report/classes.js';
import { loadsOfClasses } from '../../report/loads.js';

/** A plan with the prices that prove its bound. */
export interface PricedPlan {
  readonly plan: Plan;
  readonly certificate: Certificate;
}

/**
 * Minor money that an agreement with a little more of one clause takes off the least cost, to first order: what the
 * capacity it adds is worth at the certificate's prices (LP duality), less what the plan's partners charge more by it
 * (the envelope theorem). Undefined where it opens what was closed: any price of no capacity proves the same bound, so it
 * says nothing of a little more. O(prices), and O(parcels) where the tariff differs.
 */
export function marginalValue(
  workspace: Workspace,
  shipments: Shipments,
  { plan, certificate }: PricedPlan,
  more: Agreement,
): number | undefined {
  const other: Workspace = { ...workspace, agreement: more };
  const [now, then] = [new GrantedCapacity(workspace), new GrantedCapacity(other)];
  let value = 0;
  for (const [index, name] of certificate.resources.entries()) {
    const before = now.of(name);
    const added = then.of(name) - before;
    if (before === 0 && added > 0) return undefined;
    if (Number.isFinite(added)) value += certificate.prices[index] * added;
  }
  if (JSON.stringify(more.tariff) === JSON.stringify(workspace.agreement?.tariff)) return value;
  return value - (charges(other, shipments, plan) - charges(workspace, shipments, plan));
}

/** What partners charge for a plan's parcels. */
function charges(workspace: Workspace, shipments: Shipments, plan: Plan): number {
  const classes = classesOf(workspace, shipments, plan);
  const tallies = tallyCarriage(workspace, shipments, {
    plan,
    classes,
    loads: loadsOfClasses(workspace, plan, classes),
    onlyParty: NONE,
  });
  return tallies.reduce((sum, { chargesPaid }) => sum + chargesPaid, 0);
}

/** Capacities that an agreement grants, by the names of docs/model.md section 5; 0 for what it does not govern. */
class GrantedCapacity {
  private readonly workspace: Workspace;
  private readonly clauseOfLeg: ReturnType<typeof clauseFinder>;
  private readonly trips = new Map<string, number>();
  private readonly facilities = new Map<string, number>();
  private readonly perDay: Float64Array;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    this.clauseOfLeg = clauseFinder(workspace);
    const { network, parties } = workspace;
    network.trips.id.forEach((id, trip) => this.trips.set(`${parties[network.trips.party[trip]].id}:${id}`, trip));
    network.facilities.id.forEach((id, facility) =>
      this.facilities.set(`${parties[network.facilities.party[facility]].id}:${id}`, facility),
    );
    this.perDay = new Float64Array(network.facilities.count);
    network.deliveries.facility.forEach((facility, row) => {
      this.perDay[facility] = Math.max(this.perDay[facility], network.deliveries.parcelsPerDay[row]);
    });
  }

  of(name: string): number {
    const match = /^([a-z-]+):(.*)@(\d{4}-\d{2}-\d{2})(?:#(\d+))?$/.exec(name);
    if (!match) return 0;
    const [, kind, what, date, position] = match;
    const day = (parseDate(date) ?? 0) - this.workspace.calendar.firstDay;
    switch (kind) {
      case 'block-kg':
      case 'block-l':
        return this.ofLeg(this.trips.get(what), day, Number(position), kind);
      case 'block-day':
        return this.ofRound(this.facilities.get(what), day);
      case 'window':
        return this.workspace.agreement?.interchanges.find(({ id }) => id === what)?.parcelsPerWindow ?? 0;
      default:
        return 0;
    }
  }

  private ofLeg(trip: number | undefined, day: number, position: number, kind: 'block-kg' | 'block-l'): number {
    if (trip === undefined) return 0;
    const { network, calendar, agreement } = this.workspace;
    const at = network.trips.firstCall[trip] + position;
    const clause =
      agreement?.capacity[this.clauseOfLeg(trip, day, network.calls.facility[at], network.calls.facility[at + 1])];
    const quantity = kind === 'block-kg' ? clause?.kg : clause?.litres;
    if (!clause || !quantity) return 0;
    const vehicle = network.trips.vehicle[trip];
    const { capacityKg, capacityLitres } = network.vehicles;
    const capacity = vehicle === NONE ? Infinity : (kind === 'block-kg' ? capacityKg : capacityLitres)[vehicle] * 1000;
    const keep = keptShare(this.workspace, clause, calendar.dayStartSec[day] + network.calls.departSec[at]);
    return granted(quantity, 1000, capacity, keep);
  }

  private ofRound(facility: number | undefined, day: number): number {
    if (facility === undefined) return 0;
    const { network, calendar, agreement } = this.workspace;
    const clause = agreement?.capacity[deliveryClause(this.workspace, network.facilities.party[facility], day)];
    if (!clause?.parcels) return 0;
    return granted(
      clause.parcels,
      1,
      this.perDay[facility],
      keptShare(this.workspace, clause, calendar.dayStartSec[day]),
    );
  }
}
