import type { z } from '@hono/zod-openapi';
import { formatDate, parseDate } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { Quantity } from '../../domain/agreement.js';
import { clauseFinder } from '../../domain/block-space.js';
import { MODES } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import { legBlocks } from '../../report/blocks.js';
import type * as wire from '../../wire/network/network.js';
import { facilityId, limitOf, tripId } from './names.js';

type WireDeparture = z.infer<typeof wire.DepartureSchema>;

/** A departure as one party may see it; undefined where the trip does not run on that day. */
export function departureDetails(
  workspace: Workspace,
  trip: number,
  { date, party }: { readonly date: string; readonly party: number },
): WireDeparture | undefined {
  const { network, calendar, parties } = workspace;
  const { trips, vehicles } = network;
  const day = (parseDate(date) ?? Number.NaN) - calendar.firstDay;
  if (!(day >= 0 && day < calendar.dayCount)) return undefined;
  if (trips.runs[trip * calendar.dayCount + day] !== 1) return undefined;
  const vehicle = trips.vehicle[trip];
  const own = trips.party[trip] === party;
  const calls = callsOf(workspace, trip, day);
  const legs = legsOf(workspace, trip, day);
  const named = [...new Set(legs.map(({ clause }) => clause))].filter((clause) => clause !== null);
  return {
    id: `${tripId(workspace, trip)}@${formatDate(calendar.firstDay + day)}`,
    column: trip,
    trip: tripId(workspace, trip),
    name: trips.name[trip],
    party: parties[trips.party[trip]].id,
    party_name: parties[trips.party[trip]].name,
    own,
    mode: vehicle === NONE ? null : MODES[vehicles.mode[vehicle]],
    vehicle: vehicle === NONE ? null : vehicles.id[vehicle],
    date,
    capacity_kg: own && vehicle !== NONE ? limitOf(vehicles.capacityKg[vehicle]) : null,
    calls,
    legs,
    clauses: named.map((index) => clauseOnWire(workspace, index)),
  };
}

function callsOf(workspace: Workspace, trip: number, day: number): WireDeparture['calls'] {
  const { network, calendar } = workspace;
  const { trips, calls, facilities } = network;
  const instant = (sec: number): string =>
    new Date(calendar.startMs + (calendar.dayStartSec[day] + sec) * 1000).toISOString();
  return range(trips.firstCall[trip], trips.firstCall[trip + 1]).map((call) => ({
    facility: facilityId(workspace, calls.facility[call]),
    column: calls.facility[call],
    name: facilities.name[calls.facility[call]],
    arrives_at: instant(calls.arriveSec[call]),
    departs_at: instant(calls.departSec[call]),
    km: limitOf(calls.km[call]),
  }));
}

function legsOf(workspace: Workspace, trip: number, day: number): WireDeparture['legs'] {
  const { network, calendar } = workspace;
  const { trips, calls, vehicles } = network;
  const blockOf = legBlocks(workspace);
  const clauseOf = clauseFinder(workspace);
  const vehicle = trips.vehicle[trip];
  const capacityOf = (column: Float64Array): number =>
    vehicle === NONE ? Number.POSITIVE_INFINITY : column[vehicle] * 1000;
  return range(trips.firstCall[trip], trips.firstCall[trip + 1] - 1).map((call) => {
    const [from, to] = [calls.facility[call], calls.facility[call + 1]];
    const clause = clauseOf(trip, day, from, to);
    const { g } = blockOf({
      trip,
      day,
      departSec: calendar.dayStartSec[day] + calls.departSec[call],
      from,
      to,
      capacityG: capacityOf(vehicles.capacityKg),
      capacityMl: capacityOf(vehicles.capacityLitres),
    });
    return { granted_kg: limitOf(g / 1000), clause: clause === NONE ? null : clause };
  });
}

function clauseOnWire({ agreement, parties }: Workspace, index: number): WireDeparture['clauses'][number] {
  const clause = agreement?.capacity[index];
  if (clause === undefined) throw new Error(`there is no clause ${index}`);
  return {
    index,
    on: `${parties[clause.party].id}:${clause.pattern}`,
    quantity: quantityText(clause.kg),
    type: clause.type,
  };
}

function quantityText(quantity: Quantity | undefined): string {
  if (quantity === undefined) return '';
  return quantity.kind === 'share' ? `${quantity.share}x` : `${quantity.amount} kg`;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
