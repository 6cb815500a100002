import { formatDate } from '../../base/civil-time.js';
import { routeOf, type Plan, type Step } from '../../domain/plan.js';
import type { PlannedStep } from '../../domain/shipment-exception.js';
import type { Workspace } from '../../domain/workspace.js';

/** The planned route of a shipment as the events that will show it, in order; none when it takes no route. */
export function plannedSteps(workspace: Workspace, plan: Plan, shipment: number): PlannedStep[] {
  const steps = routeOf(plan, shipment);
  return steps.flatMap((step, index) => {
    if (step.kind === 'ride') return rideSteps(workspace, step, steps[index - 1], steps[index + 1]);
    return step.kind === 'transfer' ? transferSteps(workspace, step) : deliverySteps(workspace, step);
  });
}

type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** A departure where it is loaded, an arrival where it is unloaded; aboard there is nothing to see. */
function rideSteps(
  workspace: Workspace,
  ride: StepOf<'ride'>,
  before: Step | undefined,
  after: Step | undefined,
): PlannedStep[] {
  const { calendar, network } = workspace;
  const { trips, calls } = network;
  const stays = (other: Step | undefined, call: number): boolean =>
    other?.kind === 'ride' && other.trip === ride.trip && other.day === ride.day && other.call === call;
  const first = trips.firstCall[ride.trip] + ride.call;
  const dayStart = calendar.dayStartSec[ride.day];
  const what = `${trips.id[ride.trip]} of ${formatDate(calendar.firstDay + ride.day)}`;
  const steps: PlannedStep[] = [];
  if (!stays(before, ride.call - 1)) {
    const atMs = instantOf(workspace, dayStart + calls.departSec[first]);
    steps.push({ kind: 'departed', place: placeOf(workspace, calls.facility[first]), atMs, what });
  }
  if (!stays(after, ride.call + 1)) {
    const atMs = instantOf(workspace, dayStart + calls.arriveSec[first + 1]);
    steps.push({ kind: 'arrived', place: placeOf(workspace, calls.facility[first + 1]), atMs, what });
  }
  return steps;
}

function transferSteps(workspace: Workspace, { interchange, direction, sec }: StepOf<'transfer'>): PlannedStep[] {
  const terms = workspace.agreement?.interchanges[interchange];
  const way = terms?.directions[direction];
  if (terms === undefined || way === undefined) return [];
  const [giving, receiving] = [terms.facilities.get(way.from), terms.facilities.get(way.to)];
  if (giving === undefined || receiving === undefined) return [];
  const what = `tender at ${terms.id}`;
  const [tenderMs, readyMs] = [instantOf(workspace, sec), instantOf(workspace, sec + terms.transferSec)];
  return [
    { kind: 'tendered', place: placeOf(workspace, giving), atMs: tenderMs, what },
    { kind: 'received', place: placeOf(workspace, receiving), atMs: readyMs, what },
  ];
}

function deliverySteps(workspace: Workspace, { delivery, day }: StepOf<'deliver'>): PlannedStep[] {
  const { calendar, network } = workspace;
  const { deliveries } = network;
  const place = placeOf(workspace, deliveries.facility[delivery]);
  const what = `round of ${formatDate(calendar.firstDay + day)}`;
  const lastDay = calendar.dayStartSec[day + deliveries.extraDays[delivery]];
  const loadMs = instantOf(workspace, calendar.dayStartSec[day] + deliveries.loadBySec[delivery]);
  const deliverMs = instantOf(workspace, lastDay + deliveries.deliverBySec[delivery]);
  return [
    { kind: 'out_for_delivery', place, atMs: loadMs, what },
    { kind: 'delivered', place, atMs: deliverMs, what },
  ];
}

function placeOf({ parties, network }: Workspace, facility: number): string {
  return `${parties[network.facilities.party[facility]].id}:${network.facilities.id[facility]}`;
}

function instantOf({ calendar }: Workspace, sec: number): number {
  return calendar.startMs + sec * 1000;
}
