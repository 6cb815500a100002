import { NONE } from '../base/none.js';
import { wholeUnits } from '../domain/block-space.js';
import type { OpenedRun, Plan } from '../domain/plan.js';
import type { Access } from './access.js';
import type { KeptParcels } from './kept-parcels.js';
import { GRAMS, MILLILITRES, ScarceKeys } from './scarce.js';
import { TRANSFER } from './timetable.js';

/** What parcels take of everything that is scarce, by key; optional runs of the plan add to it. */
export class StandingLoads {
  readonly taken = new Map<number, number>();
  private readonly over = new Map<number, number>(); // how much more is taken than there is
  private readonly keys: ScarceKeys;

  constructor(
    private readonly access: Access,
    private readonly plan: Plan,
    private readonly kept: KeptParcels,
    openedRuns: readonly OpenedRun[],
  ) {
    this.keys = new ScarceKeys(access);
    this.addRuns(openedRuns);
  }

  /** Adds parcels: `counts` [(part * parties + party) * bands + band]. */
  addParts(counts: Uint32Array): void {
    const { workspace } = this.access;
    const width = workspace.parties.length * workspace.bands.length;
    for (let part = 0; part < this.plan.parts.count; part++) {
      const cells = counts.subarray(part * width, (part + 1) * width);
      if (cells.some((parcels) => parcels > 0)) this.add(part, cells);
    }
  }

  /** True when more of anything is taken than there is. */
  get anyOver(): boolean {
    return this.over.size > 0;
  }

  /** True when a part uses anything of which more is taken than there is. */
  isOver(part: number): boolean {
    if (part === NONE) return false;
    let found = false;
    this.visitPart(part, (key) => (found ||= (this.over.get(key) ?? 0) > 0));
    return found;
  }

  /** Adds parcels that take a part, by party and band; negative ones are taken out. */
  add(part: number, cells: ArrayLike<number>): void {
    const { bands } = this.access.workspace;
    this.visitPart(part, (key, measure, partnersOf, capacity) => {
      let amount = 0;
      for (let cell = 0; cell < cells.length; cell++) {
        if (cells[cell] === 0 || Math.floor(cell / bands.length) === partnersOf) continue;
        const { g, ml } = bands[cell % bands.length];
        amount += cells[cell] * (measure === GRAMS ? g : measure === MILLILITRES ? ml : 1);
      }
      if (amount === 0) return;
      const taken = (this.taken.get(key) ?? 0) + amount;
      this.taken.set(key, taken);
      if (taken > capacity) this.over.set(key, taken - capacity);
      else this.over.delete(key);
    });
  }

  private visitPart(part: number, visit: Parameters<ScarceKeys['visitRide']>[1]): void {
    const { kept, keys, plan } = this;
    const { firstStep, stepWhat, stepDay } = plan.parts;
    const { facility } = this.access.workspace.network.deliveries;
    for (let step = firstStep[part]; step < firstStep[part + 1]; step++) {
      const leg = kept.placed.leg[step];
      if (leg === NONE) {
        keys.visitDelivery(facility[stepWhat[step]], stepDay[step], visit);
        continue;
      }
      keys.visitRide(leg, visit);
      if (kept.unloadsAfter(part, step)) keys.visitUnload(leg, visit);
    }
  }

  private addRuns(openedRuns: readonly OpenedRun[]): void {
    if (openedRuns.length === 0) return;
    const { timetable, legOf, workspace } = this.access;
    const { options, trips, vehicles } = workspace.network;
    const runsOf = new Map<string, number>();
    for (const { option, day, runs } of openedRuns) {
      const key = `${options.trip[option]} ${day}`;
      runsOf.set(key, (runsOf.get(key) ?? 0) + runs);
    }
    for (let at = 0; at < legOf.length; at++) {
      const leg = legOf[at];
      const trip = timetable.what[leg];
      const runs = timetable.kind[leg] === TRANSFER ? undefined : runsOf.get(`${trip} ${timetable.day[leg]}`);
      if (runs === undefined) continue;
      const vehicle = trips.vehicle[trip];
      this.taken.set(at * 4 + GRAMS, -runs * wholeUnits(vehicles.capacityKg[vehicle] * 1000));
      this.taken.set(at * 4 + MILLILITRES, -runs * wholeUnits(vehicles.capacityLitres[vehicle] * 1000));
    }
  }
}
