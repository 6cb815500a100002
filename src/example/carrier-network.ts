import { CARRIER_AIRPORTS, CITIES, type City, RAIL_LINES } from './cities.js';
import type { PostalArea } from './demand.js';
import { addTrip, type FeedDraft, nearestFacilities } from './feed-draft.js';
import { groupBy } from './median.js';
import { groupStops, nearest, type Stop, walkOrder } from './runs.js';

/** The carrier's network: fulfilment centres first, then sort centres, then delivery stations. */
export interface CarrierNetwork {
  readonly draft: FeedDraft;
  readonly fulfilmentCount: number;
  readonly sortCount: number;
  /** Sort centre (facility) behind the station that delivers a code; absent where the carrier does not deliver. */
  readonly sortCentreOfPin: ReadonlyMap<string, number>;
}

const HOUR = 3600;
const CODES_PER_STATION = 3;
const STATION_CALLS_MAX = 5;
const SORT_NEIGHBOURS = 6;
const STATION_ROOM = 1.6;
const METRO_KM_MAX = 1_500;

/** Modelled on public facts about where centres are; every place, run and figure is synthetic. */
export function carrierNetwork(areas: readonly PostalArea[], parcels: number): CarrierNetwork {
  const draft: FeedDraft = {
    party: 'ats',
    agency: 'Amazon-style carrier (synthetic)',
    facilities: [],
    trips: [],
    deliveries: [],
    pickups: [],
  };
  for (const city of CITIES) addCentres(draft, areas, city, 'fulfilment_centre', city.fulfilmentCentres);
  const fulfilmentCount = draft.facilities.length;
  for (const city of CITIES) addCentres(draft, areas, city, 'sort_centre', city.sortCentres);
  const sortCount = draft.facilities.length - fulfilmentCount;
  const sortCentres = [...Array(sortCount).keys()].map((i) => fulfilmentCount + i);
  addShuttles(draft, fulfilmentCount, sortCentres);
  addLinehaul(draft, sortCentres);
  const sortCentreOfPin = addStations(draft, areas, sortCentres, parcels);
  return { draft, fulfilmentCount, sortCount, sortCentreOfPin };
}

function addCentres(
  draft: FeedDraft,
  areas: readonly PostalArea[],
  city: City,
  kind: 'fulfilment_centre' | 'sort_centre',
  count: number,
): void {
  const fulfilment = kind === 'fulfilment_centre';
  for (let i = 0; i < count; i++) {
    // Around the city: such centres stand at its edge, fulfilment farther out than sorting.
    const angle = (i / count + (fulfilment ? 0.1 : 0.6)) * 2 * Math.PI;
    const degrees = fulfilment ? 0.16 : 0.08;
    const lon = city.lon + degrees * Math.cos(angle);
    const lat = city.lat + degrees * Math.sin(angle);
    const suffix = i === 0 ? '' : String(i + 1);
    draft.facilities.push({
      id: `${fulfilment ? 'FC' : 'SC'}-${city.code}${suffix}`,
      name: `${city.name} ${fulfilment ? 'fulfilment' : 'sort'} centre ${i + 1} (synthetic)`,
      kind,
      pin: areas[nearest({ lon, lat }, areas)].pin,
      lon: Math.round(lon * 1e5) / 1e5,
      lat: Math.round(lat * 1e5) / 1e5,
      sortMinutes: fulfilment ? 0 : 75,
      handlingCost: fulfilment ? 0 : 1.8,
      parcelsPerHour: 0,
    });
  }
}

function addShuttles(draft: FeedDraft, fulfilmentCount: number, sortCentres: readonly number[]): void {
  for (let centre = 0; centre < fulfilmentCount; centre++) {
    for (const to of nearestFacilities(draft, centre, sortCentres, 2)) {
      [19, 23.25].forEach((hour, run) => {
        const id = `SHUTTLE-${idOf(draft, centre)}-${idOf(draft, to)}-${run + 1}`;
        addTrip(draft, {
          id,
          mode: 'road',
          workdaysOnly: false,
          departSec: hour * HOUR,
          stops: [centre, to],
          haltMinutes: 0,
        });
      });
    }
  }
}

function addLinehaul(draft: FeedDraft, sortCentres: readonly number[]): void {
  const byCode = new Map(sortCentres.map((centre) => [idOf(draft, centre), centre]));
  const metros = CITIES.filter((city) => city.interchange).map((city) => byCode.get(city.code) as number);
  const pairs = new Set<string>();
  for (const centre of sortCentres) {
    for (const other of nearestFacilities(draft, centre, sortCentres, SORT_NEIGHBOURS)) {
      pairs.add(`${centre}-${other}`).add(`${other}-${centre}`);
    }
  }
  for (const from of metros) {
    for (const to of metros) if (from !== to && isWithin(draft, from, to, METRO_KM_MAX)) pairs.add(`${from}-${to}`);
  }
  for (const pair of pairs) {
    const [from, to] = pair.split('-').map(Number) as [number, number];
    [25.5, 13.5].forEach((hour, run) => {
      const departSec = hour * HOUR + ((from * 5 + to * 11) % 12) * 300;
      const id = `TRUCK-${idOf(draft, from)}-${idOf(draft, to)}-${run + 1}`;
      addTrip(draft, { id, mode: 'road', workdaysOnly: false, departSec, stops: [from, to], haltMinutes: 0 });
    });
  }
  RAIL_LINES.forEach((line, number) => {
    const stops = line.flatMap((code) => byCode.get(code) ?? []);
    if (stops.length < 3) return;
    for (const [direction, order] of [stops, [...stops].reverse()].entries()) {
      const id = `TRAIN-${22001 + number * 2 + direction}`;
      const departSec = 27 * HOUR;
      addTrip(draft, { id, mode: 'rail', workdaysOnly: false, departSec, stops: order, haltMinutes: 30 });
    }
  });
  const rotation = CARRIER_AIRPORTS.map((code) => byCode.get(code) as number);
  for (const [direction, order] of [rotation, [...rotation].reverse()].entries()) {
    const stops = [...order, order[0]];
    const departSec = 26.5 * HOUR;
    addTrip(draft, { id: `AIR-${direction + 1}`, mode: 'air', workdaysOnly: false, departSec, stops, haltMinutes: 75 });
  }
}

function isWithin(draft: FeedDraft, from: number, to: number, kmMax: number): boolean {
  const [a, b] = [draft.facilities[from], draft.facilities[to]];
  return Math.hypot((a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180), a.lat - b.lat) * 111.2 <= kmMax;
}

interface StationStop extends Stop {
  readonly facility: number;
}

function addStations(
  draft: FeedDraft,
  areas: readonly PostalArea[],
  sortCentres: readonly number[],
  parcels: number,
): Map<string, number> {
  const urban = areas.filter((area) => area.urban);
  const centres = sortCentres.map((centre) => draft.facilities[centre]);
  const bySort = groupBy(urban.keys(), (i) => sortCentres[nearest(urban[i], centres)]);
  const sortCentreOfPin = new Map<string, number>();
  for (const [centre, list] of [...bySort].sort((a, b) => a[0] - b[0])) {
    const groups = groupStops(
      list.map((i) => urban[i]),
      CODES_PER_STATION,
    );
    const served = new Map<number, readonly PostalArea[]>();
    const stops = groups.map((group): StationStop => {
      const first = group[0];
      const facility = draft.facilities.length;
      draft.facilities.push({
        id: `DS-${first.pin}`,
        name: `Delivery station ${first.pin} (synthetic)`,
        kind: 'delivery_station',
        pin: first.pin,
        lon: Math.round(first.lon * 1e5) / 1e5,
        lat: Math.round(first.lat * 1e5) / 1e5,
        sortMinutes: 30,
        handlingCost: 1.2,
        parcelsPerHour: 0,
      });
      served.set(facility, group);
      for (const area of group) {
        sortCentreOfPin.set(area.pin, centre);
        draft.pickups.push({ facility: centre, pin: area.pin, acceptBySec: 20 * HOUR });
      }
      return { facility, lon: first.lon, lat: first.lat };
    });
    addStationRuns(draft, { centre, stops, served, parcels });
  }
  return sortCentreOfPin;
}

interface StationPlan {
  readonly centre: number;
  readonly stops: readonly StationStop[];
  readonly served: ReadonlyMap<number, readonly PostalArea[]>;
  readonly parcels: number;
}

function addStationRuns(draft: FeedDraft, { centre, stops, served, parcels }: StationPlan): void {
  groupStops(stops, STATION_CALLS_MAX).forEach((group, number) => {
    const trip = addTrip(draft, {
      id: `DSRUN-${idOf(draft, centre)}-${number + 1}`,
      mode: 'road',
      workdaysOnly: false,
      departSec: 5 * HOUR,
      stops: [centre, ...walkOrder(draft.facilities[centre], group).map(({ facility }) => facility)],
      haltMinutes: 12,
      kmh: 38,
    });
    for (const call of trip.calls.slice(1)) {
      const areas = served.get(call.facility) as readonly PostalArea[];
      const share = areas.reduce((sum, area) => sum + area.share, 0);
      const ready = call.arriveSec + 1800;
      for (const { pin } of areas) {
        draft.deliveries.push({
          facility: call.facility,
          pin,
          workdaysOnly: false,
          loadBySec: ready <= 13 * HOUR ? Math.max(9 * HOUR, ready) : 9 * HOUR,
          deliverBySec: 21 * HOUR,
          extraDays: 0,
          parcelsPerDay: Math.max(60, Math.ceil(parcels * share * STATION_ROOM)),
          cost: 27,
          weightKgMax: 30,
          cod: true,
        });
      }
    }
  });
}

/** Id of a centre without its kind, e.g. `DEL2`. */
function idOf(draft: FeedDraft, facility: number): string {
  return draft.facilities[facility].id.slice(3);
}
