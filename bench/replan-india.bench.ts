import { checkPlan } from '#interline/audit/check-plan.js';
import { routeOf, type Plan } from '#interline/domain/plan.js';
import type { Workspace } from '#interline/domain/workspace.js';
import { readShipments } from '#interline/feed/shipments/read-shipments.js';
import { readWorkspace } from '#interline/feed/read-workspace.js';
import { accessOf } from '#interline/planner/network/access.js';
import { StandingPlan } from '#interline/planner/replan/replan.js';
import { timetableOf } from '#interline/planner/network/timetable.js';
import { ScopePlanner, nowMs } from '#interline/workers/plan-scope.js';
import type { Bench } from './bench.js';
import { indiaFolder } from './india-folder.js';
import { GAP, THREADS } from './solve-linehaul.js';

const PARCELS = 1_000_000;
const SEED = 1;
const GOAL_MS = 1000;
const NEW_PARCELS = 1000;
const RUNS = 3;
const ROUNDS = 12; // a few parcels among many: what is left to gain is nothing beside the whole
const OPTIONS = { gap: GAP, roundsMax: ROUNDS, stop: () => false, onRound: () => undefined };

/** A plan of the India example is made again around what still stands. */
export const bench: Bench = {
  name: 'replan-india',
  about: `the India example with ${PARCELS.toLocaleString('en')} shared parcels planned again after a change; everything else stays put`,
  async run(context) {
    const dir = await indiaFolder(PARCELS, SEED);
    const { workspace, shipmentsFile } = await readWorkspace(dir);
    const { shipments } = await readShipments(shipmentsFile, workspace);
    const limits = { gap: GAP, roundsMax: 1000, threads: THREADS, endsAtMs: nowMs() + 1e6, stop: () => false };
    const access = accessOf(workspace, timetableOf(workspace));
    const { plan } = await new ScopePlanner(access, shipments).plan('joint', {
      ...limits,
      onProgress: () => undefined,
    });
    const everyone = new Uint8Array(shipments.count).fill(1);

    await context.measure('laid out: what stays, and what it takes', async () => {
      return new StandingPlan(access, shipments, { plan, known: everyone });
    });
    const { dayCount } = workspace.calendar;
    const departures = departuresByParcels(workspace, plan);
    for (const [name, departure] of [
      ['busiest departure cancelled', departures[0]],
      ['hundredth busiest departure cancelled', departures[99]],
    ] as const) {
      const [trip, day] = [Math.floor(departure / dayCount), departure % dayCount];
      const spares = Array.from({ length: RUNS }, () => new StandingPlan(access, shipments, { plan, known: everyone }));
      const cancelled = await context.measure(
        name,
        () => {
          const standing = spares.pop();
          standing?.cancel(trip, day);
          return standing?.replan(OPTIONS) ?? Promise.reject(new Error('one standing plan for each run'));
        },
        { warmups: 0, runs: RUNS, goalMs: GOAL_MS },
      );
      context.figure('  parcels planned anew', cancelled.result.planned.length);
      const without = cancelledIn(workspace, trip, day);
      context.check(checkPlan(without, shipments, cancelled.result.plan).length === 0, 'the plan after a cancellation');
    }

    const known = everyone.slice();
    for (let i = 0; i < NEW_PARCELS; i++) known[(i * 7919 + 17) % shipments.count] = 0;
    const standing = new StandingPlan(access, shipments, { plan, known });
    const label = `${NEW_PARCELS.toLocaleString('en')} parcels added`;
    const added = await context.measure(label, () => standing.replan(OPTIONS), { goalMs: GOAL_MS });
    context.check(added.result.planned.length === NEW_PARCELS, 'only the new parcels are planned anew');
    context.check(checkPlan(workspace, shipments, added.result.plan).length === 0, 'the plan with more parcels');
  },
};

/** Departures (trip * days + day) in order of how many parcels ride them, the most first. */
function departuresByParcels({ network, calendar }: Workspace, plan: Plan): number[] {
  const parcels = new Uint32Array(network.trips.runs.length);
  for (let row = 0; row < plan.lastMile.length; row++) {
    const departures = routeOf(plan, row).flatMap((step) =>
      step.kind === 'ride' ? [step.trip * calendar.dayCount + step.day] : [],
    );
    for (const departure of new Set(departures)) parcels[departure]++;
  }
  return [...parcels.keys()].sort((a, b) => parcels[b] - parcels[a]);
}

function cancelledIn(workspace: Workspace, trip: number, day: number): Workspace {
  const { network, calendar } = workspace;
  const trips = { ...network.trips, runs: network.trips.runs.with(trip * calendar.dayCount + day, 0) };
  return { ...workspace, network: { ...network, trips } };
}
