import type { z } from '@hono/zod-openapi';
import { canonicalJson, type Json } from '../../base/canonical-json.js';
import type { Evidence } from '../../domain/custody-event.js';
import type { DiscrepancyCode, HandoverAct } from '../../domain/handover.js';
import { findEvidenceHashes } from '../../store/docks/evidence.js';
import {
  findElsewhere,
  findHandoverActs,
  foldedActId,
  type StoredHandoverAct,
} from '../../store/docks/handover-acts.js';
import { findItems, listItems, type StoredItem, type StoredManifest } from '../../store/docks/manifests.js';
import type { Tx } from '../../store/database/store.js';
import type * as wire from '../../wire/docks/handovers.js';
import { applyActs, type Concern, type Doing } from './apply-acts.js';
import { ssccOf } from './yard-acts.js';

export type SentScan = z.infer<typeof wire.ScanSchema>;
type ScanResult = z.infer<typeof wire.recordScans.answer.body>['results'][number];
type SentEvidence = NonNullable<SentScan['evidence']>;

/** A scan with what it read, on the manifest or not. */
interface NamedScan {
  readonly one: SentScan;
  readonly of: 'piece' | 'container';
  readonly item: string;
  readonly found: StoredItem | undefined;
}

/** Records what the receiver of a handover scanned, and tells what came of each scan. */
export async function scan(
  tx: Tx,
  doing: Doing,
  stored: StoredManifest,
  sent: readonly SentScan[],
): Promise<ScanResult[]> {
  const partyId = doing.acting.partyId;
  const read = sent.map(({ piece, container }) => piece ?? ssccOf(container ?? ''));
  const found = await findItems(tx, stored.id, [...new Set(read)]);
  const hashes = await evidenceHashes(
    tx,
    stored,
    sent.flatMap(({ evidence }) => evidence ?? []),
  );
  const byText = new Map<string, StoredItem>();
  for (const item of found) {
    byText.set(`${item.of} ${item.item}`, item);
    if (item.trackingNumber !== undefined) byText.set(`${item.of} ${item.trackingNumber}`, item);
  }
  const results = new Map<string, Pick<ScanResult, 'status' | 'refusal'>>();
  const named = sent.map((one, index): NamedScan => {
    const of = one.piece === undefined ? ('container' as const) : ('piece' as const);
    const item = byText.get(`${of} ${read[index]}`);
    return { one, of, item: item?.item ?? read[index], found: item };
  });
  const strange = [...new Set(named.flatMap(({ found: known, item }) => (known === undefined ? [item] : [])))];
  const elsewhere = await findElsewhere(tx, stored, strange);
  const acts = new Map<string, StoredHandoverAct>();
  for (const { one, of, item, found: known } of named) {
    const evidence = evidenceOf(one.evidence, hashes);
    if (evidence === undefined) {
      const refusal = { code: 'unknown_evidence', words: 'there is no such evidence of this handover' };
      results.set(one.id, { status: 'refused', refusal });
    } else if (!acts.has(one.id)) {
      const act = scannedAct(one, { of, item, evidence, party: stored.receiver, now: doing.now });
      acts.set(one.id, { partyId, id: one.id, act, elsewhere: known === undefined ? elsewhere.get(item) : undefined });
    }
  }
  const concern = await concernOf(tx, stored, named);
  const { added, fold } = await applyActs(tx, doing, stored, { acts: [...acts.values()], concern });
  const again = [...acts.keys()].filter((id) => !added.has(id));
  for (const known of again.length === 0 ? [] : await findHandoverActs(tx, stored, { partyId, ids: again })) {
    const refusal = { code: 'conflicting_copy', words: 'was sent before with other contents; the first counts' };
    const same = sameAct(known.act, acts.get(known.id)?.act);
    results.set(known.id, same ? { status: 'known' } : { status: 'refused', refusal });
  }
  const items = new Map(fold.handover.items.map((item) => [`${item.of} ${item.item}`, item]));
  const codes = new Map<string, DiscrepancyCode[]>();
  for (const { of, item, code } of fold.handover.discrepancies) {
    codes.set(`${of} ${item}`, [...(codes.get(`${of} ${item}`) ?? []), code]);
  }
  return named.map(({ one, of, item, found: known }): ScanResult => {
    const key = `${of} ${item}`;
    return {
      id: one.id,
      ...(results.get(one.id) ?? { status: 'recorded' }),
      item,
      manifested: known !== undefined,
      outcome: items.get(key)?.status ?? null,
      discrepancies: codes.get(key) ?? [],
    };
  });
}

/** The hashes of uploaded evidence that is named. */
export function evidenceHashes(
  tx: Tx,
  { id }: StoredManifest,
  evidence: readonly SentEvidence[number][],
): Promise<ReadonlyMap<string, string>> {
  return findEvidenceHashes(
    tx,
    id,
    evidence.flatMap((one) => ('evidence_id' in one ? [one.evidence_id] : [])),
  );
}

/** Evidence as it is kept; undefined when some of it is not there. */
export function evidenceOf(
  sent: SentEvidence | undefined,
  hashes: ReadonlyMap<string, string>,
): readonly Evidence[] | undefined {
  const evidence: Evidence[] = [];
  for (const one of sent ?? []) {
    if ('ref' in one) {
      evidence.push({ kind: one.kind, ref: one.ref });
      continue;
    }
    const sha256 = hashes.get(one.evidence_id);
    if (sha256 === undefined) return undefined;
    evidence.push({ kind: one.kind, ref: one.evidence_id, sha256 });
  }
  return evidence;
}

/** Whether two acts with one id say the same; when they reached the server does not count. */
export function sameAct(a: HandoverAct, b: HandoverAct | undefined): boolean {
  const content = (act: HandoverAct | undefined): string =>
    canonicalJson({ ...act, id: '', serverMs: 0 } as unknown as Json);
  return content(a) === content(b);
}

function scannedAct(
  { id, device_time, conditions, weight_g, seal }: SentScan,
  about: {
    readonly of: 'piece' | 'container';
    readonly item: string;
    readonly evidence: readonly Evidence[];
    readonly party: string;
    readonly now: Date;
  },
): HandoverAct {
  const { of, item, evidence, party, now } = about;
  return {
    id: foldedActId(party, id),
    party,
    deviceMs: Date.parse(device_time),
    serverMs: now.getTime(),
    kind: 'scanned',
    of,
    item,
    ...(conditions === undefined || conditions.length === 0 ? {} : { conditions: [...new Set(conditions)] }),
    ...(weight_g === undefined ? {} : { weightG: weight_g }),
    ...(seal === undefined ? {} : { seal }),
    ...(evidence.length === 0 ? {} : { evidence }),
  };
}

/** A container concerns all that is in it, which is looked up among all; pieces concern themselves. */
async function concernOf(tx: Tx, stored: StoredManifest, named: readonly NamedScan[]): Promise<Concern> {
  const pieces = new Map<string, StoredItem>();
  for (const { found } of named) if (found?.of === 'piece') pieces.set(found.item, found);
  const containers = new Set(named.flatMap(({ found }) => (found?.of === 'container' ? [found.item] : [])));
  for (const one of containers.size === 0 ? [] : await listItems(tx, stored.id)) {
    if (one.of === 'piece' && one.around.some((name) => containers.has(name))) pieces.set(one.item, one);
  }
  const strange = new Set(named.flatMap(({ found, item }) => (found === undefined ? [item] : [])));
  return { pieces: [...pieces.values()], strange: [...strange] };
}
