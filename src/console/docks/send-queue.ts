import type { z } from '@hono/zod-openapi';
import { RefusedError, type Client } from '../../wire/call-route.js';
import type { recordScans } from '../../wire/handovers.js';
import type { DockStore, KeptAct } from './dock-store.js';

/** Why sending came to rest: nothing is left; the server does not answer; whoever works here must sign in. */
export type Rest = 'empty' | 'unreachable' | 'signed_out';

export type ScanResult = z.infer<typeof recordScans.answer.body>['results'][number];

/** What the server said of acts. */
export interface Sent {
  readonly acts: readonly KeptAct[];
  readonly results: readonly ScanResult[];
}

const BATCH_MAX = 200;

/** Acts that are sent as one request: the scans at the head of the queue that are of one handover; anything else by itself. */
export function nextBatch(acts: readonly KeptAct[]): readonly KeptAct[] {
  const waiting = acts.filter(({ refusal }) => refusal === undefined);
  const [first] = waiting;
  if (first === undefined) return [];
  const joins = (act: KeptAct): boolean =>
    act.handoverId === first.handoverId && act.step.kind === 'scan' && !needsPhoto(act);
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
  client: Pick<Client, 'recordScans' | 'tenderHandover' | 'closeCount' | 'addEvidence'>,
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
      await store.updateAct({ ...first, refusal: (error as Error).message });
      await onSent({ acts, results: [] });
    }
  }
}

async function sendPhoto(store: DockStore, client: Pick<Client, 'addEvidence'>, act: KeptAct): Promise<void> {
  const { photo, handoverId, id } = act;
  if (photo === undefined) return;
  const { body } = await client.addEvidence({
    params: { id: handoverId },
    body: { content_type: photo.contentType, content: photo.content },
    headers: { 'idempotency-key': `${id}-photo` },
  });
  await store.updateAct({ ...act, evidenceId: body.id });
}

async function sendActs(
  client: Pick<Client, 'recordScans' | 'tenderHandover' | 'closeCount'>,
  acts: readonly KeptAct[],
): Promise<readonly ScanResult[]> {
  const [first] = acts;
  if (first === undefined) return [];
  const params = { id: first.handoverId };
  const told = { id: first.id, device_time: new Date(first.atMs).toISOString() };
  if (first.step.kind === 'tender') {
    const { kind: _, pieces, containers } = first.step;
    const named = {
      ...(pieces === undefined ? {} : { pieces: [...pieces] }),
      ...(containers === undefined ? {} : { containers: [...containers] }),
    };
    await client.tenderHandover({ params, body: { ...told, ...named } });
    return [];
  }
  if (first.step.kind === 'count_closed') {
    await client.closeCount({ params, body: told });
    return [];
  }
  return (await client.recordScans({ params, body: { scans: acts.flatMap(scanOf) } })).body.results;
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

async function settle(store: DockStore, acts: readonly KeptAct[], results: readonly ScanResult[]): Promise<void> {
  const refused = new Map(results.flatMap(({ id, refusal }) => (refusal === undefined ? [] : [[id, refusal.words]])));
  await store.acknowledge(acts.filter(({ id }) => !refused.has(id)));
  for (const act of acts) {
    const refusal = refused.get(act.id);
    if (refusal !== undefined) await store.updateAct({ ...act, refusal });
  }
}

/** Whether sending must rest; undefined when the server has read the request and does not want it. */
function restOf(error: unknown): Rest | undefined {
  if (!(error instanceof RefusedError)) return 'unreachable';
  if (error.status === 401) return 'signed_out';
  return error.status >= 500 || error.status === 429 || error.status === 408 ? 'unreachable' : undefined;
}
