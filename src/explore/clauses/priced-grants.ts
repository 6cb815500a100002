import { parseDate } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { ClauseRef, ClauseUnit } from '../../domain/clause-values.js';
import type { Certificate } from '../../domain/plan.js';
import type { Workspace } from '../../domain/workspace.js';
import { clauseFinder, deliveryClause, keptShare } from '../../domain/block-space.js';

/** What a clause grants of one leg, round or window on one day, with its price. */
export interface PricedGrant {
  readonly resource: string; // as docs/model.md section 5 names it
  readonly clause: ClauseRef;
  readonly unit: ClauseUnit;
  readonly target: number; // trip, facility or interchange
  readonly day: number;
  readonly at: number; // call position or window; 0 for a round
  readonly price: number; // minor money for one unit
  readonly keep: number; // share of the clause that is left after release
}

/** Grams in a kilogram, millilitres in a litre. */
const PER_UNIT: Readonly<Record<ClauseUnit, number>> = { kg: 1000, litres: 1000, parcels: 1 };

/**
 * What more of each grant is worth, by a certificate's prices: dearer ones are those that bind. Prices of vehicles, offices
 * and hours are no clause's and left out. O(prices).
 */
export function pricedGrants(workspace: Workspace, { resources, prices }: Certificate): PricedGrant[] {
  const resolve = grantResolver(workspace);
  return resources.flatMap((resource, index) => {
    const grant = prices[index] > 0 ? resolve(resource) : undefined;
    return grant ? [{ ...grant, price: prices[index] * PER_UNIT[grant.unit] }] : [];
  });
}

/** What one more unit of a clause is worth over the horizon, in minor money. */
export function unitWorth(grants: readonly PricedGrant[], clause: ClauseRef, unit: ClauseUnit): number {
  return grants.reduce(
    (sum, grant) => (isOf(grant, clause) && grant.unit === unit ? sum + grant.price * grant.keep : sum),
    0,
  );
}

/** True when a grant is made by a clause. */
export function isOf(grant: Pick<PricedGrant, 'clause'>, clause: ClauseRef): boolean {
  return grant.clause.kind === clause.kind && grant.clause.index === clause.index;
}

/** Reads names of resources; undefined for those that no clause limits. */
function grantResolver(workspace: Workspace): (resource: string) => Omit<PricedGrant, 'price'> | undefined {
  const { network, parties, calendar, agreement } = workspace;
  const clauses = agreement?.capacity ?? [];
  const clauseOfLeg = clauseFinder(workspace);
  const trips = indexById(parties, network.trips);
  const facilities = indexById(parties, network.facilities);
  const dayOf = (date: string): number => (parseDate(date) ?? NONE) - calendar.firstDay;
  return (resource) => {
    const [kind, what, date, position] = partsOf(resource);
    const [day, at] = [dayOf(date), Number(position)];
    if (kind === 'window') {
      const index = agreement?.interchanges.findIndex(({ id }) => id === what) ?? NONE;
      const clause = { kind: 'interchange', index } as const;
      return index < 0 ? undefined : { resource, clause, unit: 'parcels', target: index, day, at, keep: 1 };
    }
    if (kind === 'block-day') {
      const facility = facilities.get(what) ?? NONE;
      const index = facility === NONE ? NONE : deliveryClause(workspace, network.facilities.party[facility], day);
      if (index === NONE) return undefined;
      const keep = keptShare(workspace, clauses[index], calendar.dayStartSec[day]);
      return { resource, clause: { kind: 'capacity', index }, unit: 'parcels', target: facility, day, at: 0, keep };
    }
    if (kind !== 'block-kg' && kind !== 'block-l') return undefined;
    const trip = trips.get(what) ?? NONE;
    if (trip === NONE) return undefined;
    const call = network.trips.firstCall[trip] + at;
    const { facility, departSec } = network.calls;
    const index = clauseOfLeg(trip, day, facility[call], facility[call + 1]);
    if (index === NONE) return undefined;
    const keep = keptShare(workspace, clauses[index], calendar.dayStartSec[day] + departSec[call]);
    const unit = kind === 'block-kg' ? 'kg' : 'litres';
    return { resource, clause: { kind: 'capacity', index }, unit, target: trip, day, at, keep };
  };
}

/** `block-kg:post:RAIL-1@2026-11-23#0` as its kind, `post:RAIL-1`, date and position. */
export function partsOf(resource: string): readonly [kind: string, what: string, date: string, position: string] {
  const colon = resource.indexOf(':');
  const sign = resource.lastIndexOf('@');
  const [date, position] = resource.slice(sign + 1).split('#') as [string, string | undefined];
  return [resource.slice(0, colon), resource.slice(colon + 1, sign), date, position ?? '0'];
}

function indexById(
  parties: Workspace['parties'],
  rows: { readonly id: readonly string[]; readonly party: Uint8Array },
): Map<string, number> {
  return new Map(rows.id.map((id, index) => [`${parties[rows.party[index]]?.id}:${id}`, index]));
}
