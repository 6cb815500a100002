import type { z } from '@hono/zod-openapi';
import { assert } from '../../../base/assert.js';
import { RefusedError, type Client } from '../../../wire/http/call-route.js';
import type { recordScans } from '../../../wire/docks/handovers.js';
import type { DockStore, KeptAct } from './dock-store.js';

/** Why sending came to rest: nothing is left; the server does not answer; whoever works here must sign in. */
export type Rest = 'empty' | 'unreachable' | 'signed_out';

export type ScanResult = z.infer<typeof recordScans.answer.body>['results'][number];

/** What came of one act. */
export type Result = Pick<ScanResult, 'id'> & {
  readonly discrepancies?: ScanResult['discrepancies'] | undefined;
  readonly refusal?: { readonly codes: readonly string[]; readonly words: string } | undefined;
};

/** What the queue asks of the server. */
export type QueueClient = Pick<
  Client,
  | 'recordScans'
  | 'tenderHandover'
  | 'closeCount'
  | 'addEvidence'
  | 'actOnContainers'
  | 'createContainer'
  | 'createManifest'
  | 'preAdviseManifest'
  | 'disputeDiscrepancy'
  | 'proposeOutcome'
>;

/** What the server said of acts. */
export interface Sent {
  readonly acts: readonly KeptAct[];
  readonly results: readonly Result[];
}

const BATCH_MAX = 200;

/** Acts that are sent as one request: scans at the head of the queue that are of one handover, or acts on bags; anything else by itself. */
export function nextBatch(acts: readonly KeptAct[]): readonly KeptAct[] {
  const waiting = acts.filter(({ refusal }) => refusal === undefined);
  const [first] = waiting;
  if (first === undefined) return [];
  const isYard = first.step.kind === 'yard';
  const joins = (act: KeptAct): boolean =>
    isYard
      ? act.step.kind === 'yard'
      : act.handoverId === first.handoverId && act.step.kind === 'scan' && !needsPhoto(act);
  const end = waiting.findIndex((act) => !joins(act));
  return waiting.slice(0, end === 0 ? 1 : Math.min(end === -1 ? waiting.length : end, BATCH_MAX));
}

function needsPhoto({ photo, evidenceId }: KeptAct): boolean {
  return photo !== undefined && evidenceId === undefined;
}

/**
 * Sends what waits in the order in which it was done, until nothing is left or the server does not answer. What it refuses stays, with
 * the reason, and does not hold up what follows. Each act has its own id, so an answer that was lost costs nothing but the sending.
 */
export async function sendQueue(
  store: DockStore,
  client: QueueClient,
  onSent: (sent: Sent) => Promise<void> | void,
): Promise<Rest> {
  let single = false;
  for (;;) {
    const batch = nextBatch(await store.listActs());
    const acts = single ? batch.slice(0, 1) : batch;
    const [first] = acts;
    if (first === undefined) return 'empty';
    try {
      if (needsPhoto(first)) {
        await sendPhoto(store, client, first);
        continue;
      }
      const results = await sendActs(client, acts);
      single = single && batch.length > 1;
      await settle(store, acts, results);
      await onSent({ acts, results });
    } catch (error) {
      const rest = restOf(error);
      if (rest !== undefined) return rest;
      if (acts.length > 1) {
        single = true; // one of them is at fault; it must not take the others with it
        continue;
      }
      const { message } = error as Error;
      const code = error instanceof RefusedError ? error.problem?.code : undefined;
      await store.updateAct({ ...first, refusal: message, refusalCodes: code === undefined ? [] : [code] });
      await onSent({ acts, results: [] });
    }
  }
}

async function sendPhoto(store: DockStore, client: QueueClient, act: KeptAct): Promise<void> {
  const { photo, handoverId, id } = act;
  if (photo === undefined) return;
  const { body } = await client.addEvidence({
    params: { id: handoverId },
    body: { content_type: photo.contentType, content: photo.content },
    headers: { 'idempotency-key': `${id}-photo` },
  });
  await store.updateAct({ ...act, evidenceId: body.id });
}

async function sendActs(client: QueueClient, acts: readonly KeptAct[]): Promise<readonly Result[]> {
  const [first] = acts;
  if (first === undefined) return [];
  if (first.step.kind === 'yard') return sendYard(client, acts);
  if (first.step.kind !== 'scan') {
    await sendOne(client, first);
    return [];
  }
  const params = { id: first.handoverId };
  const { results } = (await client.recordScans({ params, body: { scans: acts.flatMap(scanOf) } })).body;
  return results.map(({ id, discrepancies, refusal }) => ({
    id,
    discrepancies,
    refusal: refusal && { codes: [refusal.code], words: refusal.words },
  }));
}

/** Sends what is a request of its own. */
async function sendOne(client: QueueClient, first: KeptAct): Promise<void> {
  const { step, id, evidenceId, photo } = first;
  const params = { id: first.handoverId };
  const told = { id, device_time: new Date(first.atMs).toISOString() };
  switch (step.kind) {
    case 'tender': {
      const { kind: _, pieces, containers } = step;
      const named = {
        ...(pieces === undefined ? {} : { pieces: [...pieces] }),
        ...(containers === undefined ? {} : { containers: [...containers] }),
      };
      await client.tenderHandover({ params, body: { ...told, ...named } });
      return;
    }
    case 'count_closed':
      await client.closeCount({ params, body: told });
      return;
    case 'bag':
      // Under the id of the act: sent again, it is the same bag.
      await client.createContainer({ body: { ...step.bag }, headers: { 'idempotency-key': id } });
      return;
    case 'advise':
      await client.preAdviseManifest({ params });
      return;
    case 'draft':
      await client.createManifest({ body: step.draft, headers: { 'idempotency-key': step.key } });
      return;
    case 'outcome':
      await client.proposeOutcome({ params, body: { ...told, discrepancy: step.discrepancy, outcome: step.outcome } });
      return;
    case 'dispute': {
      const kind = photo?.contentType === 'application/pdf' ? ('document' as const) : ('photo' as const);
      const evidence = evidenceId === undefined ? [] : [{ kind, evidence_id: evidenceId }];
      await client.disputeDiscrepancy({ params, body: { ...told, discrepancy: step.discrepancy, evidence } });
      return;
    }
    default:
      assert(false, `${step.kind} is sent with others of its kind`);
  }
}

/** Acts on bags are judged one by one; what speaks against one is its refusal. */
async function sendYard(client: QueueClient, acts: readonly KeptAct[]): Promise<readonly Result[]> {
  const sent = acts.flatMap(({ id, atMs, step }) =>
    step.kind === 'yard' ? [{ ...step.doing, id, device_time: new Date(atMs).toISOString() }] : [],
  );
  const { results } = (await client.actOnContainers({ body: { acts: sent } })).body;
  return results.map(({ id, refusals }) =>
    refusals.length === 0
      ? { id }
      : {
          id,
          refusal: {
            codes: [...new Set(refusals.map(({ code }) => code))],
            words: refusals.map(({ words }) => words).join('; '),
          },
        },
  );
}

type SentScan = z.input<typeof recordScans.body>['scans'][number];

function scanOf({ id, atMs, step, evidenceId }: KeptAct): SentScan[] {
  if (step.kind !== 'scan') return [];
  return [
    {
      id,
      device_time: new Date(atMs).toISOString(),
      [step.of]: step.name,
      ...(step.conditions === undefined ? {} : { conditions: [...step.conditions] }),
      ...(step.seal === undefined ? {} : { seal: step.seal }),
      ...(evidenceId === undefined ? {} : { evidence: [{ kind: 'photo', evidence_id: evidenceId }] }),
    },
  ];
}

async function settle(store: DockStore, acts: readonly KeptAct[], results: readonly Result[]): Promise<void> {
  const refused = new Map(
    results.flatMap(({ id, refusal }) => (refusal === undefined ? [] : [[id, refusal] as const])),
  );
  await store.acknowledge(acts.filter(({ id }) => !refused.has(id)));
  for (const act of acts) {
    const refusal = refused.get(act.id);
    if (refusal !== undefined) await store.updateAct({ ...act, refusal: refusal.words, refusalCodes: refusal.codes });
  }
}

/** Whether sending must rest; undefined when the server has read the request and does not want it. */
function restOf(error: unknown): Rest | undefined {
  if (!(error instanceof RefusedError)) return 'unreachable';
  if (error.status === 401) return 'signed_out';
  return error.status >= 500 || error.status === 429 || error.status === 408 ? 'unreachable' : undefined;
}
