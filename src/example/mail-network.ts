import { distanceKm } from '../base/geo.js';
import { CITIES, POST_AIRPORTS, RAIL_LINES } from './cities.js';
import { addTrip, type DraftFacility, type FeedDraft, nearestFacilities } from './feed-draft.js';
import { addLocalRuns, type MailOffice } from './mail-runs.js';
import type { MailInput } from './mail-input.js';

/** The post's network: `hubCount` hubs come first among its facilities, then every office in the directory's order. */
export interface MailNetwork {
  readonly draft: FeedDraft;
  readonly hubCount: number;
  readonly hubOfPin: ReadonlyMap<string, number>;
}

/** Public counts: 94 national sorting hubs, 149 hubs inside circles and some parcel hubs; where they are is our choice. */
const LARGE_HUBS = 94;
const SMALL_HUBS = 170;
const LARGE_NEIGHBOURS = 6;
const HUB_SORT_MINUTES = 90;
const HOUR = 3600;

/** Codes on islands, which no lorry reaches. */
const ISLAND = /^(744|68255)/;

/** Circle, division and office make the tree; hubs, runs, times and room are synthetic. */
export function mailNetwork(input: MailInput): MailNetwork {
  const draft: FeedDraft = {
    party: 'indiapost',
    agency: 'India Post-style operator (offices real, timetable synthetic)',
    facilities: [],
    trips: [],
    deliveries: [],
    pickups: [],
  };
  addHubs(draft, input);
  const hubCount = draft.facilities.length;
  addLinehaul(draft, hubCount);
  const offices = addOffices(draft, input);
  const hubOfPin = addLocalRuns(draft, input, offices, hubCount);
  return { draft, hubCount, hubOfPin };
}

function addHubs(draft: FeedDraft, input: MailInput): void {
  const { offices, lon, lat } = input;
  const main = [...offices.keys()].filter((i) => offices[i]?.type !== 'BO');
  const heads = main.filter((i) => offices[i]?.type === 'HO' && !ISLAND.test(offices[i].pin));
  for (const city of CITIES.slice(0, LARGE_HUBS)) {
    const near = (i: number) => distanceKm(lon[i], lat[i], city.lon, city.lat);
    const office = main.reduce((best, i) => (near(i) < near(best) ? i : best), main[0]);
    draft.facilities.push(hubOf(`HUB-${city.code}`, `${city.name} mail hub`, office, input, 1.1));
  }
  const shareOfDivision = divisionShares(input);
  const kmToHub = heads.map((i) => nearestHubKm(draft, lon[i], lat[i]));
  for (let k = 0; k < SMALL_HUBS; k++) {
    let best = 0;
    const score = (h: number) =>
      (shareOfDivision.get(offices[heads[h]].division) ?? 0) * Math.min(250, kmToHub[h]) ** 1.5;
    for (let h = 1; h < heads.length; h++) if (score(h) > score(best)) best = h;
    const office = heads[best];
    const { pin, name } = offices[office];
    const hub = hubOf(`HUB-${pin}`, `${name} mail hub`, office, input, 0.9);
    draft.facilities.push(hub);
    heads.forEach((i, h) => {
      const km = distanceKm(lon[i], lat[i], hub.lon, hub.lat);
      kmToHub[h] = Math.min(kmToHub[h], km);
    });
  }
}

function hubOf(
  id: string,
  name: string,
  office: number,
  { offices, lon, lat }: MailInput,
  cost: number,
): DraftFacility {
  return {
    id,
    name,
    kind: 'hub',
    pin: offices[office].pin,
    lon: lon[office],
    lat: lat[office],
    sortMinutes: HUB_SORT_MINUTES,
    handlingCost: cost,
    parcelsPerHour: 0,
  };
}

function divisionShares({ offices, areas }: MailInput): Map<string, number> {
  const shares = new Map<string, number>();
  for (const area of areas) {
    const { division } = offices[area.offices[0]];
    shares.set(division, (shares.get(division) ?? 0) + area.share);
  }
  return shares;
}

function nearestHubKm(draft: FeedDraft, lon: number, lat: number): number {
  return Math.min(...draft.facilities.map((hub) => distanceKm(lon, lat, hub.lon, hub.lat)));
}

/** Lorries between neighbouring hubs, mail trains of many calls and night flights between airports. */
function addLinehaul(draft: FeedDraft, hubCount: number): void {
  const hubByCode = new Map(draft.facilities.map((hub, i) => [hub.id.slice(4), i]));
  const islands = new Set(draft.facilities.flatMap((hub, i) => (ISLAND.test(hub.pin) ? [i] : [])));
  const large = [...Array(LARGE_HUBS).keys()].filter((hub) => !islands.has(hub));
  const small = [...Array(hubCount - LARGE_HUBS).keys()].map((i) => LARGE_HUBS + i);
  const pairs = new Set<string>();
  for (const hub of large) {
    for (const other of nearestFacilities(draft, hub, large, LARGE_NEIGHBOURS)) {
      pairs.add(`${hub}-${other}`).add(`${other}-${hub}`);
    }
  }
  for (const pair of pairs) {
    const [from, to] = pair.split('-').map(Number) as [number, number];
    addLorries(draft, from, to, [23.75, 11.5]);
  }
  for (const hub of small) {
    for (const other of nearestFacilities(draft, hub, large, 2)) {
      addLorries(draft, hub, other, [23.5, 11]);
      addLorries(draft, other, hub, [24.25, 12.5]);
    }
    for (const other of nearestFacilities(draft, hub, small, 1)) addLorries(draft, hub, other, [23.75]);
  }
  RAIL_LINES.forEach((line, number) => {
    const stops = line.flatMap((code) => hubByCode.get(code) ?? []);
    if (stops.length < 2) return;
    for (const [direction, order] of [stops, [...stops].reverse()].entries()) {
      addTrip(draft, {
        id: `RAIL-${12001 + number * 2 + direction}`,
        mode: 'rail',
        workdaysOnly: false,
        departSec: (((number + direction) % 2) * 11 + 12.5) * HOUR,
        stops: order,
        haltMinutes: 25,
      });
    }
  });
  const airports = POST_AIRPORTS.filter((code) => hubByCode.has(code));
  for (const from of airports) {
    for (const to of airports) {
      if (from === to) continue;
      const stops = [hubByCode.get(from), hubByCode.get(to)] as [number, number];
      const departSec = 27.5 * HOUR;
      addTrip(draft, { id: `AIR-${from}-${to}`, mode: 'air', workdaysOnly: false, departSec, stops, haltMinutes: 0 });
    }
  }
}

function addLorries(draft: FeedDraft, from: number, to: number, departHours: readonly number[]): void {
  const name = (hub: number) => draft.facilities[hub].id.slice(4);
  departHours.forEach((hour, run) => {
    // Spread over an hour, or every dock in the country would be full at one minute.
    const departSec = hour * HOUR + ((from * 7 + to * 13) % 12) * 300;
    const id = `ROAD-${name(from)}-${name(to)}-${run + 1}`;
    addTrip(draft, { id, mode: 'road', workdaysOnly: false, departSec, stops: [from, to], haltMinutes: 0 });
  });
}

function addOffices(draft: FeedDraft, { offices, lon, lat }: MailInput): MailOffice[] {
  const seen = new Map<string, number>();
  return offices.map((office, i) => {
    const number = (seen.get(office.pin) ?? 0) + 1;
    seen.set(office.pin, number);
    const branch = office.type === 'BO';
    const facility = draft.facilities.length;
    draft.facilities.push({
      id: `PO-${office.pin}-${number}`,
      name: office.name,
      kind: branch ? 'branch_office' : 'post_office',
      pin: office.pin,
      lon: lon[i],
      lat: lat[i],
      sortMinutes: branch ? 10 : 20,
      handlingCost: branch ? 0.4 : 0.6,
      parcelsPerHour: 0,
    });
    return { facility, office: i, lon: lon[i], lat: lat[i] };
  });
}
