import type { z } from '@hono/zod-openapi';
import { isSignedBy } from '../../base/signing.js';
import { headText } from '../../custody/log/custody-log.js';
import { verifyLog } from '../../custody/log/verify-log.js';
import type { CustodyRecord, SignedHead } from '../../domain/custody-record.js';
import { addHead, listHeads } from '../../store/custody/custody-heads.js';
import { listOpenings, listRecords } from '../../store/custody/events.js';
import { partyCodes } from '../../store/people/organisations.js';
import type { Tx } from '../../store/database/store.js';
import * as wire from '../../wire/custody/events.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { getShipment } from '../shipments/shipments.js';
import { listKnownKeys } from './known-keys.js';

/** The custody log: shown to be kept and verified, and signed. */
export function serveCustodyLog(operations: OperationServer): void {
  operations.serve(wire.getCustodyLog, ({ input, run }) => run((tx) => showLog(tx, input.params.id)));
  operations.serve(wire.addCustodyHead, (request) => sign(request));
}

async function showLog(tx: Tx, id: string): Promise<z.input<typeof wire.CustodyLogSchema>> {
  await getShipment(tx, id);
  const records = await listRecords(tx, id);
  const codes = await partyCodes(tx);
  const heads = (await listHeads(tx, id)).map(({ partyId, ...head }) => ({ ...head, party: codes.get(partyId) ?? '' }));
  const keys = await listKnownKeys(tx, codes);
  const verdict = verifyLog({ shipment: id, records, heads, keys });
  return {
    shipment: id,
    records: records.map((record) => ({ ...record, body: record.body as Record<string, unknown> })),
    openings: await listOpenings(tx, id),
    heads,
    keys: [...keys].map(([key, { party, publicPem }]) => ({ key, party, publicPem })),
    verdict: {
      whole: verdict.whole,
      recordCount: verdict.recordCount,
      broken: verdict.broken === undefined ? null : { ...verdict.broken },
      heads: verdict.heads.map(({ finding, words }) => ({ finding, words })),
    },
  };
}

function sign({ input, acting, run }: PartyRequest<typeof wire.addCustodyHead>): Promise<SignedHead> {
  const { id } = input.params;
  return run(async (tx) => {
    const shipment = await getShipment(tx, id);
    const codes = await partyCodes(tx);
    const party = codes.get(acting.partyId);
    if (party === undefined || (shipment.standing === 'own' && shipment.owner_id !== acting.partyId)) {
      throw new ProblemError('conflict', 'Only carriers sign custody logs.');
    }
    const head: SignedHead = { shipment: id, party, ...input.body };
    refuseOtherRecord(await listRecords(tx, id), head);
    const key = (await listKnownKeys(tx, codes)).get(head.key);
    if (key === undefined || key.partyId !== acting.partyId || key.revokedAt !== undefined) {
      return refuse('key', 'unknown_reference', 'is no key of yours that is known here and not revoked');
    }
    if (!isSignedBy(headText(head), head.signature, key.publicPem)) {
      refuse('signature', 'bad_signature', 'does not fit the head and the key');
    }
    await addHead(tx, acting, head);
    return head;
  });
}

function refuseOtherRecord(records: readonly CustodyRecord[], { sequence, hash }: SignedHead): void {
  const record = records[sequence];
  if (record === undefined) refuse('sequence', 'unknown_reference', `the log ends with record ${records.length - 1}`);
  else if (record.hash !== hash) refuse('hash', 'other_record', `is not the hash of record ${sequence}`);
}

function refuse(key: string, code: string, message: string): never {
  throw new ProblemError('invalid', undefined, [{ code, message, pointer: `#/${key}` }]);
}
