import type { z } from '@hono/zod-openapi';
import { parseDate } from '../../base/civil-time.js';
import { addDepartureChange, listDepartureChanges, type DepartureChange } from '../../store/plans/departure-changes.js';
import { partyCodes } from '../../store/people/organisations.js';
import * as wire from '../../wire/plans/plans.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { tripOf } from './changed-workspace.js';

type WireChange = z.infer<typeof wire.DepartureChangeSchema>;
type ChangeRequest = PartyRequest<typeof wire.cancelDeparture> | PartyRequest<typeof wire.delayDeparture>;

/** Departures that do not run as the timetable says. */
export function serveDepartures(operations: OperationServer): void {
  const { workspace } = operations.server.reference;
  const note = async (request: ChangeRequest, minutes: number | undefined): Promise<WireChange> => {
    const { input, principal, acting, now, run } = request;
    const [, code = '', trip = '', date = ''] = /^([^:]+):(.+)@(.+)$/.exec(input.params.id) ?? [];
    return run(async (tx) => {
      const codes = await partyCodes(tx);
      // A departure of another carrier is answered like one that is not there.
      const index = codes.get(acting.partyId) === code ? tripOf(workspace, code, trip) : undefined;
      const { firstDay, dayCount } = workspace.calendar;
      const day = (parseDate(date) ?? Number.NaN) - firstDay;
      const runs = index !== undefined && day >= 0 && workspace.network.trips.runs[index * dayCount + day] === 1;
      if (!runs || day >= dayCount) throw new ProblemError('not_found');
      const change = await addDepartureChange(
        tx,
        {
          mode: acting.mode,
          partyId: acting.partyId,
          trip,
          date,
          kind: minutes === undefined ? 'cancelled' : 'delayed',
          delayMinutes: minutes,
          reason: input.body.reason,
          notedBy: principal.actorId,
        },
        now,
      );
      return changeOnWire(change, code);
    });
  };
  operations.serve(wire.cancelDeparture, (request) => note(request, undefined));
  operations.serve(wire.delayDeparture, (request) => note(request, request.input.body.minutes));
  operations.serve(wire.listDepartureChanges, ({ input, run }) =>
    run(async (tx) => {
      const codes = await partyCodes(tx);
      const changes = await listDepartureChanges(tx, input.query.from);
      return { data: changes.map((change) => changeOnWire(change, codes.get(change.party_id) ?? '')) };
    }),
  );
}

function changeOnWire(
  { id, trip, date, kind, delay_minutes, reason, noted_at }: DepartureChange,
  code: string,
): WireChange {
  return {
    id,
    departure: `${code}:${trip}@${date}`,
    kind,
    delay_minutes,
    reason,
    noted_at: noted_at.toISOString(),
  };
}
