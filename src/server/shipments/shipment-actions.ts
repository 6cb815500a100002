import * as wire from '../../wire/shipments/bulk-actions.js';
import type { Tx } from '../../store/database/store.js';
import { eachForItself } from '../http/each-for-itself.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { refuseLabel } from './labels.js';
import { redirectOne, refuseUnknownPin, returnOne, type Desk } from './redirects.js';
import { cancelOne, getShipment } from './shipments.js';

/** What is done with many shipments at once. */
export function serveShipmentActions(operations: OperationServer): void {
  const { reference, quotes } = operations.server;
  operations.serve(wire.actOnShipments, async (request) => {
    const { input, now, run } = request;
    const act = actOf(request, { reference, open: await quotes.at(now) });
    return run(async (tx) => {
      const told = await eachForItself(tx, input.body.shipment_ids, (id) => act(tx, id));
      const results = told.map(({ id, ...result }) => ({ shipment_id: id, ...result }));
      const done = results.filter(({ status }) => status === 'done').length;
      return { done, refused: results.length - done, results };
    });
  });
}

function actOf(
  { input, acting, now }: PartyRequest<typeof wire.actOnShipments>,
  desk: Desk,
): (tx: Tx, id: string) => Promise<unknown> {
  const { action, destination_pin: pin, accept_unpromised } = input.body;
  const doing = { acting, now, desk };
  if (action === 'redirect' && pin === undefined) {
    const fault = { code: 'missing', message: 'is needed to redirect', pointer: '#/destination_pin' };
    throw new ProblemError('invalid', undefined, [fault]);
  }
  if (action === 'cancel') return (tx, id) => cancelOne(tx, id, doing);
  if (action === 'return') return (tx, id) => returnOne(tx, id, doing);
  if (action === 'check_label') return async (tx, id) => refuseLabel(await getShipment(tx, id));
  refuseUnknownPin(desk.reference, pin);
  const to = { destination_pin: pin, recipient: {}, digipin: undefined, accept_unpromised };
  return (tx, id) => redirectOne(tx, id, to, doing);
}
