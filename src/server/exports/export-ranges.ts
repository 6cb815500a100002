import type { z } from '@hono/zod-openapi';
import { addRange, listSeries, lockRanges, type SeriesRow } from '../../store/exports/export-series.js';
import * as wire from '../../wire/exports/export-ranges.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import { noteAudit } from '../people/audit.js';
import type { ExportDesk } from './export-desk.js';
import { countGiven, givenOf } from './item-series.js';

/** Ranges that identifiers are taken from. */
export function serveExportRanges(operations: OperationServer, desk: ExportDesk): void {
  operations.serve(wire.listExportRanges, ({ acting, run }) =>
    run(async (tx) => ({ data: (await listSeries(tx, acting.partyId)).map(rangeOnWire) })),
  );
  operations.serve(wire.addExportRange, async ({ input, acting, run, ...asking }) => {
    const carrier = await desk.carrier(acting.partyId);
    if (carrier.id !== acting.partyId) throw new ProblemError('conflict', 'Only a carrier has ranges.');
    const { service, first, last, note } = input.body;
    return run(async (tx) => {
      const of = { ownerId: carrier.id, mode: acting.mode, service };
      refuseUsed(await lockRanges(tx, of), { first, last });
      await addRange(tx, of, { first, last, note, addedBy: asking.principal.actorId, now: asking.now });
      const details = { service, first, last };
      await noteAudit(tx, { acting, ...asking }, { action: 'export_range.added', subject: service, details });
      const added = (await lockRanges(tx, of)).find((row) => row.is_allotted && row.first === first);
      if (added === undefined) throw new ProblemError('not_found');
      return rangeOnWire(added);
    });
  });
}

/** Refuses what another range has, and numbers that were given before there were ranges. */
function refuseUsed(
  rows: readonly SeriesRow[],
  { first, last }: { readonly first: number; readonly last: number },
): void {
  const used = rows.flatMap((row) =>
    row.is_allotted ? [row] : [{ first: row.first, last: row.first }, ...givenOf(row)],
  );
  const overlapping = used.find((one) => one.first <= last && first <= one.last);
  if (overlapping === undefined) return;
  const message = `overlaps ${overlapping.first} to ${overlapping.last}, which are a range or given already`;
  throw new ProblemError('invalid', undefined, [
    { code: 'already_used', message, pointer: '#/first', value: String(first) },
  ]);
}

function rangeOnWire(row: SeriesRow): z.infer<typeof wire.ExportRangeSchema> {
  const given = countGiven(row);
  return {
    service: row.service,
    first: row.first,
    last: row.last,
    is_allotted: row.is_allotted,
    given,
    free: row.closed_at === null ? row.last - row.first + 1 - given : 0,
    note: row.note,
    added_at: row.added_at?.toISOString() ?? null,
    closed_at: row.closed_at?.toISOString() ?? null,
  };
}
