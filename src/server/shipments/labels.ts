import { listOrganisations } from '../../store/people/organisations.js';
import { listShipmentsById, type SeenShipment } from '../../store/shipments/shipments.js';
import type { Tx } from '../../store/database/store.js';
import type { Operation } from '../../wire/http/operation.js';
import * as wire from '../../wire/shipments/labels.js';
import { ownEvent } from '../custody/own-event.js';
import { recordEvents } from '../custody/record-events.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import type { LabelFormat } from './label-messages.js';
import { labelOfShipment } from './label-of-shipment.js';
import { LabelThread } from './label-thread.js';

/** Labels of shipments, for printers and screens. */
export function serveLabels(operations: OperationServer): void {
  const thread = new LabelThread();
  const { reference, quotes } = operations.server;

  /** Labels of some shipments in one file; the shipments are labelled from then on. */
  async function print<O extends Operation>(
    request: Pick<PartyRequest<O>, 'acting' | 'now' | 'run'>,
    ids: readonly string[],
    { format, omission }: { readonly format: LabelFormat; readonly omission: 'refuse' | 'accept' },
  ): Promise<Uint8Array> {
    const { acting, now, run } = request;
    const open = await quotes.at(now);
    const labels = await run(async (tx) => {
      const organisations = await listOrganisations(tx);
      const codes = new Map(organisations.map(({ id, code }) => [id, code ?? '']));
      const shippers = new Map(organisations.map(({ id, name }) => [id, name]));
      const shipments = await printableShipments(tx, ids);
      return shipments.map((shipment) => labelOfShipment(shipment, { reference, open, codes, shippers }));
    });
    const { bytes, omitted } = await thread.make({ labels, format });
    if (omission === 'refuse') refuseOmissions(ids, omitted);
    await run(async (tx) => {
      const organisations = await listOrganisations(tx);
      const code = (id: string): string => organisations.find((one) => one.id === id)?.code ?? '';
      const shipments = await printableShipments(tx, ids);
      const events = shipments.map((shipment) => {
        const speaker = code(acting.partyId) === '' ? shipment.owner_id : acting.partyId;
        return ownEvent('labelled', { id: shipment.id, party: code(speaker), now });
      });
      await recordEvents(tx, { acting, now }, events);
    });
    return bytes;
  }

  operations.serve(wire.getLabelPdf, ({ input, ...request }) => {
    const format = { kind: 'pdf', pages: 'label', createdMs: request.now.getTime() } as const;
    return print(request, [input.params.id], { format, omission: input.query.omission });
  });
  operations.serve(wire.getLabelZpl, ({ input, ...request }) => {
    const { omission, dpi } = input.query;
    return print(request, [input.params.id], { format: { kind: 'zpl', dpi: dotsOf(dpi) }, omission });
  });
  operations.serve(wire.getLabelSvg, ({ input, ...request }) =>
    print(request, [input.params.id], { format: { kind: 'svg' }, omission: input.query.omission }),
  );
  operations.serve(wire.printLabelsPdf, ({ input, ...request }) => {
    const { shipment_ids: ids, pages, omission } = input.body;
    return print(request, ids, { format: { kind: 'pdf', pages, createdMs: request.now.getTime() }, omission });
  });
  operations.serve(wire.printLabelsZpl, ({ input, ...request }) => {
    const { shipment_ids: ids, dpi, omission } = input.body;
    return print(request, ids, { format: { kind: 'zpl', dpi: dotsOf(dpi) }, omission });
  });
}

function dotsOf(dpi: '203' | '300'): 203 | 300 {
  return dpi === '203' ? 203 : 300;
}

/** The shipments in the order of their ids; throws when one cannot be labelled. */
async function printableShipments(tx: Tx, ids: readonly string[]): Promise<SeenShipment[]> {
  const found = new Map((await listShipmentsById(tx, ids)).map((shipment) => [shipment.id, shipment]));
  return ids.map((id) => {
    const shipment = found.get(id);
    if (shipment === undefined) throw new ProblemError('not_found');
    refuseLabel(shipment);
    return shipment;
  });
}

/** Refuses a label of a shipment that whoever sees it so may not print. */
export function refuseLabel(shipment: SeenShipment): void {
  const { id, status, standing, recipient_name: name, recipient_address: address } = shipment;
  if (status === 'cancelled') throw new ProblemError('conflict', `${id} is cancelled.`);
  if (standing === 'carried' && name === null && address === null) {
    throw new ProblemError('conflict', `The agreement does not show you who receives ${id}.`);
  }
}

function refuseOmissions(ids: readonly string[], omitted: readonly (readonly string[])[]): void {
  const faults = omitted.flatMap((words, index) =>
    words.map((message) => ({
      code: 'does_not_fit',
      message,
      value: ids[index] ?? '',
      suggestion: 'Shorten the address, or print it as it is with omission=accept.',
    })),
  );
  if (faults.length > 0) throw new ProblemError('invalid', undefined, faults);
}
