import { z } from 'zod';
import { momentOf, momentSegment, textOf, textSegment } from './data-elements.js';
import { given, nameOf, type Draft, type MessageKind } from './message-kind.js';
import { componentOf, segment, type Segment } from './segments.js';
import { country, item, moment, office, receptacle, text } from './shapes.js';

const itemEvent = z.strictObject({
  item,
  event: z.string().regex(/^[EX][A-Z]{2}$/, 'is no event code such as EMC'),
  at: moment,
  /** Where: an office of exchange, or the name of another place, and its country. */
  office: office.optional(),
  place: text(70).optional(),
  country: country.optional(),
  /** Why, and what is done about it. */
  reason: z
    .string()
    .regex(/^\d\d$/, 'is no reason of two digits')
    .optional(),
  measure: z
    .string()
    .regex(/^[A-Z]$/, 'is no measure of one letter')
    .optional(),
  receptacle: receptacle.optional(),
  signed_by: text(35).optional(),
  note: text(350).optional(),
});
export type ItemEvent = z.infer<typeof itemEvent>;

/** What happened to items, as one post tells another (UPU M40, EMSEVT version 3). */
export const emsevtShape = z.strictObject({
  message: z.literal('EMSEVT'),
  reference: z.string().regex(/^[A-Za-z0-9]{1,14}$/),
  events: z.array(itemEvent).min(1).max(9999),
});
export type Emsevt = z.infer<typeof emsevtShape>;

export const EMSEVT: MessageKind<Emsevt> = {
  type: 'EMSEVT',
  version: '3',
  release: '0',
  shape: emsevtShape,
  write: ({ events }) => events.flatMap((event, index) => eventSegments(event, index + 1)),
  read: readEvents,
};

function eventSegments(event: ItemEvent, number: number): Segment[] {
  const { office: at, place, country: where, reason = '', measure = '' } = event;
  return [
    segment('GID', String(number)),
    segment('GIN', 'BN', event.item),
    segment('STS', '1', event.event, reason, measure),
    momentSegment('334', event.at),
    ...(at === undefined ? [] : [segment('LOC', 'ZOE', at)]),
    ...(place === undefined ? [] : [segment('LOC', 'ZPL', ['', '', '', place])]),
    ...(where === undefined ? [] : [segment('LOC', 'ZCO', where)]),
    ...(event.receptacle === undefined ? [] : [segment('EQD', 'ZRE', event.receptacle)]),
    ...(event.signed_by === undefined ? [] : [segment('NAD', 'ZSI', '', '', event.signed_by)]),
    ...(event.note === undefined ? [] : [textSegment('AAI', event.note)]),
  ];
}

function readEvents(segments: readonly Segment[]): ReturnType<MessageKind<Emsevt>['read']> {
  const events: Draft[] = [];
  const ignored: string[] = [];
  for (const one of segments) {
    const event = events.at(-1);
    if (one.tag === 'GID') events.push({});
    else if (event === undefined || !addToEvent(event, one)) ignored.push(nameOf(one));
  }
  return { document: { events: events.map(given) }, faults: [], ignored };
}

function addToEvent(event: Draft, one: Segment): boolean {
  const value = componentOf(one, 1);
  switch (nameOf(one)) {
    case 'GIN+BN':
      event['item'] = value;
      return true;
    case 'STS+1':
      Object.assign(event, { event: value, reason: componentOf(one, 2), measure: componentOf(one, 3) });
      return true;
    case 'DTM+334':
      event['at'] = momentOf(one);
      return true;
    case 'LOC+ZOE':
      event['office'] = value;
      return true;
    case 'LOC+ZPL':
      event['place'] = componentOf(one, 1, 3);
      return true;
    case 'LOC+ZCO':
      event['country'] = value;
      return true;
    case 'EQD+ZRE':
      event['receptacle'] = value;
      return true;
    case 'NAD+ZSI':
      event['signed_by'] = componentOf(one, 3);
      return true;
    case 'FTX+AAI':
      event['note'] = textOf(one);
      return true;
    default:
      return false;
  }
}
