import { NONE } from '../base/none.js';
import type { Plan } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import { subjectOf, type Subject } from '../domain/subject.js';
import type { Workspace } from '../domain/workspace.js';
import { tallyCarriage } from './carriage.js';
import { capacityUse, type CapacityUse } from './capacity-use.js';
import { classesOf } from './classes.js';
import { figuresOf, SPOT_CO2_G_PER_TONNE_KM, type Figures } from './figures.js';
import { gapOf } from './gap.js';
import { interchangeUse, type InterchangeUse } from './interchange-use.js';
import { loadsOfClasses, type Loads } from './loads.js';
import { emptyCarriageTally, emptyParcelTally, tallyParcels, type CarriageTally, type ParcelTally } from './tally.js';

/** A plan with what its solver proved. Money in minor units. */
export interface SolvedPlan {
  readonly plan: Plan;
  readonly bound: number; // no plan can cost less
  readonly seconds: number;
  readonly rounds: readonly Round[]; // in order of time
}

/** Where the solver stood after some time. Money in minor units; the cost is that of the best whole-parcel plan. */
export interface Round {
  readonly seconds: number;
  readonly cost: number | undefined;
  readonly bound: number;
}

export interface SummaryInput {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly joint: SolvedPlan;
  /**
   * Plan of each party alone, by party index; its columns are as long as the shipments, other parties' rows are not
   * read. Empty when only the joint plan was made.
   */
  readonly alone: readonly SolvedPlan[];
}

/** What `summary.json` holds; docs/report.md explains every field. Money in major units, rounded to minor ones. */
export interface Summary extends Subject {
  readonly parcels: number;
  readonly onTime: number;
  readonly late: number;
  readonly unplanned: number;
  readonly cost: number;
  readonly bound: number;
  readonly gap: number | null; // (cost - bound) / bound
  readonly seconds: number;
  readonly saving: { readonly amount: number; readonly share: number } | null;
  readonly joint: PlanSummary;
  readonly alone: PlanSummary | null;
  readonly interchanges: readonly InterchangeUse[];
  readonly capacity: readonly CapacityUse[];
  readonly spotCo2GPerTonneKm: number;
}

/** One way of planning all parcels: of every party together, and of each. */
export interface PlanSummary {
  readonly bound: number;
  readonly gap: number | null;
  readonly seconds: number;
  readonly total: Figures;
  readonly parties: readonly Figures[]; // by party index
}

/** The summary together with the joint plan's loads, which it was counted from. */
export interface Summarised {
  readonly summary: Summary;
  readonly loads: Loads;
}

/** Everything that is told about a plan. O(parcels + classes x steps + departure legs), for each plan. */
export function summarise({ workspace, shipments, joint, alone }: SummaryInput): Summarised {
  const all = tallyPlan(workspace, shipments, joint.plan);
  const jointSummary = planSummary(workspace, [joint], all);
  const aloneSummary = alone.length === 0 ? null : aloneOf(workspace, shipments, alone);
  const { total } = jointSummary;
  const saved = aloneSummary === null ? 0 : aloneSummary.total.cost - total.cost;
  const summary: Summary = {
    ...subjectOf(workspace),
    parcels: total.parcels,
    onTime: total.onTime,
    late: total.late,
    unplanned: total.unplanned,
    cost: total.cost,
    bound: jointSummary.bound,
    gap: jointSummary.gap,
    seconds: jointSummary.seconds,
    saving:
      aloneSummary === null
        ? null
        : { amount: Math.round(saved * 100) / 100, share: ratio(saved, aloneSummary.total.cost) },
    joint: jointSummary,
    alone: aloneSummary,
    interchanges: interchangeUse(workspace, joint.plan, all.loads, all.classes),
    capacity: capacityUse(workspace, all.loads),
    spotCo2GPerTonneKm: SPOT_CO2_G_PER_TONNE_KM,
  };
  return { summary, loads: all.loads };
}

function tallyPlan(workspace: Workspace, shipments: Shipments, plan: Plan, onlyParty = NONE) {
  const classes = classesOf(workspace, shipments, plan, onlyParty);
  const loads = loadsOfClasses(workspace, plan, classes);
  return {
    classes,
    loads,
    parcels: tallyParcels(workspace, shipments, plan, onlyParty),
    carriage: tallyCarriage(workspace, shipments, { plan, classes, loads, onlyParty }),
  };
}

/** Alone, each party's vehicles carry its own parcels only, so each party's figures come from its own plan. */
function aloneOf(workspace: Workspace, shipments: Shipments, alone: readonly SolvedPlan[]): PlanSummary {
  const parcels: ParcelTally[] = [];
  const carriage: CarriageTally[] = [];
  alone.forEach(({ plan }, party) => {
    const tallied = tallyPlan(workspace, shipments, plan, party);
    parcels.push(tallied.parcels[party] ?? emptyParcelTally());
    carriage.push(tallied.carriage[party] ?? emptyCarriageTally());
  });
  return planSummary(workspace, alone, { parcels, carriage });
}

function planSummary(
  workspace: Workspace,
  solved: readonly SolvedPlan[],
  tallies: { readonly parcels: readonly ParcelTally[]; readonly carriage: readonly CarriageTally[] },
): PlanSummary {
  const total = figuresOf(workspace, tallies.parcels, tallies.carriage);
  const bound = sum(solved.map((one) => one.bound)) / workspace.minorPerMajor;
  return {
    bound,
    gap: gapOf(total.cost, bound),
    seconds: sum(solved.map((one) => one.seconds)),
    total,
    parties: tallies.parcels.map((one, party) =>
      figuresOf(workspace, [one], [tallies.carriage[party] ?? emptyCarriageTally()]),
    ),
  };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
