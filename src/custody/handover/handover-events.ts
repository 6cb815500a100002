import { sha256 } from '../../base/signing.js';
import type { CustodyEvent } from '../../domain/custody-event.js';
import type { Handover, HandoverAct, HandoverItem, Manifest } from '../../domain/handover.js';
import { compareEvents } from '../events/event-order.js';
import { sortActs, type Scan } from './handover-acts.js';

/** Where the two sides of an interchange stand, as `PARTY:STOP`. */
export interface HandoverPlaces {
  readonly giver: string;
  readonly receiver: string;
}

/**
 * What a handover says of each shipment, as events in order: tendered, received, refused, damaged, weighed. The same
 * finding has the same id however often the handover is folded.
 */
export function handoverEvents(
  manifest: Manifest,
  acts: Iterable<HandoverAct>,
  of: { readonly handover: Handover; readonly places: HandoverPlaces },
): CustodyEvent[] {
  const { handover, places } = of;
  const sorted = sortActs(manifest, acts);
  const scans = [...sorted.scans.values()].flat();
  const byId = new Map(scans.map((scan) => [scan.id, scan]));
  const lines = new Map(manifest.lines.map((line) => [line.piece, line]));
  const around = new Map(manifest.containers.map(({ id, container }) => [id, container]));
  const events: CustodyEvent[] = [];
  for (const item of handover.items) {
    if (item.of !== 'piece') continue;
    const container = lines.get(item.item)?.container;
    const names = new Set([item.item]);
    for (let at = container; at !== undefined && !names.has(at); at = around.get(at)) names.add(at);
    const tender = sorted.tenders.find(
      ({ items }) => items === undefined || [...names].some((name) => items.has(name)),
    );
    const shared = { shipment: item.item, handover: manifest.id, container };
    if (tender && item.manifested) {
      const { giver: party, receiver: counterparty } = manifest;
      const { deviceMs, serverMs } = tender.act;
      const id = idOf('tendered', tender.act.id, item.item);
      const place = places.giver;
      events.push({
        id,
        kind: 'tendered',
        source: 'manual',
        party,
        counterparty,
        deviceMs,
        serverMs,
        place,
        ...shared,
      });
    }
    const receiver = { party: manifest.receiver, counterparty: manifest.giver, place: places.receiver, ...shared };
    const taken = takenEvent(item, byId.get(item.accepted?.act ?? ''), receiver);
    if (taken) events.push(taken);
    if (item.status === 'refused') {
      const refusing = scans.find((scan) => names.has(scan.item) && scan.conditions?.includes('not_acceptable'));
      if (refusing) events.push(refusedEvent(refusing, receiver));
    }
    for (const scan of sorted.scans.get(`piece ${item.item}`) ?? []) events.push(...conditionEvents(scan, receiver));
  }
  return events.sort(compareEvents);
}

/**
 * What a log needs that knows some events of a handover, to say what the handover says now: the events it lacks, and
 * voids by the party that said them for those that hold no longer.
 */
export function changedEvents(
  known: readonly CustodyEvent[], // of this handover and shipment or shipments, voids too
  wanted: readonly CustodyEvent[],
  recordedMs: number,
): CustodyEvent[] {
  const voided = new Set(known.flatMap(({ kind, voids }) => (kind === 'voided' && voids !== undefined ? [voids] : [])));
  const standing = new Set(known.filter(({ id, kind }) => kind !== 'voided' && !voided.has(id)).map(({ id }) => id));
  const usable = (id: string): string => (voided.has(id) ? usable(sha256(`${id} again`).slice(0, 32)) : id);
  const renamed = wanted.map((event) => ({ ...event, id: usable(event.id) }));
  const kept = new Set(renamed.map(({ id }) => id));
  const gone = known.filter(({ id }) => standing.has(id) && !kept.has(id));
  return [
    ...renamed.filter(({ id }) => !standing.has(id)),
    ...gone.map((event): CustodyEvent => {
      const { shipment, party, handover, id: voids } = event;
      const at = { deviceMs: recordedMs, serverMs: recordedMs };
      return {
        id: idOf('voided', voids, shipment),
        kind: 'voided',
        source: 'manual',
        shipment,
        party,
        handover,
        voids,
        ...at,
      };
    }),
  ];
}

type Receiver = Pick<CustodyEvent, 'party' | 'counterparty' | 'place' | 'shipment' | 'handover' | 'container'>;

function takenEvent(item: HandoverItem, scan: Scan | undefined, receiver: Receiver): CustodyEvent | undefined {
  const { accepted, status } = item;
  if (accepted === undefined || (accepted.by !== 'silence' && scan === undefined)) return undefined;
  const told = scan ?? { deviceMs: accepted.atMs, serverMs: accepted.atMs, evidence: undefined };
  const source = accepted.by;
  const id = idOf(status, `${receiver.handover} ${accepted.act} ${source}`, item.item);
  const { deviceMs, serverMs, evidence } = told;
  return { id, kind: 'received', source, deviceMs, serverMs, evidence, ...receiver };
}

function refusedEvent({ id, deviceMs, serverMs, evidence }: Scan, receiver: Receiver): CustodyEvent {
  const told = { source: 'scan' as const, deviceMs, serverMs, evidence, ...receiver };
  return { ...told, id: idOf('refused', id, receiver.shipment), kind: 'refused', reason: 'prohibited' };
}

function conditionEvents(scan: Scan, receiver: Receiver): CustodyEvent[] {
  const { deviceMs, serverMs, evidence, weightG, conditions } = scan;
  const told = { source: 'scan' as const, deviceMs, serverMs, evidence, ...receiver };
  const events: CustodyEvent[] = [];
  if (conditions?.includes('damaged')) {
    events.push({ ...told, id: idOf('damaged', scan.id, receiver.shipment), kind: 'damaged' });
  }
  if (weightG !== undefined) {
    events.push({ ...told, id: idOf('weighed', scan.id, receiver.shipment), kind: 'weighed', weightG });
  }
  return events;
}

function idOf(kind: string, act: string, shipment: string): string {
  return `ev_${sha256(`interline-handover-event-1\n${kind}\n${act}\n${shipment}`).slice(0, 32)}`;
}
