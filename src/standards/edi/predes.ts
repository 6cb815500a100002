import { z } from 'zod';
import { gramsOf, numberOf, weightSegment } from './data-elements.js';
import { addToLeg, given, legSegments, nameOf, readLeg, type Draft, type MessageKind } from './message-kind.js';
import { componentOf, segment, type Segment } from './segments.js';
import { despatch, item, leg, receptacle, weightG } from './shapes.js';

const sentItem = z.strictObject({ item, weight_g: weightG.optional() });

const sentReceptacle = z.strictObject({
  receptacle,
  /** To the gram, where it was weighed better than the identifier tells. */
  weight_g: weightG.optional(),
  /** Of all items in it, also those that are not listed. */
  item_count: z.number().int().min(0).max(99_999).optional(),
  items: z.array(sentItem).max(9999).default([]),
});
export type SentReceptacle = z.infer<typeof sentReceptacle>;

/** A despatch that is on its way: its receptacles and the items in them (UPU M41, PREDES version 2.1). */
export const predesShape = z
  .strictObject({
    message: z.literal('PREDES'),
    reference: z.string().regex(/^[A-Za-z0-9]{1,14}$/),
    despatch,
    legs: z.array(leg).max(9).default([]),
    receptacles: z.array(sentReceptacle).min(1).max(999),
  })
  .superRefine(({ despatch: id, receptacles }, context) => {
    const fault = (message: string, ...path: (string | number)[]): void =>
      context.addIssue({ code: 'custom', message, path: ['receptacles', ...path] });
    const seen = new Map<string, string>();
    const once = (name: string, at: string, ...path: (string | number)[]): void => {
      const other = seen.get(name);
      if (other === undefined) seen.set(name, at);
      else fault(`is in ${other} already`, ...path);
    };
    const serials = receptacles.map((one) => one.receptacle.slice(20, 23));
    const highest = serials.reduce((max, serial) => (serial > max ? serial : max), '');
    for (const [index, one] of receptacles.entries()) {
      if (one.receptacle.slice(0, 20) !== id) fault(`is not of despatch ${id}`, index, 'receptacle');
      if (one.receptacle.charAt(23) === '1' && one.receptacle.slice(20, 23) !== highest) {
        fault('is marked as the last and is not', index, 'receptacle');
      }
      once(`receptacle ${one.receptacle.slice(20, 23)}`, 'the despatch', index, 'receptacle');
      for (const [at, { item: own }] of one.items.entries()) once(own, `receptacle ${index + 1}`, index, 'items', at);
      if (one.item_count !== undefined && one.item_count < one.items.length) {
        fault(`is less than the ${one.items.length} items listed`, index, 'item_count');
      }
    }
  });
export type Predes = z.infer<typeof predesShape>;

export const PREDES: MessageKind<Predes> = {
  type: 'PREDES',
  version: '2',
  release: '1',
  shape: predesShape,
  write: ({ despatch: id, legs, receptacles }) => [
    segment('RFF', ['ZDE', id]),
    ...legs.flatMap(legSegments),
    ...receptacles.flatMap(receptacleSegments),
    segment('CNT', ['10', String(receptacles.length)]),
    segment('CNT', ['11', String(receptacles.reduce((sum, { items }) => sum + items.length, 0))]),
  ],
  read: readDespatch,
};

function receptacleSegments({ receptacle: id, weight_g, item_count, items }: SentReceptacle): Segment[] {
  return [
    segment('EQD', 'ZRE', id),
    ...(weight_g === undefined ? [] : [weightSegment('AAD', weight_g)]),
    ...(item_count === undefined ? [] : [segment('QTY', ['ZIT', String(item_count)])]),
    ...items.flatMap((own) => [
      segment('GIN', 'BN', own.item),
      ...(own.weight_g === undefined ? [] : [weightSegment('AAD', own.weight_g)]),
    ]),
  ];
}

function readDespatch(segments: readonly Segment[]): ReturnType<MessageKind<Predes>['read']> {
  const document: Draft = {};
  const legs: Draft[] = [];
  const receptacles: (Draft & { readonly items: Draft[] })[] = [];
  const counts = new Map<string, number | undefined>();
  const ignored: string[] = [];
  for (const one of segments) {
    const open = receptacles.at(-1);
    const name = nameOf(one);
    if (name === 'RFF+ZDE') document['despatch'] = componentOf(one, 0, 1);
    else if (name === 'TDT+20') legs.push(readLeg(one));
    else if (name === 'EQD+ZRE') receptacles.push({ receptacle: componentOf(one, 1), items: [] });
    else if (name === 'GIN+BN' && open) open.items.push({ item: componentOf(one, 1) });
    else if (name === 'QTY+ZIT' && open) open['item_count'] = numberOf(componentOf(one, 0, 1));
    else if (name === 'MEA+WT' && componentOf(one, 1) === 'AAD' && open) {
      (open.items.at(-1) ?? open)['weight_g'] = gramsOf(one);
    } else if (name === 'CNT+10' || name === 'CNT+11') counts.set(name, numberOf(componentOf(one, 0, 1)));
    else if (!addToLeg(open ? undefined : legs.at(-1), one)) ignored.push(name);
  }
  const itemCount = receptacles.reduce((sum, { items }) => sum + items.length, 0);
  return {
    document: {
      ...document,
      legs,
      receptacles: receptacles.map((one) => ({ ...given(one), items: one.items.map(given) })),
    },
    faults: [
      ...countFaults(counts, 'CNT+10', receptacles.length, 'receptacles'),
      ...countFaults(counts, 'CNT+11', itemCount, 'items'),
    ],
    ignored,
  };
}

function countFaults(
  counts: ReadonlyMap<string, number | undefined>,
  name: string,
  counted: number,
  what: string,
): string[] {
  const told = counts.get(name);
  return !counts.has(name) || told === counted
    ? []
    : [`${name} counts ${told ?? 'nothing'}, there are ${counted} ${what}`];
}
