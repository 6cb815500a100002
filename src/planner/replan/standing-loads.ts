import { NONE } from '../../base/none.js';
import { wholeUnits } from '../../domain/block-space.js';
import type { OpenedRun, Plan } from '../../domain/plan.js';
import type { Access } from '../network/access.js';
import type { KeptParcels } from './kept-parcels.js';
import { GRAMS, MILLILITRES, PARCELS, ScarceKeys, type VisitScarce } from '../compile/scarce.js';
import type { Taken } from '../compile/taken.js';
import { TRANSFER } from '../network/timetable.js';

const MEASURES = 3; // GRAMS, MILLILITRES, PARCELS

/** What parcels take of everything that is scarce, by key; optional runs of the plan add to it. */
export class StandingLoads {
  readonly taken: Taken;
  private readonly over = new Map<number, number>(); // how much more is taken than there is
  private readonly keys: ScarceKeys;
  private readonly row: number; // numbers for one leg or round: [party * MEASURES + measure]

  constructor(
    private readonly access: Access,
    private readonly plan: Plan,
    private readonly kept: KeptParcels,
    openedRuns: readonly OpenedRun[],
  ) {
    this.keys = new ScarceKeys(access);
    this.taken = this.keys.noneTaken();
    this.row = access.workspace.parties.length * MEASURES;
    this.addRuns(openedRuns);
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

  /**
   * Adds all parcels at once: `counts` [(part * parties + party) * bands + band]. Legs and rounds are summed up before
   * anything is looked up. O(parts + steps + legs).
   */
  addAll(counts: Uint32Array): void {
    const { access, plan, kept, keys, row } = this;
    const { firstStep, stepWhat, stepDay } = plan.parts;
    const { network, calendar, parties, bands } = access.workspace;
    const width = parties.length * bands.length;
    const onLeg = new Float64Array(access.legOf.length * row);
    const unloaded = new Float64Array(access.legOf.length * row);
    const delivered = new Float64Array(network.facilities.count * calendar.dayCount * row);
    for (let part = 0; part < plan.parts.count; part++) {
      const amounts = this.amountsOf(counts.subarray(part * width, (part + 1) * width));
      if (amounts === undefined) continue;
      for (let step = firstStep[part]; step < firstStep[part + 1]; step++) {
        const leg = kept.placed.leg[step];
        if (leg === NONE) {
          const round = network.deliveries.facility[stepWhat[step]] * calendar.dayCount + stepDay[step];
          addRow(delivered, round * row, amounts);
          continue;
        }
        addRow(onLeg, leg * row, amounts);
        if (kept.unloadsAfter(part, step)) addRow(unloaded, leg * row, amounts);
      }
    }
    for (let leg = 0; leg < access.legOf.length; leg++) {
      if (!isEmpty(onLeg, leg * row, row)) keys.visitRide(leg, this.taker(onLeg, leg * row));
      if (!isEmpty(unloaded, leg * row, row)) keys.visitUnload(leg, this.taker(unloaded, leg * row));
    }
    for (let round = 0; round * row < delivered.length; round++) {
      if (isEmpty(delivered, round * row, row)) continue;
      const day = round % calendar.dayCount;
      keys.visitDelivery((round - day) / calendar.dayCount, day, this.taker(delivered, round * row));
    }
  }

  /** Adds parcels that take a part, by party and band; negative ones are taken out. */
  add(part: number, cells: Int32Array): void {
    const amounts = this.amountsOf(cells);
    if (amounts !== undefined && part !== NONE) this.visitPart(part, this.taker(amounts, 0));
  }

  /** [party * MEASURES + measure] of parcels by party and band; undefined when there are none. */
  private amountsOf(cells: Uint32Array | Int32Array): Float64Array | undefined {
    const { bands } = this.access.workspace;
    let amounts: Float64Array | undefined;
    for (let cell = 0; cell < cells.length; cell++) {
      const parcels = cells[cell];
      if (parcels === 0) continue;
      amounts ??= new Float64Array(this.row);
      const { g, ml } = bands[cell % bands.length];
      const at = Math.floor(cell / bands.length) * MEASURES;
      amounts[at + GRAMS] += parcels * g;
      amounts[at + MILLILITRES] += parcels * ml;
      amounts[at + PARCELS] += parcels;
    }
    return amounts;
  }

  /** A visitor that adds the amounts from `first` on to what it is told of. */
  private taker(amounts: Float64Array, first: number): VisitScarce {
    return (key, measure, partnersOf, capacity) => {
      let amount = 0;
      for (let party = 0; party * MEASURES < this.row; party++) {
        if (party !== partnersOf) amount += amounts[first + party * MEASURES + measure];
      }
      if (amount === 0) return;
      const taken = this.taken.add(key, amount);
      if (taken > capacity) this.over.set(key, taken - capacity);
      else this.over.delete(key);
    };
  }

  private visitPart(part: number, visit: VisitScarce): void {
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
      this.taken.add(at * 4 + GRAMS, -runs * wholeUnits(vehicles.capacityKg[vehicle] * 1000));
      this.taken.add(at * 4 + MILLILITRES, -runs * wholeUnits(vehicles.capacityLitres[vehicle] * 1000));
    }
  }
}

function addRow(into: Float64Array, first: number, amounts: Float64Array): void {
  for (let i = 0; i < amounts.length; i++) into[first + i] = into[first + i] + amounts[i];
}

function isEmpty(amounts: Float64Array, first: number, length: number): boolean {
  for (let i = first; i < first + length; i++) if (amounts[i] !== 0) return false;
  return true;
}
