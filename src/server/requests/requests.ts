import { listRequests } from '../../store/people/request-log.js';
import * as wire from '../../wire/http/requests.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import type { OperationServer } from '../http/serve-operation.js';

/** The log of the acting party's requests. */
export function serveRequests(operations: OperationServer): void {
  operations.serve(wire.listRequests, ({ input, run }) =>
    run(async (tx) => {
      const { limit, cursor, status, actor, method, path, request_id: requestId, mode, since } = input.query;
      const page = { limit: limit + 1, before: beforeOf(cursor, 'loggedRequest') };
      const rows = await listRequests(tx, page, {
        statusClass: status === undefined ? undefined : Number(status[0]),
        actor,
        method,
        path,
        requestId,
        mode,
        since: since === undefined ? undefined : new Date(since),
      });
      return pageOfRows(rows, limit, ({ requestId: request_id, at, ...row }) => ({
        ...row,
        at: at.toISOString(),
        request_id,
      }));
    }),
  );
}
