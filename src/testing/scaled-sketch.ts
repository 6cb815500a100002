import type { WorldSketch } from './world-sketch.js';

/** Whole multiples of what a sketch draws. */
export interface Factors {
  readonly demand: number; // shipments
  readonly capacity: number; // of vehicles, facilities, windows, offices and blocks, and of own traffic
  readonly runCost: number; // of optional runs, whose capacity is that of their vehicle
}

/**
 * A sketch with more of everything. Blocks of parcels that are a share of an office's day become four parcels, because
 * shares are rounded down to whole parcels and so do not scale.
 */
export function scaledSketch(sketch: WorldSketch, { demand, capacity, runCost }: Factors): WorldSketch {
  const scaled = <T extends object>(rows: readonly T[] | undefined, ...names: (keyof T)[]): T[] =>
    (rows ?? []).map((row) => names.reduce((more, name) => withMore(more, name, capacity), row));
  const clauses = (sketch.capacity ?? []).map((clause) =>
    typeof clause.parcels === 'string' ? { ...clause, parcels: 4 } : clause,
  );
  return {
    ...sketch,
    facilities: scaled(sketch.facilities, 'perHour'),
    trips: scaled(sketch.trips, 'kg', 'litres'),
    ownTraffic: scaled(sketch.ownTraffic, 'kg', 'litres'),
    options: (sketch.options ?? []).map((option) => ({ ...option, cost: option.cost * runCost })),
    deliveries: scaled(sketch.deliveries, 'perDay'),
    interchanges: scaled(sketch.interchanges, 'perWindow'),
    ...(sketch.capacity ? { capacity: scaled(clauses, 'kg', 'litres', 'parcels') } : {}),
    shipments: (sketch.shipments ?? []).map((row) => ({ ...row, count: (row.count ?? 1) * demand })),
  };
}

/** The row with a multiple of one of its numbers; as it is where that is absent or a share. */
function withMore<T extends object>(row: T, name: keyof T, factor: number): T {
  const value = row[name];
  return typeof value === 'number' ? { ...row, [name]: value * factor } : row;
}
