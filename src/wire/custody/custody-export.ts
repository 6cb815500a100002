import { z } from '@hono/zod-openapi';
import { operation } from '../http/operation.js';
import { shipmentFilter } from '../shipments/shipments.js';

const { booked_from, booked_until, direction } = shipmentFilter;

export const exportCustodyLogs = operation({
  id: 'exportCustodyLogs',
  method: 'get',
  path: '/v1/custody-logs.ndjson',
  tag: 'Tracking',
  summary: 'The custody logs of all shipments you see, as one file',
  description:
    'A line of JSON that says what the file is, a line for each shipment with records, openings and signed heads as in its custody-log, newest first, ' +
    'and a last line with their number and the SHA-256 of everything before it. `interline custody verify` checks the whole file without a server.',
  access: 'shipments:read',
  query: z.strictObject({ booked_from, booked_until, direction }),
  answer: { status: 200, about: 'The file, written while it is sent.', body: z.string() },
  answerType: 'application/x-ndjson',
});
