import type { z } from '@hono/zod-openapi';
import type { PlannedStep } from '../../domain/shipment-exception.js';
import { listAssignments } from '../../store/plans/assignments.js';
import { listPlanFiles } from '../../store/plans/plan-files.js';
import { findPlanRoute, listRouteChanges } from '../../store/plans/plans.js';
import * as wire from '../../wire/plans/plans.js';
import { noteAudit } from '../people/audit.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import { DepartureNames } from './departure-names.js';
import { differenceOf } from './plan-difference.js';
import { getPlan, getSucceeded } from './plans.js';
import { FLOWS_FILE } from './planning-work.js';
import { tarArchive } from './tar-archive.js';

type WireRoute = z.infer<typeof wire.PlannedRouteSchema>;

/** What a plan says of a party's own shipments. */
export function servePlanRoutes(operations: OperationServer): void {
  const { reference } = operations.server;
  const names = new DepartureNames(reference.workspace);
  operations.serve(wire.getPlanRoute, ({ input, run }) =>
    run(async (tx) => {
      const plan = await getPlan(tx, input.params.id);
      const route = plan.state === 'succeeded' ? await findPlanRoute(tx, plan.id, input.params.shipment) : undefined;
      if (route === undefined) throw new ProblemError('not_found');
      const assigned = (await listAssignments(tx, route.shipment_id)).find(
        ({ replacedAt }) => replacedAt === undefined,
      );
      return {
        plan_id: plan.id,
        shipment_id: route.shipment_id,
        status: route.status as WireRoute['status'],
        carried_by: route.carried_by as WireRoute['carried_by'],
        reason: route.reason,
        due_at: route.due_at.toISOString(),
        arrives_at: route.arrives_at?.toISOString() ?? null,
        cost_minor: Math.round(route.cost_minor),
        assigned: assigned?.planId === plan.id,
        steps: timetableOf(names, route.steps as unknown as PlannedStep[]),
      };
    }),
  );
  operations.serve(wire.exportPlan, ({ input, run, ...request }) =>
    run(async (tx) => {
      const { acting } = request;
      const { id } = await getSucceeded(tx, input.params.id);
      const files = (await listPlanFiles(tx, id, acting.partyId)).filter(({ name }) => name !== FLOWS_FILE);
      if (files.length === 0)
        throw new ProblemError('conflict', 'The plan was made outside this server, and its files are there.');
      await noteAudit(tx, request, { action: 'data.exported', subject: id, details: { what: 'plan' } });
      return tarArchive(files.map(({ name, bytes }) => ({ name: `plan/${name}`, bytes })));
    }),
  );
  operations.serve(wire.comparePlans, ({ input, run }) =>
    run(async (tx) => {
      const before = await getSucceeded(tx, input.params.id);
      const after = await getSucceeded(tx, input.query.with);
      const changes = await listRouteChanges(tx, before.id, after.id);
      return { before: before.id, after: after.id, ...differenceOf(names, changes) };
    }),
  );
}

/** Steps with the names of places and departures, and who has the shipment from each on. */
function timetableOf(names: DepartureNames, steps: readonly PlannedStep[]): WireRoute['steps'] {
  return steps.map(({ kind, place, atMs, what }) => {
    const [party] = place.split(':');
    const known = names.place(place);
    const [, trip] = /^(.*) of \d{4}-\d{2}-\d{2}$/.exec(what) ?? [];
    const isRide = kind === 'departed' || kind === 'arrived';
    const title = isRide && trip !== undefined ? names.trip(`${party}:${encodeURIComponent(trip)}`) : undefined;
    return {
      kind,
      place,
      place_name: known?.name ?? place,
      location: known?.location ?? null,
      at: new Date(atMs).toISOString(),
      what,
      name: title?.name ?? null,
      mode: title?.mode ?? null,
      custodian: kind === 'delivered' ? null : party,
    };
  });
}
