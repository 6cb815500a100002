import { weekdayBit } from '../../base/civil-time.js';
import { UNREACHED } from '../../base/none.js';
import type { Prng } from '../../base/prng.js';
import type { CapacityClause, Interchange, Quantity } from '../../domain/agreement.js';
import type { Workspace } from '../../domain/workspace.js';
import type { Usage } from '../network/access-reach.js';
import type { PromiseRequest } from './promise-request.js';

/** Delivery by riding everything; shares no code with the promise. */
export function bruteForce(workspace: Workspace, request: PromiseRequest, usage: Usage): number {
  const { network, calendar } = workspace;
  const { deliveries } = network;
  const { dayStartSec, dayCount } = calendar;
  const start = (day: number): number => dayStartSec[day];
  const onDay = (mask: number, day: number): boolean => (mask & weekdayBit(calendar.firstDay + day)) !== 0;
  const ready = readyByRiding(workspace, request, usage);
  let best = UNREACHED;
  for (let row = 0; row < deliveries.count; row++) {
    const facility = deliveries.facility[row];
    if (deliveries.postalCode[row] !== request.to || request.g > deliveries.weightKgMax[row] * 1000) continue;
    if (request.codAmount > 0 && deliveries.cod[row] !== 1) continue;
    for (let day = 0; day < dayCount; day++) {
      if (!onDay(deliveries.days[row], day) || !mayDeliver(workspace, usage, facility, day)) continue;
      if (ready[facility] > start(day) + deliveries.loadBySec[row]) continue;
      best = Math.min(best, start(day + deliveries.extraDays[row]) + deliveries.deliverBySec[row]);
    }
  }
  return best;
}

/** When a parcel is ready at every facility by riding everything, again and again, straight from the tables. */
export function readyByRiding(
  workspace: Workspace,
  request: Pick<PromiseRequest, 'from' | 'atSec' | 'goods'>,
  usage: Usage,
): number[] {
  const { network, calendar, agreement } = workspace;
  const { trips, calls, facilities, pickups } = network;
  const { dayStartSec, dayCount } = calendar;
  const start = (day: number): number => dayStartSec[day];
  const onDay = (mask: number, day: number): boolean => (mask & weekdayBit(calendar.firstDay + day)) !== 0;
  const ready = Array.from({ length: facilities.count }, () => UNREACHED);
  if (request.from.kind === 'facility') ready[request.from.index] = request.atSec;
  else {
    const moments: { sec: number; facility: number }[] = [];
    for (let row = 0; row < pickups.count; row++) {
      const facility = pickups.facility[row];
      if (pickups.postalCode[row] !== request.from.index || facilities.party[facility] !== usage.party) continue;
      for (let day = 0; day < dayCount; day++) {
        const sec = start(day) + pickups.acceptBySec[row];
        if (onDay(pickups.days[row], day) && sec >= request.atSec) moments.push({ sec, facility });
      }
    }
    moments.sort((a, b) => a.sec - b.sec);
    if (moments[0]) ready[moments[0].facility] = moments[0].sec;
  }
  for (let changed = true; changed;) {
    changed = false;
    const arrive = (facility: number, sec: number): void => {
      if (sec >= ready[facility]) return;
      ready[facility] = sec;
      changed = true;
    };
    for (let trip = 0; trip < trips.count; trip++) {
      if ((trips.refuses[trip] & request.goods) !== 0) continue;
      for (let day = 0; day < dayCount; day++) {
        if (trips.runs[trip * dayCount + day] !== 1) continue;
        let aboard = false;
        for (let call = trips.firstCall[trip]; call < trips.firstCall[trip + 1] - 1; call++) {
          const from = calls.facility[call];
          const to = calls.facility[call + 1];
          const depart = start(day) + calls.departSec[call];
          aboard ||= ready[from] <= depart;
          aboard &&= depart < start(dayCount) && mayRide(workspace, usage, { trip, day, from, to, depart });
          if (!aboard) continue;
          const opened = opensAt(workspace, to, start(day) + calls.arriveSec[call + 1]);
          arrive(to, opened + facilities.sortSec[to]);
        }
      }
    }
    for (const interchange of usage.interlined ? (agreement?.interchanges ?? []) : []) {
      for (const tender of tenders(workspace, interchange)) {
        for (const direction of interchange.directions) {
          const from = interchange.facilities.get(direction.from) as number;
          const to = interchange.facilities.get(direction.to) as number;
          if (ready[from] <= tender - interchange.manifestSec) arrive(to, tender + interchange.transferSec);
        }
      }
    }
  }
  return ready;
}

function opensAt(workspace: Workspace, facility: number, sec: number): number {
  const { facilities } = workspace.network;
  const { calendar } = workspace;
  const opens = facilities.opensSec[facility];
  const closes = facilities.closesSec[facility];
  if (opens === closes) return sec;
  let best = UNREACHED;
  for (let day = 0; day < calendar.dayStartSec.length; day++) {
    const start = calendar.dayStartSec[day];
    if ((facilities.days[facility] & weekdayBit(calendar.firstDay + day)) === 0) continue;
    if (sec < start + closes) best = Math.min(best, Math.max(sec, start + opens));
  }
  return best;
}

function tenders(workspace: Workspace, interchange: Interchange): number[] {
  const { calendar } = workspace;
  const all: number[] = [];
  for (let day = 0; day < calendar.dayCount; day++) {
    for (const window of interchange.windows) {
      if ((window.days & weekdayBit(calendar.firstDay + day)) === 0) continue;
      const start = calendar.dayStartSec[day];
      for (let sec = window.openSec; sec < window.closeSec; sec += interchange.slotSec) all.push(start + sec);
    }
  }
  return all.filter((sec) => sec < calendar.dayStartSec[calendar.dayCount]);
}

function mayRide(
  workspace: Workspace,
  usage: Usage,
  leg: { trip: number; day: number; from: number; to: number; depart: number },
): boolean {
  const { trips, vehicles } = workspace.network;
  if (trips.party[leg.trip] === usage.party) return true;
  if (!usage.interlined) return false;
  const clause = lastClause(workspace, (entry) => {
    const id = trips.id[leg.trip];
    const [head, ...rest] = entry.pattern.split('*') as [string, ...string[]];
    const fits = rest.length === 0 ? id === head : id.startsWith(head) && id.endsWith(rest[rest.length - 1]);
    const named = entry.legs === 'all' || entry.legs.some((l) => l.from === leg.from && l.to === leg.to);
    const onDay = (entry.days & weekdayBit(workspace.calendar.firstDay + leg.day)) !== 0;
    return entry.party === trips.party[leg.trip] && entry.pattern !== 'delivery' && fits && named && onDay;
  });
  if (!clause) return false;
  const band = workspace.bands[usage.band];
  const vehicle = trips.vehicle[leg.trip];
  const keep = kept(workspace, clause, leg.depart);
  const room = (quantity: Quantity | undefined, capacity: number): number => {
    if (quantity === undefined) return capacity * 1000;
    const all = quantity.kind === 'amount' ? quantity.amount : quantity.share * capacity;
    return keep === 0 ? 0 : Math.floor(all * 1000 * keep + 1e-6);
  };
  const kg = vehicle < 0 ? Infinity : vehicles.capacityKg[vehicle];
  const litres = vehicle < 0 ? Infinity : vehicles.capacityLitres[vehicle];
  return room(clause.kg, kg) >= band.g && room(clause.litres, litres) >= band.ml;
}

function mayDeliver(workspace: Workspace, usage: Usage, facility: number, day: number): boolean {
  const { facilities, deliveries } = workspace.network;
  const perDay = Math.max(
    ...[...deliveries.facility].map((f, row) => (f === facility ? deliveries.parcelsPerDay[row] : 0)),
  );
  if (perDay < 1) return false;
  const party = facilities.party[facility];
  if (party === usage.party) return true;
  if (!usage.interlined) return false;
  const clause = lastClause(
    workspace,
    (entry) =>
      entry.party === party &&
      entry.pattern === 'delivery' &&
      (entry.days & weekdayBit(workspace.calendar.firstDay + day)) !== 0,
  );
  if (!clause) return false;
  if (clause.parcels === undefined) return true;
  const all = clause.parcels.kind === 'amount' ? clause.parcels.amount : clause.parcels.share * perDay;
  const keep = kept(workspace, clause, workspace.calendar.dayStartSec[day]);
  return keep > 0 && Math.floor(all * keep + 1e-6) >= 1;
}

function lastClause(workspace: Workspace, fits: (clause: CapacityClause) => boolean): CapacityClause | undefined {
  return workspace.agreement?.capacity.filter(fits).pop();
}

function kept(workspace: Workspace, clause: CapacityClause, sec: number): number {
  const lead = (sec - workspace.plannedAtSec) / 3600;
  const steps = clause.release.filter((step) => step.hours >= lead).sort((a, b) => a.hours - b.hours);
  return steps[0]?.keep ?? 1;
}

export function randomRequest(prng: Prng, workspace: Workspace): PromiseRequest {
  const { network } = workspace;
  const code = prng.chance(0.6) && network.postalCodes.length > 0;
  const weights = [300, 800, 1900, 4000];
  return {
    from: code
      ? { kind: 'code', index: prng.below(network.postalCodes.length) }
      : { kind: 'facility', index: prng.below(network.facilities.count) },
    to: prng.below(network.postalCodes.length),
    atSec: prng.below(36 * 3600),
    g: prng.pick(weights),
    ml: prng.pick([500, 3000, 20_000]),
    longestSideCm: prng.pick([0, 40, 120]),
    product: prng.below(workspace.products.length),
    codAmount: prng.chance(0.3) ? 30_000 : 0,
    goods: prng.chance(0.4) ? 1 << prng.below(3) : 0,
  };
}
