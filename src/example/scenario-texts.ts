import { CITIES } from './cities.js';
import type { InterchangeTerms } from './agreement-text.js';
import { dayAfter, START } from './terms.js';

/** Cities with a sort centre and a hub in which parcels do not change hands yet; seven, as many as are opened. */
const NEW_POINTS = ['STV', 'NAG', 'IDR', 'CJB', 'COK', 'VTZ', 'LUH'];

/**
 * Scenarios of the example by file name: what the two carriers might try, and what might happen to them. Synthetic like
 * everything else; docs/scenarios.md explains the format.
 */
export function scenarioTexts(points: readonly InterchangeTerms[], start = START): Readonly<Record<string, string>> {
  return {
    'more-shared-capacity.yaml': `scenario: Half as much block space again
about: Every allotment of either carrier grows by half, on departures and in delivery rounds.
agreement:
  scale: { "capacity[*].kg": 1.5, "capacity[*].parcels": 1.5 }
`,
    'seven-more-points.yaml': `scenario: Seven more interchange points
about: Parcels change hands in seven more cities, each with the room of an average point.
agreement:
  add:
    interchange:
${NEW_POINTS.map((code) => pointText(code, points)).join('\n')}
`,
    'longer-windows.yaml': `scenario: Interchange around the clock
about: The evening window of every interchange point stays open until the morning one starts.
agreement:
  set: { "interchange[*].windows[2].close": "29:00" }
`,
    'dearer-tariff.yaml': `scenario: A quarter dearer linehaul
about: Each carrier charges the other a quarter more for linehaul.
agreement:
  scale: { "tariff.linehaul.per_kg[*]": 1.25 }
`,
    'festival-peak.yaml': `scenario: Festival peak
about: Six parcels for every ten more, and twice the express parcels on top in five large cities.
demand:
  - { times: 1.6 }
  - { times: 2, product: express, to: ["11", "40", "56", "60", "70"] }
`,
    'volume-times-three.yaml': `scenario: Three times the volume
about: Every parcel three times, over the timetable as it is.
demand: [{ times: 3 }]
`,
    'monsoon.yaml': `scenario: Monsoon in the east
about: From Bengal to Assam and Bihar road journeys take 40 per cent longer, and the trains of Tuesday stay away.
network:
  slow_roads: [{ times: 1.4, in: ["70-74", "78-79", "80-85"] }]
  cancel: [{ trips: "indiapost:RAIL-120*", on: ${dayAfter(start, 1)} }]
`,
    'sort-centre-closed.yaml': `scenario: Sort centre Patna closed
about: The carrier's only sort centre in Bihar is out of use, and with it the interchange point there.
network:
  close: [ats:SC-PAT]
`,
    'no-trains.yaml': `scenario: Two days without trains
about: No train of either carrier runs on Tuesday and Wednesday.
network:
  cancel: [{ trips: ["indiapost:RAIL-*", "ats:TRAIN-*"], on: Tue-Wed }]
`,
    'more-lorries.yaml': `scenario: Lorries that can be added
about: Up to two more lorries a day may be sent from Delhi and Mumbai on the carrier's usual trips, at what a run costs.
network:
  add_runs: [{ trips: ["ats:TRUCK-DEL-*", "ats:TRUCK-BOM-*"], runs_max: 2 }]
`,
  };
}

/** An interchange point with windows as the others have them, and the room of the middle one. */
function pointText(code: string, points: readonly InterchangeTerms[]): string {
  const rooms = points.map(({ parcelsPerWindow }) => parcelsPerWindow).sort((a, b) => a - b);
  const room = rooms[Math.floor(rooms.length / 2)] ?? 0;
  const windows =
    '{ days: Mon-Sat, open: "05:00", close: "09:00" }, { days: daily, open: "11:00", close: "15:00" }, ' +
    '{ days: daily, open: "18:00", close: "24:00" }';
  const name = CITIES.find((city) => city.code === code)?.name.replaceAll('_', ' ') ?? code;
  return `      - { id: IX-${code}, facilities: { ats: SC-${code}, indiapost: HUB-${code} }, windows: [${windows}], minutes: 60, parcels_per_window: ${room}, cutoff: { manifest_minutes: 45, grace_minutes: 15 } } # ${name}`;
}
