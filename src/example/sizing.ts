import { DAY_SEC } from '../base/civil-time.js';
import { Prng } from '../base/prng.js';
import type { CarrierNetwork } from './carrier-network.js';
import type { PostalArea } from './demand.js';
import type { DraftCall, DraftTrip, FeedDraft } from './feed-draft.js';
import { type Cluster, type ClusterEnd, freeFlow, type Moves, type Source } from './free-flow.js';
import type { MailNetwork } from './mail-network.js';
import { meanPlannedKg } from './parcels.js';
import { CARRIER_SHARE, DAYS, EXPRESS_SHARE, INTERCHANGE, PRODUCTS, TARIFF, WAVES } from './terms.js';
import { localVehicleFor, vehicleFor } from './vehicles.js';

export interface SizingInput {
  readonly mail: MailNetwork;
  readonly carrier: CarrierNetwork;
  readonly areas: readonly PostalArea[];
  readonly interchanges: readonly InterchangePoint[];
  readonly parcels: number;
  readonly seed: number;
}

export interface InterchangePoint {
  readonly id: string;
  readonly hub: number; // of the mail network
  readonly sortCentre: number; // of the carrier's
  parcelsPerWindow: number;
}

/** Origins with their shares of their party's parcels. */
export interface Origin {
  readonly facility: number;
  readonly share: number;
}

/** Linehaul legs of the horizon when every parcel takes its cheapest way as if there were room for all. */
export interface FreeFlowTotals {
  readonly legs: number;
  readonly legsUsed: number;
  readonly legsOverloaded: number;
}

/** Room relative to the free flow's busiest day: most legs have some to spare, every seventh has too little. */
const TIGHT_CHANCE = 0.14;
const TIGHT = [0.4, 0.85] as const;
const ROOMY = [1.1, 2.4] as const;
const ROOM_KG_MIN = 40;

/** Share of a vehicle left to parcels at most; the carrier's own mail fills the rest. */
const ROOM_SHARE_MAX = 0.6;

/** Local runs: room over one day's expected parcels, because days differ. */
const LOCAL_ROOM = 4;
const BRANCH_PART = 0.3;
const HOUR_ROOM = [1.1, 2.2] as const;
const PARCELS_PER_HOUR_MIN = 150;

interface MoveDraft {
  readonly from: number;
  readonly to: number;
  readonly departSec: number;
  readonly arriveSec: number;
  readonly readySec: number;
  readonly previous: MoveDraft | undefined;
  readonly handling: number;
  readonly cost: readonly [number, number]; // rupees per kg: carrier's parcels, post's parcels
  readonly trip: DraftTrip | undefined;
  readonly call: number;
  readonly window: { readonly point: number; readonly key: string } | undefined;
}

/**
 * Gives every trip a vehicle and own mail, every hub an hourly and every interchange a window's capacity, so that the
 * plan without capacities overloads a few departures and the rest have room, at any number of parcels.
 */
export function sizeNetworks(input: SizingInput): FreeFlowTotals {
  const prng = new Prng(input.seed ^ 0x51e5);
  const plannedKg = meanPlannedKg(new Prng(7), 20_000);
  const drafts = linehaulMoves(input).sort((a, b) => a.readySec - b.readySec);
  const moves = columnsOf(drafts);
  const parcels = freeFlow({
    nodeCount: input.mail.hubCount + input.carrier.fulfilmentCount + input.carrier.sortCount,
    moves,
    cost: [0, 1].map((party) => Float64Array.from(drafts, (move) => move.cost[party])),
    sources: sourcesOf(input),
    clusters: clustersOf(input),
    classes: PRODUCTS.slice(0, 2).map(({ days, latePerDay }, i) => ({
      share: i === 0 ? 1 - EXPRESS_SHARE : EXPRESS_SHARE,
      days,
      latePerDay,
    })),
    costMax: PRODUCTS[0].spot.perParcel + PRODUCTS[0].spot.perKg,
  });
  sizeLinehaul(drafts, parcels, plannedKg, prng);
  sizeNodes(input, drafts, parcels, prng);
  sizeLocalRuns(input, plannedKg);
  return totalsOf(drafts, parcels, plannedKg);
}

function totalsOf(drafts: readonly MoveDraft[], parcels: Float64Array, plannedKg: number): FreeFlowTotals {
  const totals = { legs: 0, legsUsed: 0, legsOverloaded: 0 };
  drafts.forEach(({ trip, call }, i) => {
    if (!trip?.vehicle) return;
    const kg = parcels[i] * plannedKg;
    totals.legs++;
    if (kg > 0) totals.legsUsed++;
    if (kg > trip.vehicle.capacityKg - trip.ownKg[call]) totals.legsOverloaded++;
  });
  return totals;
}

/** Fulfilment centres share the carrier's parcels alike; hubs share the post's by the people behind them. */
export function originsOf({
  mail,
  carrier,
  areas,
}: Pick<SizingInput, 'mail' | 'carrier' | 'areas'>): readonly [Origin[], Origin[]] {
  const centres = [...Array(carrier.fulfilmentCount).keys()].map((facility) => ({
    facility,
    share: 1 / carrier.fulfilmentCount,
  }));
  const shares = new Float64Array(mail.hubCount);
  for (const area of areas) {
    const hub = mail.hubOfPin.get(area.pin) as number;
    shares[hub] = shares[hub] + area.share;
  }
  const hubs = [...shares].map((share, facility) => ({ facility, share }));
  return [centres, hubs.filter(({ share }) => share > 0)];
}

function linehaulMoves({ mail, carrier, interchanges }: SizingInput): MoveDraft[] {
  const centres = carrier.fulfilmentCount + carrier.sortCount;
  const moves = [...tripMoves(mail.draft, mail.hubCount, 0, 1), ...tripMoves(carrier.draft, centres, mail.hubCount, 0)];
  interchanges.forEach((point, number) => {
    const ends = [point.hub, mail.hubCount + point.sortCentre] as const;
    for (let day = 0; day < DAYS; day++) {
      INTERCHANGE.windows.forEach(({ days, openHour, closeHour }, window) => {
        if (days === 'Mon-Sat' && day % 7 === 6) return;
        for (let hour: number = openHour; hour < closeHour; hour++) {
          const tender = day * DAY_SEC + hour * 3600;
          for (const [from, to] of [ends, [ends[1], ends[0]]] as const) {
            moves.push({
              from,
              to,
              departSec: tender - INTERCHANGE.manifestMinutes * 60,
              arriveSec: tender,
              readySec: tender + INTERCHANGE.minutes * 60,
              previous: undefined,
              handling: 0,
              cost: [TARIFF.interchange, TARIFF.interchange],
              trip: undefined,
              call: 0,
              window: { point: number, key: `${day}-${window}` },
            });
          }
        }
      });
    }
  });
  return moves;
}

function tripMoves(draft: FeedDraft, nodeMax: number, firstNode: number, party: number): MoveDraft[] {
  const moves: MoveDraft[] = [];
  for (const trip of draft.trips) {
    if (!trip.calls.every(({ facility }) => facility < nodeMax)) continue;
    const { costPerKgKm } = vehicleFor(trip.mode, 1);
    const open = !trip.id.startsWith('SHUTTLE-');
    for (let day = 0; day < DAYS; day++) {
      let previous: MoveDraft | undefined;
      for (let call = 0; call + 1 < trip.calls.length; call++) {
        const [at, next] = [trip.calls[call], trip.calls[call + 1]] as [DraftCall, DraftCall];
        const departSec = day * DAY_SEC + at.departSec;
        if (departSec >= DAYS * DAY_SEC) break;
        const km = next.km - at.km;
        const partner = open ? linehaulRate(km) : Infinity;
        const own = costPerKgKm * km;
        const arriveSec = day * DAY_SEC + next.arriveSec;
        const facility = draft.facilities[next.facility];
        // Aboard parcels pass on from their move, so it must come first although its own sorting ends later.
        const readySec = Math.max(arriveSec + facility.sortMinutes * 60, (previous?.readySec ?? 0) + 1);
        const move: MoveDraft = {
          from: firstNode + at.facility,
          to: firstNode + next.facility,
          departSec,
          arriveSec,
          readySec,
          previous,
          handling: facility.handlingCost,
          cost: party === 0 ? [own, partner] : [partner, own],
          trip,
          call,
          window: undefined,
        };
        moves.push(move);
        previous = move;
      }
    }
  }
  return moves;
}

function linehaulRate(km: number): number {
  const zone = TARIFF.zoneKm.findIndex((limit) => km <= limit);
  return TARIFF.linehaulPerKg[zone < 0 ? TARIFF.zoneKm.length : zone];
}

function columnsOf(drafts: readonly MoveDraft[]): Moves {
  const index = new Map(drafts.map((move, i) => [move, i]));
  return {
    count: drafts.length,
    from: Int32Array.from(drafts, (move) => move.from),
    to: Int32Array.from(drafts, (move) => move.to),
    departSec: Int32Array.from(drafts, (move) => move.departSec),
    readySec: Int32Array.from(drafts, (move) => move.readySec),
    previous: Int32Array.from(drafts, (move) => (move.previous ? (index.get(move.previous) as number) : -1)),
    handling: Float64Array.from(drafts, (move) => move.handling),
  };
}

function sourcesOf(input: SizingInput): Source[] {
  const [centres, hubs] = originsOf(input);
  return WAVES.flatMap(({ readySec, share: wave }) => [
    ...centres.map(({ facility, share }) => ({
      node: input.mail.hubCount + facility,
      readySec,
      party: 0,
      parcels: input.parcels * CARRIER_SHARE * wave * share,
    })),
    ...hubs.map(({ facility, share }) => ({
      node: facility,
      readySec,
      party: 1,
      parcels: input.parcels * (1 - CARRIER_SHARE) * wave * share,
    })),
  ]);
}

/** Codes with the same hub and the same sort centre are one cluster. */
function clustersOf({ mail, carrier, areas }: SizingInput): Cluster[] {
  const shares = new Map<string, number>();
  for (const { pin, share } of areas) {
    const key = `${mail.hubOfPin.get(pin)} ${carrier.sortCentreOfPin.get(pin) ?? ''}`;
    shares.set(key, (shares.get(key) ?? 0) + share);
  }
  const cutoffs = (workdays: boolean) =>
    [...Array(DAYS).keys()].filter((day) => !workdays || day % 7 !== 6).map((day) => day * DAY_SEC + 5 * 3600);
  const partner = TARIFF.deliveryBase + TARIFF.deliveryStep + TARIFF.linehaulPerKg[0];
  return [...shares].map(([key, share]) => {
    const [hub, centre] = key.split(' ') as [string, string];
    const ends: ClusterEnd[] = [{ node: Number(hub), cutoffSec: cutoffs(true), cost: [partner, 15] }];
    if (centre !== '') {
      ends.push({ node: mail.hubCount + Number(centre), cutoffSec: cutoffs(false), cost: [29, partner] });
    }
    return { share, ends };
  });
}

function sizeLinehaul(drafts: readonly MoveDraft[], parcels: Float64Array, plannedKg: number, prng: Prng): void {
  const peakKg = new Map<DraftTrip, number[]>();
  drafts.forEach(({ trip, call }, i) => {
    if (!trip) return;
    const peaks = peakKg.get(trip) ?? [];
    peaks[call] = Math.max(peaks[call] ?? 0, parcels[i] * plannedKg);
    peakKg.set(trip, peaks);
  });
  for (const [trip, peaks] of [...peakKg].sort((a, b) => (a[0].id < b[0].id ? -1 : 1))) {
    const rooms = peaks.map((kg) => {
      const tight = prng.chance(TIGHT_CHANCE);
      return Math.max(ROOM_KG_MIN, kg * (tight ? prng.between(...TIGHT) : prng.between(...ROOMY)));
    });
    trip.vehicle = vehicleFor(trip.mode, Math.max(...rooms) / ROOM_SHARE_MAX);
    const { capacityKg } = trip.vehicle;
    trip.ownKg = rooms.map((kg) => Math.round(Math.max(0, capacityKg - kg)));
  }
}

function sizeNodes(input: SizingInput, drafts: readonly MoveDraft[], parcels: Float64Array, prng: Prng): void {
  const byHour = new Map<string, number>();
  const peakByNode = new Map<number, number>();
  const byWindow = new Map<string, number>();
  const peakByPoint = new Map<number, number>();
  drafts.forEach(({ to, arriveSec, window }, i) => {
    const [sums, key, peaks, at] = window
      ? ([byWindow, `${window.point} ${window.key}`, peakByPoint, window.point] as const)
      : ([byHour, `${to} ${Math.floor(arriveSec / 3600)}`, peakByNode, to] as const);
    const sum = (sums.get(key) ?? 0) + parcels[i];
    sums.set(key, sum);
    peaks.set(at, Math.max(peaks.get(at) ?? 0, sum));
  });
  const { mail, carrier } = input;
  const nodes = [
    ...mail.draft.facilities.slice(0, mail.hubCount),
    ...carrier.draft.facilities.slice(0, carrier.fulfilmentCount + carrier.sortCount),
  ];
  nodes.forEach((facility, node) => {
    if (facility.kind === 'fulfilment_centre') return;
    const peak = (peakByNode.get(node) ?? 0) * prng.between(...HOUR_ROOM);
    facility.parcelsPerHour = Math.max(PARCELS_PER_HOUR_MIN, Math.ceil(peak / 10) * 10);
  });
  input.interchanges.forEach((point, number) => {
    // The busiest points bind in their busiest window.
    const room = number < 3 ? 0.85 : prng.between(1.1, 1.6);
    point.parcelsPerWindow = Math.max(100, Math.ceil(((peakByPoint.get(number) ?? 0) * room) / 10) * 10);
  });
}

function sizeLocalRuns({ mail, carrier, areas, parcels }: SizingInput, plannedKg: number): void {
  const parcelsOfPin = new Map(areas.map(({ pin, share }) => [pin, share * parcels]));
  for (const draft of [mail.draft, carrier.draft]) {
    const expected = new Float64Array(draft.facilities.length);
    for (const row of draft.deliveries) {
      // A head or sub office may deliver all of a code; of the branch offices every one gets a generous part.
      const branch = draft.facilities[row.facility]?.kind === 'branch_office';
      const part = (parcelsOfPin.get(row.pin) as number) * (branch ? BRANCH_PART : 1);
      expected[row.facility] = expected[row.facility] + part;
    }
    for (const trip of draft.trips) {
      if (trip.vehicle) continue;
      const day = trip.calls.slice(1).reduce((sum, call) => sum + expected[call.facility], 0);
      const room = Math.max(trip.id.startsWith('GDS-') ? 25 : 100, day * plannedKg * LOCAL_ROOM);
      trip.vehicle = localVehicleFor(room);
    }
  }
}
