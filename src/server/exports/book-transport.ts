import type { DespatchBag } from '../../exporting/documents/despatch.js';
import { readPostalDocument } from '../../standards/edi/postal-messages.js';
import { findDespatch } from '../../store/exports/export-settings.js';
import { addMessage, findMessage, lockMessages } from '../../store/exports/postal-messages.js';
import * as wire from '../../wire/exports/postal-messages.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import { despatchesOnWire } from './despatch-on-wire.js';

/** Transport abroad, booked for all bags of a despatch; the booking is a CARDIT that is kept. */
export function serveTransport(operations: OperationServer): void {
  operations.serve(wire.bookTransport, ({ input, run, acting, principal, now }) =>
    run(async (tx) => {
      const despatch = await findDespatch(tx, input.params.id);
      if (despatch === undefined) throw new ProblemError('not_found');
      const { consignment, carrier } = input.body;
      const document = {
        message: 'CARDIT' as const,
        reference: consignment,
        category: despatch.despatch.charAt(12),
        ...input.body,
        receptacles: (despatch.bags as unknown as readonly DespatchBag[]).map(({ id, weightG }) => ({
          receptacle: id,
          weight_g: weightG,
        })),
      };
      const read = readPostalDocument(document);
      if (read.status === 'refused') {
        const { message } = read.refusal;
        throw new ProblemError('invalid', undefined, [{ code: 'bad_message', message, pointer: '#' }]);
      }
      await lockMessages(tx, acting.partyId);
      const key = { direction: 'sent' as const, partner: carrier, message: 'CARDIT', reference: consignment };
      if ((await findMessage(tx, key)) !== undefined) {
        throw new ProblemError(
          'conflict',
          `Consignment ${consignment} is booked with ${carrier} already: give another one.`,
        );
      }
      await addMessage(tx, {
        ...key,
        mode: acting.mode,
        owner_id: acting.partyId,
        despatch_id: despatch.id,
        document: read.value,
        results: [],
        created_by: principal.actorId,
        created_at: now,
      });
      const [told] = await despatchesOnWire(tx, [despatch]);
      if (told === undefined) throw new ProblemError('not_found');
      return told;
    }),
  );
}
