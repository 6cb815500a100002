import type { Json } from '../../base/canonical-json.js';
import { readRows } from '../../exporting/tables/read-tables.js';
import { searchHs } from '../../standards/hs/hs-search.js';
import { displayHs } from '../../standards/hs/hs-code.js';
import { pathOf } from '../../standards/hs/hs-list.js';
import { shipped } from '../../standards/tables/shipped.js';
import { setOwnTable } from '../../store/exports/export-settings.js';
import type { Tx } from '../../store/database/store.js';
import * as wire from '../../wire/exports/export-tables.js';
import { cappedFaults, pointerTo } from '../http/parse-input.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import { noteAudit } from '../people/audit.js';
import { tablesOf, type ExportDesk } from './export-desk.js';

/** Tables that exports are checked by, and codes of goods by their words. */
export function serveExportSettings(operations: OperationServer, desk: ExportDesk): void {
  operations.serve(wire.getExportTables, async ({ acting, run }) => {
    const carrier = await desk.carrier(acting.partyId);
    return run((tx) => tablesOnWire(tx, carrier.id));
  });
  operations.serve(wire.putExportTable, async ({ input, acting, run, ...asking }) => {
    const carrier = await desk.carrier(acting.partyId);
    if (carrier.id !== acting.partyId) throw new ProblemError('conflict', 'Only a carrier changes tables.');
    const { table } = input.params;
    const { rows } = input.body;
    const read = rows.length === 0 ? undefined : readRows(table, rows);
    if (read?.status === 'refused') {
      const faults = read.faults.map(({ path, message }) => ({
        code: 'bad_format',
        message,
        pointer: pointerTo(['rows', ...path]),
      }));
      throw new ProblemError('invalid', undefined, cappedFaults(faults));
    }
    return run(async (tx) => {
      await setOwnTable(tx, carrier.id, {
        name: table,
        rows: rows as Json[],
        actor: asking.principal.actorId,
        now: asking.now,
      });
      const details = { table, rows: rows.length };
      await noteAudit(tx, { acting, ...asking }, { action: 'export_table.changed', subject: table, details });
      return tablesOnWire(tx, carrier.id);
    });
  });
  operations.serve(wire.searchHs, async ({ input }) => {
    const { hits } = searchHs(shipped.hsIndex(), input.query.q, input.query.limit);
    const list = shipped.hs();
    return {
      data: hits.map(({ subheading, reasons }) => ({
        code: subheading.code,
        display: displayHs(subheading.code),
        description: subheading.description,
        path: pathOf(list, subheading.code).map(({ code, description }) => ({ code, description })),
        reasons: reasons.map(({ word, as, in: place }) =>
          word === as ? `${word} (${place})` : `${word}: ${as} (${place})`,
        ),
      })),
    };
  });
}

async function tablesOnWire(tx: Tx, carrierId: string) {
  const { tables, own } = await tablesOf(tx, carrierId);
  const rowsOf = (rows: readonly object[]): Record<string, unknown>[] => rows.map((row) => ({ ...row }));
  return {
    tables: {
      limits: rowsOf(tables.limits),
      rates: rowsOf(tables.rates),
      services: rowsOf(tables.services),
      destinations: rowsOf(tables.destinations),
      prohibitions: rowsOf(tables.prohibitions),
      tariffs: rowsOf(tables.tariffs),
      schemes: rowsOf(tables.schemes),
      foreignPostOffices: rowsOf(tables.foreignPostOffices),
      deadlines: rowsOf(tables.deadlines),
      exchangeOffices: rowsOf(tables.exchangeOffices),
    },
    own: [...own],
  };
}
