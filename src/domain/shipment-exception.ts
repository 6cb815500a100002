import type { Said } from './said.js';
import type { Custodian, EventKind } from './custody-event.js';

/** One step of a shipment's planned route, as events show it. Instants are milliseconds since 1970-01-01 UTC. */
export interface PlannedStep {
  readonly kind: Extract<
    EventKind,
    'departed' | 'arrived' | 'tendered' | 'received' | 'out_for_delivery' | 'delivered'
  >;
  readonly place: string; // `PARTY:STOP`
  readonly atMs: number; // of a departure, tender or round the latest moment, otherwise the planned one
  readonly what: string; // `RAIL-12951 of 2026-11-24`, `tender at IX-DEL`
}

export const EXCEPTION_CODES = [
  'missed_connection',
  'no_scan',
  'presumed_lost',
  'promise_at_risk',
  'promise_broken',
  'stuck_at_interchange',
  'weight_mismatch',
  'custody_gap',
  'contradicting_event',
] as const;
export type ExceptionCode = (typeof EXCEPTION_CODES)[number];

/** What is found about exports by post, which have no custody log of their own. */
export const EXPORT_EXCEPTION_CODES = ['export_overdue'] as const;
export type ExportExceptionCode = (typeof EXPORT_EXCEPTION_CODES)[number];

/** Something about a shipment that a person should look at. It is there as long as the rule finds it. */
export interface ShipmentException extends FoundProblem {
  readonly code: ExceptionCode;
}

/** Something about an export that a person should look at: its state should have changed by now. */
export interface ExportException extends FoundProblem {
  readonly code: ExportExceptionCode;
}

interface FoundProblem {
  /** The same as long as it is the same thing: code, and what it is about. */
  readonly key: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly responsible: Custodian;
  readonly sinceMs: number; // when it began
  readonly words: string;
  readonly said?: Said | undefined; // the same as data
  readonly evidence: readonly string[]; // ids of events
  readonly clears: string; // what ends it, in words
  readonly newPromiseMs?: number | undefined; // of `promise_at_risk`: delivered by then at the earliest
}
