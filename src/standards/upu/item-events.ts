import { didYouMean } from '../../base/did-you-mean.js';
import { refused, valid, type Parsed } from '../parsed.js';
import type { Milestone, UpuCode, UpuCodes, UpuEvent } from './upu-codes.js';

/** What an event code and its reason and measure say, looked up. */
export interface ItemEventMeaning {
  readonly event: UpuEvent;
  readonly reason?: UpuCode;
  readonly measure?: UpuCode;
}

/** Reads an event code with its reason and measure, where it has them. Codes that the lists lack are refused with those that are near. */
export function parseItemEvent(
  codes: UpuCodes,
  told: { readonly code: string; readonly reason?: string | undefined; readonly measure?: string | undefined },
): Parsed<ItemEventMeaning> {
  const event = lookUp(codes.events, told.code, 'event');
  if (event.status === 'refused') return event;
  const reason = told.reason === undefined ? undefined : lookUp(codes.reasons, told.reason, 'reason');
  if (reason?.status === 'refused') return reason;
  const measure = told.measure === undefined ? undefined : lookUp(codes.measures, told.measure, 'measure');
  if (measure?.status === 'refused') return measure;
  if (!event.value.asksReason && (reason !== undefined || measure !== undefined)) {
    return refused(`an event ${event.value.code} has no reason and no measure`, reasonEvents(codes));
  }
  return valid({
    event: event.value,
    ...(reason === undefined ? {} : { reason: reason.value }),
    ...(measure === undefined ? {} : { measure: measure.value }),
  });
}

/** How far an item is after an event; undefined for a code that the list lacks. */
export function milestoneOf(codes: UpuCodes, code: string): Milestone | undefined {
  return codes.events.find((event) => event.code === code.toUpperCase())?.milestone;
}

/** The event that tells a milestone; undefined for one that posts do not tell each other. */
export function eventOfMilestone(codes: UpuCodes, milestone: Milestone): UpuEvent | undefined {
  return codes.events.find((event) => event.milestone === milestone && event.isWritten);
}

/** A row of a code list by its code; small letters and spaces around it are accepted. */
export function lookUp<Row extends { readonly code: string }>(
  rows: readonly Row[],
  text: string,
  what: string,
): Parsed<Row> {
  const code = text.trim().toUpperCase();
  const row = rows.find((candidate) => candidate.code === code);
  if (row !== undefined) return valid(row);
  const known = rows.map((candidate) => candidate.code);
  return refused(
    `there is no ${what} ${code === '' ? 'without a code' : code}`,
    known.join(', '),
    didYouMean(code, known),
  );
}

function reasonEvents(codes: UpuCodes): string {
  return codes.events.flatMap((event) => (event.asksReason ? [event.code] : [])).join(' and ');
}
