import type {
  Discrepancy,
  DiscrepancyState,
  DisputeOutcome,
  HandoverAct,
  HandoverTerms,
  Manifest,
} from '../../domain/handover.js';
import { momentOf } from '../events/event-order.js';

type DisputeAct = Extract<HandoverAct, { kind: 'disputed' | 'proposed' }>;

/**
 * What has become of each discrepancy. The giver disputes with evidence within the agreement's days, otherwise it stands.
 * Either side may give in alone (the giver to `stands`, the receiver to `falls`); anything else needs both to propose
 * the same. The first settlement is final. What was missing and is found falls.
 */
export function settleDiscrepancies(
  discrepancies: readonly Discrepancy[],
  acts: readonly DisputeAct[], // in order, by giver or receiver
  by: { readonly manifest: Manifest; readonly terms: HandoverTerms; readonly nowMs: number },
): { readonly states: DiscrepancyState[]; readonly remarks: { readonly act: string; readonly words: string }[] } {
  const remarks: { act: string; words: string }[] = [];
  const acting = new Map<string, DisputeAct[]>();
  const keys = new Set(discrepancies.map(({ key }) => key));
  for (const act of acts) {
    if (!keys.has(act.discrepancy)) remarks.push({ act: act.id, words: `there is no discrepancy ${act.discrepancy}` });
    else acting.set(act.discrepancy, [...(acting.get(act.discrepancy) ?? []), act]);
  }
  const states = discrepancies.map((one) => stateOf(one, acting.get(one.key) ?? [], by, remarks));
  return { states, remarks };
}

function stateOf(
  discrepancy: Discrepancy,
  acts: readonly DisputeAct[],
  { manifest, terms, nowMs }: { readonly manifest: Manifest; readonly terms: HandoverTerms; readonly nowMs: number },
  remarks: { act: string; words: string }[],
): DiscrepancyState {
  const { foundMs, toldMs } = discrepancy;
  if (foundMs !== undefined) return { ...discrepancy, status: 'falls', settledMs: foundMs };
  const disputeByMs = toldMs + terms.disputeMs;
  const proposed: { giver?: DisputeOutcome; receiver?: DisputeOutcome } = {};
  let disputed = false;
  for (const act of acts) {
    const atMs = momentOf(act);
    const inTime = atMs <= disputeByMs && act.serverMs <= disputeByMs + terms.offlineMs;
    if (!disputed && atMs > disputeByMs) {
      remarks.push({ act: act.id, words: 'came when the discrepancy stood already' });
      break;
    }
    if (act.kind === 'disputed') {
      if (act.evidence.length === 0) remarks.push({ act: act.id, words: 'a dispute needs evidence' });
      else if (!inTime) remarks.push({ act: act.id, words: 'reached a server after the time to dispute' });
      else disputed = true;
      continue;
    }
    proposed[act.party === manifest.giver ? 'giver' : 'receiver'] = act.outcome;
    const status = agreedOutcome(proposed);
    if (status) return { ...discrepancy, status, settledMs: atMs };
  }
  if (disputed) return { ...discrepancy, status: 'disputed', settledMs: undefined };
  if (nowMs > disputeByMs + terms.offlineMs) return { ...discrepancy, status: 'stands', settledMs: disputeByMs };
  return { ...discrepancy, status: 'open', settledMs: undefined };
}

function agreedOutcome({
  giver,
  receiver,
}: {
  giver?: DisputeOutcome;
  receiver?: DisputeOutcome;
}): DisputeOutcome | undefined {
  if (giver === 'stands') return 'stands';
  if (receiver === 'falls') return 'falls';
  return giver === receiver ? giver : undefined;
}
