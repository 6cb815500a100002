import { createHash } from 'node:crypto';
import type { CustodyRecord, PersonalOpening, SignedHead } from '../../domain/custody-record.js';
import { CUSTODY_EXPORT, type CustodyExportEnd, type CustodyExportStart } from '../../custody/log/custody-export.js';
import { listHeadsOf } from '../../store/custody/custody-heads.js';
import { listOpeningsOf, listRecordsOf } from '../../store/custody/events.js';
import { partyCodes } from '../../store/people/organisations.js';
import { searchShipments } from '../../store/shipments/shipment-search.js';
import type { Tx } from '../../store/database/store.js';
import { exportCustodyLogs } from '../../wire/custody/custody-export.js';
import { StreamedText, type OperationServer, type PartyRequest } from '../http/serve-operation.js';
import { noteAudit } from '../people/audit.js';
import { filterOf } from '../shipments/shipments.js';

/** Logs that one transaction reads. */
const AT_ONCE = 200;

/** All custody logs of a party as one file, which is written while it is sent. */
export function serveCustodyExport(operations: OperationServer): void {
  const { store } = operations.server;
  operations.serve(exportCustodyLogs, async (request) => {
    const inTransaction: InTransaction = (body) => store.asParty(request.acting, body);
    const codes = await inTransaction((tx) => partyCodes(tx));
    const details = { what: 'custody_logs' };
    await inTransaction((tx) => noteAudit(tx, request, { action: 'data.exported', subject: 'custody', details }));
    const start: CustodyExportStart = {
      format: CUSTODY_EXPORT,
      party: codes.get(request.acting.partyId) ?? request.acting.partyId,
      mode: request.acting.mode,
      exported_at: request.now.toISOString(),
    };
    return new StreamedText(linesOf(request, { start, codes }, inTransaction), {
      'content-disposition': `attachment; filename="custody-logs-${start.exported_at.slice(0, 10)}.ndjson"`,
    });
  });
}

type InTransaction = <T>(body: (tx: Tx) => Promise<T>) => Promise<T>;

/** A line that says what this is, a line for each log, and a line by which a file that was cut shows. */
async function* linesOf(
  { input, principal }: Pick<PartyRequest<typeof exportCustodyLogs>, 'input' | 'principal'>,
  { start, codes }: { readonly start: CustodyExportStart; readonly codes: ReadonlyMap<string, string> },
  inTransaction: InTransaction,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: object): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  yield line(start);
  const acting = { partyId: principal.organisationId, kind: principal.kind, mode: principal.mode };
  let logs = 0;
  let before: string | undefined;
  do {
    const page = { limit: AT_ONCE, before, filter: filterOf(input.query) };
    const { texts, next } = await inTransaction(async (tx) => {
      const found = await searchShipments(tx, acting, page);
      const ids = found.rows.map(({ id }) => id);
      return { texts: (await logsOf(tx, ids, codes)).map(line), next: found.next };
    });
    logs += texts.length;
    if (texts.length > 0) yield texts.join('');
    before = next;
  } while (before !== undefined);
  const end: CustodyExportEnd = { logs, sha256: hash.digest('hex') };
  yield `${JSON.stringify(end)}\n`;
}

interface ExportedLog {
  readonly shipment: string;
  readonly records: readonly CustodyRecord[];
  readonly openings: readonly (PersonalOpening & { readonly sequence: number })[];
  readonly heads: readonly SignedHead[];
}

async function logsOf(
  tx: Tx,
  ids: readonly string[],
  codes: ReadonlyMap<string, string>,
): Promise<readonly ExportedLog[]> {
  const records = await listRecordsOf(tx, ids);
  const openings = await listOpeningsOf(tx, ids);
  const heads = await listHeadsOf(tx, ids);
  return ids.map((shipment) => ({
    shipment,
    records: records.get(shipment) ?? [],
    openings: openings.get(shipment) ?? [],
    heads: (heads.get(shipment) ?? []).map(({ partyId, ...head }) => ({ ...head, party: codes.get(partyId) ?? '' })),
  }));
}
