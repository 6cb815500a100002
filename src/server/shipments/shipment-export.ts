import type { z } from '@hono/zod-openapi';
import { listOpenOfShipments } from '../../store/exceptions/exceptions.js';
import type { ShipmentFilter } from '../../store/shipments/shipment-filter.js';
import { searchShipments } from '../../store/shipments/shipment-search.js';
import { listShipmentsById, withStates } from '../../store/shipments/shipments.js';
import type { Tx } from '../../store/database/store.js';
import { EXPORT_COLUMNS, EXPORT_MAX, exportShipments, type ExportColumn } from '../../wire/exports/shipment-export.js';
import type { ListedShipmentSchema } from '../../wire/shipments/shipments.js';
import { ProblemError } from '../http/problem-error.js';
import { StreamedText, type OperationServer, type PartyRequest } from '../http/serve-operation.js';
import { noteAudit } from '../people/audit.js';
import { csvLine, type CsvValue } from './csv-line.js';
import { filterOf, shipmentOnWire } from './shipments.js';

/** Shipments that one transaction finds, and that one reads: short ones, between which others have their turn. */
const AT_ONCE = 500;

type Listed = z.infer<typeof ListedShipmentSchema>;

/** Lists of shipments as files for spreadsheets. */
export function serveShipmentExport(operations: OperationServer): void {
  const { store } = operations.server;
  operations.serve(exportShipments, async (request) => {
    const { columns: sent, ...filter } = request.input.query;
    const columns = sent === undefined ? EXPORT_COLUMNS : ([...new Set(sent.split(','))] as ExportColumn[]);
    const inTransaction: InTransaction = (body) => store.asParty(request.acting, body);
    const ids = await idsOf(request, filterOf(filter), inTransaction);
    const details = { what: 'shipments', count: ids.length };
    await inTransaction((tx) => noteAudit(tx, request, { action: 'data.exported', subject: 'shipments', details }));
    const day = request.now.toISOString().slice(0, 10);
    return new StreamedText(linesOf(ids, columns, inTransaction), {
      'content-disposition': `attachment; filename="shipments-${day}.csv"`,
      'x-row-count': String(ids.length),
    });
  });
}

type InTransaction = <T>(body: (tx: Tx) => Promise<T>) => Promise<T>;

/** Ids of all shipments of a list; refuses a list that is too long, so that no file is a part that looks like the whole. */
async function idsOf(
  { principal }: Pick<PartyRequest<typeof exportShipments>, 'principal'>,
  filter: ShipmentFilter,
  inTransaction: InTransaction,
): Promise<string[]> {
  const acting = { partyId: principal.organisationId, kind: principal.kind, mode: principal.mode };
  const ids: string[] = [];
  let before: string | undefined;
  do {
    const page = { limit: AT_ONCE, before, filter };
    const { rows, next } = await inTransaction((tx) => searchShipments(tx, acting, page));
    ids.push(...rows.map(({ id }) => id));
    before = next;
    if (ids.length > EXPORT_MAX) {
      const message = `more than ${EXPORT_MAX} shipments fit it`;
      const suggestion = 'Narrow it, by booked_from and booked_until for one, and ask for several files.';
      const fault = { code: 'too_many', message, parameter: 'booked_from', suggestion };
      throw new ProblemError('invalid', undefined, [fault]);
    }
  } while (before !== undefined);
  return ids;
}

async function* linesOf(
  ids: readonly string[],
  columns: readonly ExportColumn[],
  inTransaction: InTransaction,
): AsyncGenerator<string> {
  yield csvLine(columns);
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const wanted = ids.slice(start, start + AT_ONCE);
    const rows = await inTransaction(async (tx) => {
      const shipments = await withStates(tx, await listShipmentsById(tx, wanted));
      const open = await listOpenOfShipments(tx, wanted);
      return shipments.map((row) => ({ ...shipmentOnWire(row), open_exceptions: open.get(row.id) ?? [] }));
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const lines = wanted.flatMap((id) => {
      const row = byId.get(id);
      return row === undefined ? [] : [csvLine(columns.map((column) => VALUE_OF[column](row)))];
    });
    yield lines.join('');
  }
}

/** What each column shows of a shipment as it is told to whoever asks. */
const VALUE_OF: Readonly<Record<ExportColumn, (row: Listed) => CsvValue>> = {
  id: ({ id }) => id,
  tracking_number: (row) => row.tracking_number,
  status: ({ status }) => status,
  state: ({ tracked }) => tracked?.state,
  standing: ({ standing }) => standing,
  product: ({ product }) => product,
  reference: ({ reference }) => reference,
  origin: ({ origin }) => origin,
  destination_pin: (row) => row.destination_pin,
  custodian: ({ tracked }) => tracked?.custodian,
  place: ({ tracked }) => tracked?.place,
  last_seen_at: ({ tracked }) => tracked?.last_seen_at,
  since: ({ tracked }) => tracked?.since,
  direction: ({ tracked }) => tracked?.direction,
  ready_at: (row) => row.ready_at,
  promised_by: (row) => row.promised_by,
  weight_g: (row) => row.weight_g,
  volume_ml: (row) => row.volume_ml,
  goods: ({ goods }) => goods.join(' '),
  cod_minor: (row) => row.cod_minor,
  value_minor: (row) => row.value_minor,
  item_description: (row) => row.item_description,
  recipient_name: ({ recipient }) => recipient.name,
  recipient_phone: ({ recipient }) => recipient.phone,
  recipient_address: ({ recipient }) => recipient.address,
  recipient_digipin: ({ recipient }) => recipient.digipin,
  owner_id: (row) => row.owner_id,
  shipper_id: (row) => row.shipper_id,
  open_exceptions: (row) => row.open_exceptions.map(({ code }) => code).join(' '),
  created_at: (row) => row.created_at,
  cancelled_at: (row) => row.cancelled_at,
};
