import type { z } from 'zod';
import { componentOf, segment, type Segment } from './segments.js';
import { momentOf, momentSegment } from './data-elements.js';
import { MODES, type Leg } from './shapes.js';

/** How a document becomes an EDIFACT message and back. */
export interface MessageKind<Document extends { readonly reference: string }> {
  readonly type: string;
  readonly version: string;
  readonly release: string;
  readonly shape: z.ZodType<Document>;
  readonly write: (document: Document) => Segment[];
  /** What the segments say, for the shape to judge; `faults` are counts that are wrong, `ignored` tags that say nothing to us. */
  readonly read: (segments: readonly Segment[]) => ReadMessage;
}

/** Parts of a document as they are read, before their shape is known to be right. */
export type Draft = Record<string, unknown>;

export interface ReadMessage {
  readonly document: Draft;
  readonly faults: readonly string[];
  readonly ignored: readonly string[];
}

/** Modes of transport as code numbers (UN/ECE recommendation 19). */
const MODE_CODES: Readonly<Record<Leg['mode'], string>> = { sea: '1', rail: '2', road: '3', air: '4' };

/** A stretch of the way: `TDT` with places `LOC` 5 and 8 and moments `DTM` 133 and 132. */
export function legSegments(leg: Leg): Segment[] {
  return [
    segment('TDT', '20', leg.service, MODE_CODES[leg.mode], '', leg.carrier ?? ''),
    segment('LOC', '5', leg.from),
    segment('LOC', '8', leg.to),
    momentSegment('133', leg.departs_at),
    ...(leg.arrives_at === undefined ? [] : [momentSegment('132', leg.arrives_at)]),
  ];
}

/** Begins a stretch of the way at its `TDT`. */
export function readLeg(one: Segment): Draft {
  const mode = MODES.find((name) => MODE_CODES[name] === componentOf(one, 2));
  return given({ service: componentOf(one, 1), mode, carrier: componentOf(one, 4) });
}

/** Adds what a `LOC` or `DTM` says to a stretch of the way; false where it says nothing of one. */
export function addToLeg(leg: Draft | undefined, one: Segment): boolean {
  if (leg === undefined) return false;
  const [qualifier, value] = [componentOf(one, 0), componentOf(one, 1)];
  if (one.tag === 'LOC' && qualifier === '5') leg['from'] = value;
  else if (one.tag === 'LOC' && qualifier === '8') leg['to'] = value;
  else if (one.tag === 'DTM' && qualifier === '133') leg['departs_at'] = momentOf(one);
  else if (one.tag === 'DTM' && qualifier === '132') leg['arrives_at'] = momentOf(one);
  else return false;
  return true;
}

/** Without members that are undefined or empty text. */
export function given(draft: Draft): Draft {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined && value !== ''));
}

/** A segment by its tag and first component, as it is told when it is ignored. */
export function nameOf(one: Segment): string {
  const qualifier = componentOf(one, 0);
  return qualifier === '' ? one.tag : `${one.tag}+${qualifier}`;
}
