import type { z } from '@hono/zod-openapi';
import { newId } from '../../store/database/ids.js';
import { findPlannedShipments } from '../../store/plans/plannable-shipments.js';
import {
  addPlan,
  cancelPlan,
  findPlan,
  findPlanPart,
  listPlanParts,
  listPlans,
  type PlanRow,
} from '../../store/plans/plans.js';
import { finishPlan } from '../../store/plans/plan-progress.js';
import type { Tx } from '../../store/database/store.js';
import * as wire from '../../wire/plans/plans.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import type { ServerContext } from '../context.js';
import { partyIdsOf } from '../agreements/agreement-version.js';
import { listOrganisations } from '../../store/people/organisations.js';
import { enqueue } from '../jobs/enqueue.js';
import { tellPlan } from './plan-job.js';
import { planOnWire } from './plan-on-wire.js';
import { MADE_BY_WORKSPACE } from '../example/workspace-plan.js';

/** Plans: asked for, looked at, cancelled, and travelled by. */
export function servePlans(operations: OperationServer): void {
  const { server } = operations;
  operations.serve(wire.createPlan, (request) => create(request, server));
  operations.serve(wire.listPlans, ({ input, run }) =>
    run(async (tx) => {
      const { limit, cursor, state } = input.query;
      const rows = await listPlans(tx, { limit: limit + 1, before: beforeOf(cursor, 'plan'), state });
      const own = await listPlanParts(
        tx,
        rows.map(({ id }) => id),
      );
      return pageOfRows(rows, limit, (row) => planOnWire(row, own.get(row.id)));
    }),
  );
  operations.serve(wire.getPlan, ({ input, run }) => run((tx) => toldPlan(tx, input.params.id)));
  operations.serve(wire.cancelPlan, ({ input, acting, now, run }) =>
    run(async (tx) => {
      const plan = await getPlan(tx, input.params.id);
      if (plan.requested_by !== acting.partyId)
        throw new ProblemError('conflict', 'Only who asked for it may cancel it.');
      if (plan.state !== 'queued' && plan.state !== 'running')
        throw new ProblemError('conflict', 'It has ended already.');
      await cancelPlan(tx, plan.id, now);
      if (plan.state === 'queued') await tellPlan(tx, plan, 'cancelled', now);
      return toldPlan(tx, plan.id);
    }),
  );
  operations.serve(wire.finishPlan, ({ input, acting, now, run }) =>
    run(async (tx) => {
      const plan = await getPlan(tx, input.params.id);
      if (plan.requested_by !== acting.partyId)
        throw new ProblemError('conflict', 'Only who asked for it may say that it is good enough.');
      if (plan.state !== 'running') throw new ProblemError('conflict', `The plan is ${plan.state}, not running.`);
      await finishPlan(tx, plan.id, now);
      return toldPlan(tx, plan.id);
    }),
  );
  operations.serve(wire.assignPlan, ({ input, acting, now, run }) =>
    run(async (tx) => {
      const plan = await getSucceeded(tx, input.params.id);
      await enqueue(tx, 'assign_plan', { plan: plan.id }, { now, key: `${plan.id} ${acting.partyId}` });
      return toldPlan(tx, plan.id);
    }),
  );
}

/** The plan, or a refusal that does not tell whether there is one. */
export async function getPlan(tx: Tx, id: string): Promise<PlanRow> {
  const found = await findPlan(tx, id);
  if (found === undefined) throw new ProblemError('not_found');
  return found;
}

/** A plan that was made. */
export async function getSucceeded(tx: Tx, id: string): Promise<PlanRow> {
  const plan = await getPlan(tx, id);
  if (plan.state !== 'succeeded')
    throw new ProblemError('conflict', `The plan is ${plan.state}, so there is nothing in it.`);
  return plan;
}

async function toldPlan(tx: Tx, id: string): Promise<z.infer<typeof wire.PlanSchema>> {
  return planOnWire(await getPlan(tx, id), await findPlanPart(tx, id));
}

async function create(
  { input, principal, acting, now, run }: PartyRequest<typeof wire.createPlan>,
  { quotes }: Pick<ServerContext, 'quotes'>,
): Promise<z.infer<typeof wire.PlanSchema>> {
  if (principal.kind !== 'carrier') throw new ProblemError('forbidden', 'Carriers plan; a shipper books with one.');
  const { workspace, version } = await quotes.at(now);
  const { body } = input;
  return run(async (tx) => {
    const codes = (workspace.agreement?.parties ?? []).map((party) => workspace.parties[party].id);
    const joint = version === undefined ? [] : partyIdsOf(codes, await listOrganisations(tx));
    const isParty = joint.includes(acting.partyId);
    if (body.based_on !== undefined) await getBase(tx, body.based_on);
    await refuseUnknownPins(tx, body.pinned, body.based_on);
    const id = newId('plan', now.getTime());
    await addPlan(
      tx,
      {
        id,
        mode: acting.mode,
        requestedBy: acting.partyId,
        partyIds: isParty ? joint : [acting.partyId],
        agreementVersionId: isParty ? version?.id : undefined,
        basedOn: body.based_on,
        pinned: body.pinned,
        readyBefore: body.ready_before === undefined ? undefined : new Date(body.ready_before),
        gap: body.gap,
        seconds: body.seconds,
        assigns: body.assign,
        createdBy: principal.actorId,
      },
      now,
    );
    await enqueue(tx, 'plan', { plan: id }, { now });
    const plan = await getPlan(tx, id);
    await tellPlan(tx, plan, 'queued', now);
    return planOnWire(plan, undefined);
  });
}

async function getBase(tx: Tx, id: string): Promise<void> {
  const plan = await findPlan(tx, id);
  const refuse = (code: string, message: string): never => {
    throw new ProblemError('invalid', undefined, [{ code, message, pointer: '#/based_on', value: id }]);
  };
  if (plan === undefined) return refuse('unknown_reference', 'there is no such plan');
  if (plan.state !== 'succeeded') refuse('not_made', `the plan is ${plan.state}, so nothing can be based on it`);
  if (plan.created_by === MADE_BY_WORKSPACE)
    refuse('not_made', 'its shipments are in the workspace, not on this server');
}

async function refuseUnknownPins(tx: Tx, pinned: readonly string[], basedOn: string | undefined): Promise<void> {
  if (pinned.length === 0) return;
  const fault = (code: string, message: string, pointer: string) =>
    new ProblemError('invalid', undefined, [{ code, message, pointer }]);
  if (basedOn === undefined)
    throw fault('missing', 'pinned shipments keep the route of a plan, so name it', '#/based_on');
  const known = await findPlannedShipments(tx, basedOn, pinned);
  const unknown = pinned.findIndex((id) => !known.has(id));
  if (unknown >= 0) throw fault('unknown_reference', 'is no shipment of yours in that plan', `#/pinned/${unknown}`);
}
