import type { z } from '@hono/zod-openapi';
import { listLateShipments, listPlanCauses, listPlanRounds } from '../../store/plans/plan-progress.js';
import * as wire from '../../wire/plans/plan-watching.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import type { OperationServer } from '../http/serve-operation.js';
import type { Cause } from './cause.js';
import { getPlan, getSucceeded } from './plans.js';

type LateShipment = z.infer<typeof wire.LateShipmentSchema>;

/** What those who watch a plan ask: how it came about, and what keeps shipments from being on time. */
export function servePlanWatching(operations: OperationServer): void {
  operations.serve(wire.listPlanRounds, ({ input, run }) =>
    run(async (tx) => {
      const plan = await getPlan(tx, input.params.id);
      const page = { after: input.query.after, limit: wire.ROUNDS_MAX };
      const rounds = await listPlanRounds(tx, plan, page);
      return {
        attempt: plan.attempt,
        round: rounds.map(({ round }) => round),
        seconds: rounds.map(({ seconds }) => seconds),
        best_index: rounds.map(({ best_index }) => best_index),
        bound_index: rounds.map(({ bound_index }) => bound_index),
      };
    }),
  );
  operations.serve(wire.listPlanCauses, ({ input, run }) =>
    run(async (tx) => {
      const plan = await getSucceeded(tx, input.params.id);
      const rows = await listPlanCauses(tx, plan.id);
      return { data: rows.map(({ cause, facts }) => ({ cause, ...toldCause(facts as unknown as Cause) })) };
    }),
  );
  operations.serve(wire.listLateShipments, ({ input, run }) =>
    run(async (tx) => {
      const plan = await getSucceeded(tx, input.params.id);
      const { limit, cursor, cause } = input.query;
      const before = beforeOf(cursor, 'shipment');
      const rows = await listLateShipments(tx, plan.id, {
        limit: limit + 1,
        cause: cause ?? null,
        before: before ?? null,
      });
      return pageOfRows(rows, limit, ({ id, due_at, arrives_at, ...row }) => ({
        ...row,
        shipment_id: id,
        status: row.status as LateShipment['status'],
        carried_by: row.carried_by as LateShipment['carried_by'],
        reason: row.reason as LateShipment['reason'],
        due_at: due_at.toISOString(),
        arrives_at: arrives_at?.toISOString() ?? null,
        cost_minor: Math.round(row.cost_minor),
      }));
    }),
  );
}

type ToldCause = Omit<z.infer<typeof wire.PlanCauseSchema>, 'cause'>;

/** Only shipments that are late or left out have a cause, and those have a reason. */
function toldCause({ reason, said = null, ...cause }: Cause): ToldCause {
  return { ...cause, said, reason: reason === '' ? 'no_service' : reason };
}
