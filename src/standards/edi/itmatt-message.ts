import {
  chunks,
  gramsOf,
  minorOf,
  moneySegment,
  numberOf,
  textOf,
  textSegment,
  weightSegment,
} from './data-elements.js';
import { itmattShape, type ItemData, type ItemLine, type Itmatt, type Party } from './itmatt.js';
import { given, nameOf, type Draft, type MessageKind } from './message-kind.js';
import { componentOf, segment, type Segment } from './segments.js';

export const ITMATT: MessageKind<Itmatt> = {
  type: 'ITMATT',
  version: '1',
  release: '5',
  shape: itmattShape,
  write: ({ items }) => items.flatMap((item, index) => itemSegments(item, index + 1)),
  read: readItems,
};

/** Units of quantity (UN/ECE recommendation 20). */
const UNIT_CODES: Readonly<Record<ItemLine['unit'], string>> = {
  pcs: 'C62',
  pairs: 'PR',
  kg: 'KGM',
  l: 'LTR',
  m: 'MTR',
};

function itemSegments(item: ItemData, number: number): Segment[] {
  const { postal_charges: charges, category_note: note } = item;
  return [
    segment('GID', String(number)),
    segment('GIN', 'BN', item.item),
    segment('GIS', [item.category, 'ZZZ']),
    ...(note === undefined ? [] : [textSegment('ZCN', note)]),
    weightSegment('AAD', item.gross_weight_g),
    ...(charges === undefined ? [] : [moneySegment('64', charges.minor, charges.currency)]),
    ...(item.invoice === undefined ? [] : [segment('DOC', '380', item.invoice)]),
    ...item.licences.map((licence) => segment('DOC', '811', licence)),
    ...item.certificates.map((certificate) => segment('DOC', 'ZCE', certificate)),
    ...(item.comments === undefined ? [] : [textSegment('AAI', item.comments)]),
    ...partySegments('CZ', item.sender),
    ...partySegments('CN', item.addressee),
    ...item.lines.flatMap((line, index) => lineSegments(line, index + 1)),
  ];
}

function partySegments(role: 'CZ' | 'CN', party: Party): Segment[] {
  const { name, business, address, city = '', state = '', postal_code = '', country, phone, email, reference } = party;
  return [
    segment('NAD', role, '', '', chunks(name), address, city, state, postal_code, country),
    ...(business === undefined ? [] : [segment('NAD', 'ZBU', '', '', chunks(business))]),
    ...(reference === undefined ? [] : [segment('RFF', ['VA', reference])]),
    ...(phone === undefined ? [] : [segment('COM', [phone, 'TE'])]),
    ...(email === undefined ? [] : [segment('COM', [email, 'EM'])]),
  ];
}

function lineSegments(line: ItemLine, number: number): Segment[] {
  return [
    segment('CST', String(number), line.hs),
    textSegment('AAA', line.description),
    segment('LOC', '27', line.origin),
    segment('QTY', ['47', String(line.quantity), UNIT_CODES[line.unit]]),
    weightSegment('AAF', line.net_weight_g),
    moneySegment('203', line.value.minor, line.value.currency),
  ];
}

/** An item as it is read. The party and the line that segments speak of are those begun last. */
interface OpenItem {
  readonly item: Draft & { readonly licences: string[]; readonly certificates: string[]; readonly lines: Draft[] };
  party: Draft | undefined;
}

function readItems(segments: readonly Segment[]): ReturnType<MessageKind<Itmatt>['read']> {
  const open: OpenItem[] = [];
  const ignored: string[] = [];
  for (const one of segments) {
    const last = open.at(-1);
    if (one.tag === 'GID') open.push({ item: { licences: [], certificates: [], lines: [] }, party: undefined });
    else if (
      !last ||
      !(addToItem(last, one) || addToParty(last.party, one) || addToLine(last.item.lines.at(-1), one))
    ) {
      ignored.push(nameOf(one));
    }
  }
  return { document: { items: open.map(({ item }) => item) }, faults: [], ignored };
}

function addToItem(open: OpenItem, one: Segment): boolean {
  const { item } = open;
  const value = componentOf(one, 1);
  switch (one.tag === 'GIS' ? 'GIS' : nameOf(one)) {
    case 'GIN+BN':
      item['item'] = value;
      return true;
    case 'GIS':
      item['category'] = componentOf(one, 0);
      return true;
    case 'FTX+ZCN':
      item['category_note'] = textOf(one);
      return true;
    case 'FTX+AAI':
      item['comments'] = textOf(one);
      return true;
    case 'MOA+64':
      item['postal_charges'] = { minor: minorOf(one), currency: componentOf(one, 0, 2) };
      return true;
    case 'DOC+380':
      item['invoice'] = value;
      return true;
    case 'DOC+811':
      item.licences.push(value);
      return true;
    case 'DOC+ZCE':
      item.certificates.push(value);
      return true;
    case 'NAD+CZ':
      item['sender'] = open.party = readParty(one);
      return true;
    case 'NAD+CN':
      item['addressee'] = open.party = readParty(one);
      return true;
    case 'CST':
      return false;
    default:
      return one.tag === 'MEA' && componentOf(one, 1) === 'AAD'
        ? set(item, 'gross_weight_g', gramsOf(one))
        : beginLine(open, one);
  }
}

function beginLine({ item }: OpenItem, one: Segment): boolean {
  if (one.tag !== 'CST') return false;
  item.lines.push(given({ hs: componentOf(one, 1) }));
  return true;
}

function readParty(one: Segment): Draft {
  return given({
    name: (one.elements[3] ?? []).join(''),
    address: one.elements[4] ?? [],
    city: componentOf(one, 5),
    state: componentOf(one, 6),
    postal_code: componentOf(one, 7),
    country: componentOf(one, 8),
  });
}

function addToParty(party: Draft | undefined, one: Segment): boolean {
  if (party === undefined) return false;
  if (nameOf(one) === 'NAD+ZBU') return set(party, 'business', (one.elements[3] ?? []).join(''));
  if (nameOf(one) === 'RFF+VA') return set(party, 'reference', componentOf(one, 0, 1));
  if (one.tag === 'COM' && componentOf(one, 0, 1) === 'TE') return set(party, 'phone', componentOf(one, 0));
  if (one.tag === 'COM' && componentOf(one, 0, 1) === 'EM') return set(party, 'email', componentOf(one, 0));
  return false;
}

function addToLine(line: Draft | undefined, one: Segment): boolean {
  if (line === undefined) return false;
  const name = nameOf(one);
  if (name === 'FTX+AAA') return set(line, 'description', textOf(one));
  if (name === 'LOC+27') return set(line, 'origin', componentOf(one, 1));
  if (name === 'MOA+203') return set(line, 'value', { minor: minorOf(one), currency: componentOf(one, 0, 2) });
  if (one.tag === 'MEA' && componentOf(one, 1) === 'AAF') return set(line, 'net_weight_g', gramsOf(one));
  if (name !== 'QTY+47') return false;
  const code = componentOf(one, 0, 2);
  const [unit] = Object.entries(UNIT_CODES).find(([, known]) => known === code) ?? [code];
  line['unit'] = unit === '' ? undefined : unit;
  return set(line, 'quantity', numberOf(componentOf(one, 0, 1)));
}

function set(draft: Draft, member: string, value: unknown): true {
  draft[member] = value;
  return true;
}
