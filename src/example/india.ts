import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agreementText } from './agreement-text.js';
import { carrierNetwork, type CarrierNetwork } from './carrier-network.js';
import { CITIES } from './cities.js';
import { postalAreas } from './demand.js';
import type { FeedDraft } from './feed-draft.js';
import { writeFeed } from './feed-files.js';
import { mailNetwork, type MailNetwork } from './mail-network.js';
import { readOffices } from './offices.js';
import { postalCodesText } from './postal-codes.js';
import { type Placing, repairOffices } from './repair.js';
import { notesOf, settingsText } from './settings-text.js';
import { writeExampleShipments } from './shipments.js';
import { scenarioTexts } from './scenario-texts.js';
import { type FreeFlowTotals, type InterchangePoint, type Origin, originsOf, sizeNetworks } from './sizing.js';
import type { Doubt } from './suspects.js';
import { START } from './terms.js';

export interface IndiaOptions {
  readonly out: string; // folder; made when absent
  readonly parcels: number; // joint parcels of the day; own-product parcels come on top
  readonly seed: number;
  /** First day of the timetable, on the afternoon of which parcels are ready. */
  readonly start?: string | undefined; // YYYY-MM-DD
}

/** What was made. */
export interface ExampleSummary {
  readonly offices: number;
  readonly postalCodes: number;
  readonly doubts: Readonly<Record<Doubt, number>>; // offices by what was wrong with their coordinate
  readonly placings: Readonly<Record<Placing, number>>; // offices by where they were set
  readonly hubs: number;
  readonly fulfilmentCentres: number;
  readonly sortCentres: number;
  readonly deliveryStations: number;
  readonly interchanges: number;
  readonly trips: number;
  readonly calls: number;
  readonly linehaul: FreeFlowTotals; // legs of the horizon, and how many the plan without capacities overloads
  readonly shipments: number;
  readonly ownShipments: number;
  readonly kg: number;
  readonly codShare: number;
  readonly notes: readonly string[];
}

/**
 * Writes the example workspace: India's real post offices, everything else generated from the seed. The same options
 * give the same bytes. See docs/example.md for what is real and how the rest is made.
 */
export async function makeIndia({ out, parcels, seed, start = START }: IndiaOptions): Promise<ExampleSummary> {
  const offices = readOffices();
  const repaired = repairOffices(offices);
  const { lon, lat } = repaired;
  const areas = postalAreas(offices, lon, lat);
  const mail = mailNetwork({ offices, lon, lat, areas, parcels });
  const carrier = carrierNetwork(areas, parcels);
  const interchanges = interchangePoints(mail, carrier);
  const linehaul = sizeNetworks({ mail, carrier, areas, interchanges, parcels, seed });

  mkdirSync(out, { recursive: true });
  const notes = notesOf(repaired, offices.length);
  writeFileSync(join(out, 'interline.yaml'), settingsText(notes, start));
  writeFileSync(join(out, 'postal_codes.csv'), postalCodesText(areas, offices));
  const terms = interchanges.map(({ id, hub, sortCentre, parcelsPerWindow }) => ({
    id,
    carrierStop: idOf(carrier.draft, sortCentre),
    postStop: idOf(mail.draft, hub),
    parcelsPerWindow,
  }));
  writeFileSync(join(out, 'agreement.yaml'), agreementText(terms, start));
  mkdirSync(join(out, 'scenarios'), { recursive: true });
  for (const [file, text] of Object.entries(scenarioTexts(terms, start))) {
    writeFileSync(
      join(out, 'scenarios', file),
      `# Generated example: synthetic, like the networks it changes.\n${text}`,
    );
  }
  writeFeed(join(out, 'ats'), carrier.draft, start);
  writeFeed(join(out, 'indiapost'), mail.draft, start);
  const [centres, hubs] = originsOf({ mail, carrier, areas });
  const partyOrigins = (draft: FeedDraft, origins: readonly Origin[]) => ({
    stopIds: origins.map(({ facility }) => idOf(draft, facility)),
    origins,
  });
  const totals = await writeExampleShipments({
    file: join(out, 'shipments.parquet'),
    areas,
    carrier: partyOrigins(carrier.draft, centres),
    post: partyOrigins(mail.draft, hubs),
    parcels,
    seed,
    start,
  });
  const trips = [...mail.draft.trips, ...carrier.draft.trips];
  return {
    offices: offices.length,
    postalCodes: areas.length,
    doubts: repaired.doubts,
    placings: repaired.placings,
    hubs: mail.hubCount,
    fulfilmentCentres: carrier.fulfilmentCount,
    sortCentres: carrier.sortCount,
    deliveryStations: carrier.draft.facilities.filter(({ kind }) => kind === 'delivery_station').length,
    interchanges: interchanges.length,
    trips: trips.length,
    calls: trips.reduce((sum, trip) => sum + trip.calls.length, 0),
    linehaul,
    ...totals,
    notes,
  };
}

/** Where the two networks meet: the mail hub and the first sort centre of the same city. */
function interchangePoints(mail: MailNetwork, carrier: CarrierNetwork): InterchangePoint[] {
  const facilityOf = (draft: FeedDraft, id: string) => draft.facilities.findIndex((facility) => facility.id === id);
  return CITIES.filter((city) => city.interchange).map(({ code }) => ({
    id: `IX-${code}`,
    hub: facilityOf(mail.draft, `HUB-${code}`),
    sortCentre: facilityOf(carrier.draft, `SC-${code}`),
    parcelsPerWindow: 0,
  }));
}

function idOf(draft: FeedDraft, facility: number): string {
  return draft.facilities[facility].id;
}
