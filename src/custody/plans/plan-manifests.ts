import type { Agreement } from '../../domain/agreement.js';
import type { Manifest } from '../../domain/handover.js';
import { STEP_KINDS, type Plan } from '../../domain/plan.js';
import { packedString, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { NONE } from '../../base/none.js';
import { compareTexts } from '../events/event-order.js';
import { shipmentsOfTender } from './plan-departures.js';

/** A tender of a plan: what changes hands at an interchange, in one direction, at one moment. */
export interface PlannedTender {
  readonly interchange: number;
  readonly direction: number;
  readonly sec: number; // since the horizon's start
  readonly count: number; // shipments
}

const TRANSFER = STEP_KINDS.indexOf('transfer');

/** All tenders of a plan, by moment, interchange and direction. O(steps + shipments). */
export function tendersOfPlan({ parts, linehaul, lastMile }: Plan): PlannedTender[] {
  const uses = new Uint32Array(parts.count); // shipments by part
  for (const part of linehaul) if (part !== NONE) uses[part]++;
  for (const part of lastMile) if (part !== NONE) uses[part]++;
  const tenders = new Map<string, PlannedTender>();
  for (let part = 0; part < parts.count; part++) {
    if (uses[part] === 0) continue;
    for (let step = parts.firstStep[part]; step < parts.firstStep[part + 1]; step++) {
      if (parts.stepKind[step] !== TRANSFER) continue;
      const [interchange, direction, sec] = [parts.stepWhat[step], parts.stepDay[step], parts.stepAt[step]];
      const key = `${interchange} ${direction} ${sec}`;
      const count = (tenders.get(key)?.count ?? 0) + uses[part];
      tenders.set(key, { interchange, direction, sec, count });
    }
  }
  return [...tenders.values()].sort(
    (a, b) => a.sec - b.sec || a.interchange - b.interchange || a.direction - b.direction,
  );
}

/**
 * What a plan tenders, as a manifest of loose pieces; undefined when the agreement has no such interchange or direction.
 * The dock packs by it, and the manifest that is tendered is built from what was packed.
 */
export function plannedManifest(
  world: { readonly workspace: Workspace; readonly shipments: Shipments; readonly plan: Plan },
  tender: Omit<PlannedTender, 'count'>,
  id: string,
): Manifest | undefined {
  const { workspace, shipments, plan } = world;
  const agreement: Agreement | undefined = workspace.agreement;
  const interchange = agreement?.interchanges[tender.interchange];
  const way = interchange?.directions[tender.direction];
  if (interchange === undefined || way === undefined) return undefined;
  const rows = Array.from(shipmentsOfTender(plan, tender), (shipment) => ({
    piece: packedString(shipments.id, shipment),
    weightG: shipments.weightG[shipment],
    container: undefined,
  }));
  return {
    id,
    giver: workspace.parties[way.from].id,
    receiver: workspace.parties[way.to].id,
    interchange: interchange.id,
    tenderMs: workspace.calendar.startMs + tender.sec * 1000,
    lines: rows.sort((a, b) => compareTexts(a.piece, b.piece)),
    containers: [],
  };
}

/** What was packed against what the plan tenders: pieces that are left behind, and pieces that the plan does not tender. */
export function packedAgainstPlan(
  planned: Manifest,
  packed: Manifest,
): { readonly missing: readonly string[]; readonly unplanned: readonly string[] } {
  const [wanted, there] = [planned, packed].map(({ lines }) => new Set(lines.map(({ piece }) => piece)));
  return {
    missing: [...wanted].filter((piece) => !there.has(piece)),
    unplanned: [...there].filter((piece) => !wanted.has(piece)),
  };
}
