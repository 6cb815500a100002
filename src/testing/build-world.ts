import { calendarOf } from '../base/civil-time.js';
import type { Shipments } from '../domain/shipments.js';
import type { Product, Workspace } from '../domain/workspace.js';
import { buildAgreement } from './build-agreement.js';
import { buildNetwork } from './build-network.js';
import { buildShipments } from './build-shipments.js';
import { clockSec } from './world-sketch.js';
import type { Names, WorldSketch } from './world-sketch.js';

export interface World {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
}

/** The workspace and the shipments of a sketch. Throws when the sketch names something it does not draw. */
export function buildWorld(sketch: WorldSketch): World {
  const names = namesOf(sketch);
  const products = (sketch.products ?? [{ id: 'standard' }]).map(productOf);
  const days = sketch.days ?? 3;
  const calendar = calendarOf(sketch.timezone ?? 'Asia/Kolkata', sketch.start ?? '2026-11-23', days);
  const workspace: Workspace = {
    name: 'Sketch for a test (synthetic)',
    synthetic: true,
    calendar,
    currency: 'INR',
    minorPerMajor: 100,
    plannedAtSec: clockSec(sketch.plannedAt ?? '00:00'),
    parties: names.parties.map((id) => ({ id, name: id })),
    products,
    bands: sketch.bands ?? [
      { g: 1000, ml: 5000 },
      { g: 5000, ml: 25000 },
    ],
    network: buildNetwork(sketch, names, days),
    agreement: buildAgreement(sketch, names, products),
    notes: [],
  };
  return { workspace, shipments: buildShipments(sketch, names, products) };
}

function namesOf(sketch: WorldSketch): Names {
  const codes = new Set<string>();
  const facilities = sketch.facilities.map((facility) => facility.id);
  for (const facility of sketch.facilities) if (facility.code !== undefined) codes.add(facility.code);
  for (const row of [...(sketch.deliveries ?? []), ...(sketch.pickups ?? [])]) codes.add(row.code);
  for (const shipment of sketch.shipments ?? []) {
    codes.add(shipment.to);
    if (!facilities.includes(shipment.from)) codes.add(shipment.from);
  }
  return {
    parties: sketch.parties ?? ['ats', 'post'],
    facilities,
    trips: (sketch.trips ?? []).map((trip) => trip.id),
    codes: [...codes],
  };
}

function productOf(product: Partial<Product> & { readonly id: string }): Product {
  return { days: 2, latePerDay: 5000, spot: undefined, unplannedCost: 100_000, ...product };
}
