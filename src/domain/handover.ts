import type { ToldAct } from './container.js';
import type { ContainerKind } from './container.js';
import type { Evidence } from './custody-event.js';

/** What a party is about to tender at an interchange, or tendered. Instants are milliseconds since 1970-01-01 UTC. */
export interface Manifest {
  readonly id: string;
  readonly giver: string; // party
  readonly receiver: string; // party
  readonly interchange: string;
  readonly tenderMs: number; // planned moment
  readonly lines: readonly ManifestLine[]; // by piece
  readonly containers: readonly ManifestContainer[]; // by id
}

export interface ManifestLine {
  readonly piece: string; // shipment
  readonly weightG: number;
  readonly container: string | undefined; // in which it is; undefined: loose
}

export interface ManifestContainer {
  readonly id: string; // SSCC
  readonly kind: ContainerKind;
  readonly seal: string | undefined; // undefined: not sealed
  readonly container: string | undefined; // in which it is
}

/** What an agreement says about a handover at one interchange. */
export interface HandoverTerms {
  readonly manifestMs: number; // the manifest is there so long before the tender
  readonly graceMs: number; // a tender may be so late
  readonly reportMs: number; // discrepancies are told within this of the tender; then silence accepts
  readonly offlineMs: number; // a scan made in time counts when it reaches a server so much later
  readonly weightToleranceG: number;
  readonly disputeMs: number; // the giver disputes within this of the discrepancy being told
}

/** What can be seen of a piece or container when it is scanned. */
export const CONDITIONS = [
  'intact', // of a container: its seal was looked at
  'seal_broken',
  'damaged',
  'label_unreadable',
  'misrouted',
  'duplicate_label',
  'not_acceptable',
  'missing', // no scan at all: looked for and not found
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Something that is done in a handover. Copies have one id, and acts may arrive in any order. */
export type HandoverAct = ToldAct &
  (
    | { readonly kind: 'pre_advised' }
    /** The pieces and containers named, with all that is in them; without names everything. */
    | { readonly kind: 'tendered'; readonly items?: readonly string[] | undefined }
    | HandoverScan
    /** The receiver has scanned all that came: what was not scanned is missing. */
    | { readonly kind: 'count_closed' }
    /** One of its own acts never happened. */
    | { readonly kind: 'voided'; readonly voids: string }
    /** The giver does not accept a discrepancy. */
    | { readonly kind: 'disputed'; readonly discrepancy: string; readonly evidence: readonly Evidence[] }
    /** What a party would have a discrepancy end with. */
    | { readonly kind: 'proposed'; readonly discrepancy: string; readonly outcome: DisputeOutcome }
  );

export interface HandoverScan {
  readonly kind: 'scanned';
  readonly of: 'piece' | 'container';
  readonly item: string;
  readonly conditions?: readonly Condition[] | undefined;
  readonly weightG?: number | undefined; // as weighed
  readonly seal?: string | undefined; // number, as read
  readonly evidence?: readonly Evidence[] | undefined;
}

/** The discrepancy stands, falls, or is borne by both in halves. */
export type DisputeOutcome = 'stands' | 'falls' | 'split';

export const DISCREPANCY_CODES = [
  'SHORT',
  'EXCESS',
  'DAMAGED',
  'WEIGHT_DIFF',
  'MISROUTED',
  'DUPLICATE',
  'LATE',
  'SEAL_BROKEN',
  'LABEL_UNREADABLE',
  'NOT_ACCEPTABLE',
] as const;
export type DiscrepancyCode = (typeof DISCREPANCY_CODES)[number];

/** What is not as it was manifested. The giver answers for it until it falls. */
export interface Discrepancy {
  readonly key: string; // `SHORT piece S1`: one for each code and item of a handover
  readonly code: DiscrepancyCode;
  readonly of: 'piece' | 'container';
  readonly item: string;
  readonly toldMs: number; // moment of the scan or count that tells it
  readonly words: string;
  readonly evidence: readonly Evidence[];
  readonly foundMs: number | undefined; // of SHORT: it came after all
}

/** Where a piece or container of a handover is. */
export interface HandoverItem {
  readonly of: 'piece' | 'container';
  readonly item: string;
  readonly manifested: boolean;
  readonly status: 'not_tendered' | 'expected' | 'accepted' | 'refused' | 'missing';
  /** How it was accepted, and when custody passed; undefined unless accepted. */
  readonly accepted:
    | { readonly by: 'scan' | 'container' | 'silence'; readonly atMs: number; readonly act: string }
    | undefined;
}

/** What is known of a piece that a manifest does not name. */
export type Elsewhere =
  | { readonly kind: 'expected'; readonly words: string } // at another interchange, or under another manifest
  | { readonly kind: 'received'; readonly words: string }; // the receiver has it already

export interface Handover {
  readonly phase: 'draft' | 'pre_advised' | 'tendered' | 'receiving' | 'settled';
  readonly tenderedMs: number | undefined; // the first tender
  readonly reportByMs: number | undefined; // of what was tendered last
  readonly items: readonly HandoverItem[]; // pieces, then containers, by id
  readonly discrepancies: readonly DiscrepancyState[]; // by key
  readonly remarks: readonly { readonly act: string; readonly words: string }[]; // acts that change nothing, and why
}

/** A discrepancy, and what has become of it. Money is due only for what `stands` or is `split`. */
export interface DiscrepancyState extends Discrepancy {
  readonly status: 'open' | 'disputed' | DisputeOutcome;
  readonly settledMs: number | undefined; // since when it stands, falls or is split
}
