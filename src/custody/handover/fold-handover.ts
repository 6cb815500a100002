import type { Agreement } from '../../domain/agreement.js';
import type { Handover, HandoverAct, HandoverTerms, Manifest } from '../../domain/handover.js';
import { compareTexts } from '../events/event-order.js';
import { sortActs, type SortedActs } from './handover-acts.js';
import { reconcile, type HandoverContext } from './reconcile.js';
import { settleDiscrepancies } from './settle-discrepancies.js';

/** The terms of handovers at one interchange of an agreement, by the interchange's index. */
export function handoverTerms(agreement: Agreement, interchange: number): HandoverTerms {
  const { manifestSec, graceSec } = agreement.interchanges[interchange];
  const { reportWithinHours, weightToleranceG, offlineHours } = agreement.discrepancies;
  return {
    manifestMs: manifestSec * 1000,
    graceMs: graceSec * 1000,
    reportMs: reportWithinHours * 3_600_000,
    offlineMs: offlineHours * 3_600_000,
    weightToleranceG,
    disputeMs: agreement.settlement.disputeDays * 86_400_000,
  };
}

/**
 * A handover as all its acts leave it at a moment: what was tendered against what was scanned, and what has become of the
 * differences. Any order and any number of copies of the same acts give the same result; acts that cannot count are
 * remarks. The rules are in docs/custody.md.
 */
export function foldHandover(manifest: Manifest, acts: Iterable<HandoverAct>, context: HandoverContext): Handover {
  const sorted = sortActs(manifest, acts);
  const { items, discrepancies, reportByMs, remarks } = reconcile(manifest, sorted, context);
  const { terms, nowMs } = context;
  const settled = settleDiscrepancies(discrepancies, sorted.disputes, { manifest, terms, nowMs });
  const tenderedMs = sorted.tenders[0]?.atMs ?? sorted.firstScanMs;
  items.sort((a, b) => -compareTexts(a.of, b.of) || compareTexts(a.item, b.item));
  const waiting = items.some(({ status }) => status === 'expected');
  return {
    phase: tenderedMs === undefined ? (sorted.preAdvisedMs === undefined ? 'draft' : 'pre_advised')
      : waiting ? (sorted.firstScanMs === undefined ? 'tendered' : 'receiving') : 'settled', // prettier-ignore
    tenderedMs,
    reportByMs,
    items,
    discrepancies: settled.states.toSorted((a, b) => compareTexts(a.key, b.key)),
    remarks: [...sorted.remarks, ...remarks, ...settled.remarks, ...latePreAdvice(manifest, sorted, terms)].toSorted(
      (a, b) => compareTexts(a.act, b.act) || compareTexts(a.words, b.words),
    ),
  };
}

function latePreAdvice(
  { tenderMs, id }: Manifest,
  { preAdvisedMs }: SortedActs,
  { manifestMs }: HandoverTerms,
): { act: string; words: string }[] {
  if (preAdvisedMs === undefined || preAdvisedMs <= tenderMs - manifestMs) return [];
  const minutes = Math.ceil((preAdvisedMs - tenderMs + manifestMs) / 60_000);
  return [{ act: id, words: `the manifest came ${minutes} minutes after its cut-off` }];
}
