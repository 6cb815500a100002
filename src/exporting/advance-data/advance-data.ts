import { readPostalDocument } from '../../standards/edi/postal-messages.js';
import type { Emsevt } from '../../standards/edi/emsevt.js';
import type { Itmatt } from '../../standards/edi/itmatt.js';
import type { Predes } from '../../standards/edi/predes.js';
import { refused, valid, type Parsed } from '../../standards/parsed.js';
import { eventOfMilestone } from '../../standards/upu/item-events.js';
import type { Milestone, UpuCodes } from '../../standards/upu/upu-codes.js';
import type { Addressee, Declaration, Exporter } from '../declare/declaration.js';
import type { Despatch } from '../documents/despatch.js';
import type { Documented } from '../documents/documented.js';

/** Longest line of an address in the message. */
const LINE_CHARACTERS = 70;

/** What filed exports hold, as the message ITMATT; refused with every field that the message needs and a declaration lacks. */
export function itmattOf(reference: string, filed: readonly Documented[]): Parsed<Itmatt> {
  return readAs<Itmatt>({ message: 'ITMATT', reference, items: filed.map(itemOf) });
}

/** A closed despatch as the message PREDES. */
export function predesOf(reference: string, { id, receptacles }: Despatch): Parsed<Predes> {
  return readAs<Predes>({
    message: 'PREDES',
    reference,
    despatch: id,
    receptacles: receptacles.map((bag) => ({
      receptacle: bag.id,
      weight_g: bag.weightG,
      item_count: bag.items.length,
      items: bag.items.map(({ item, weightG }) => ({ item, weight_g: weightG })),
    })),
  });
}

/** What became of an item, as we know it. */
export interface ToldEvent {
  readonly item: string;
  readonly milestone: Milestone;
  /** With its offset from UTC, to the minute: `2026-11-23T18:05+05:30`. */
  readonly at: string;
  readonly office?: string | undefined;
  readonly receptacle?: string | undefined;
}

/** What became of items, as the message EMSEVT; refused where a milestone has no event that posts tell each other. */
export function emsevtOf(reference: string, codes: UpuCodes, told: readonly ToldEvent[]): Parsed<Emsevt> {
  const untold = told.find(({ milestone }) => eventOfMilestone(codes, milestone) === undefined);
  if (untold !== undefined) return refused(`posts tell each other no event for ${untold.milestone}`);
  const events = told.map(({ milestone, ...rest }) =>
    present({ ...rest, event: eventOfMilestone(codes, milestone)?.code }),
  );
  return readAs<Emsevt>({ message: 'EMSEVT', reference, events });
}

function itemOf({ item, declaration, assessment }: Documented): object {
  const { category, categoryNote, grossWeightG, goods = [], currency, comments, invoice } = declaration;
  const { charges } = assessment;
  return present({
    item,
    category,
    category_note: categoryNote,
    gross_weight_g: grossWeightG,
    sender: senderOf(declaration.exporter),
    addressee: addresseeOf(declaration.addressee),
    postal_charges: charges.status === 'unknown' ? undefined : { minor: charges.totalPaise, currency: 'INR' },
    lines: goods.map((line) =>
      present({
        description: line.description,
        quantity: line.quantity,
        unit: line.unit ?? 'pcs',
        net_weight_g: line.netWeightG,
        value: { minor: line.valueMinor, currency },
        hs: line.hs?.replace(/\D/g, ''),
        origin: line.origin,
      }),
    ),
    invoice: invoice?.number,
    licences: papers(declaration, 'licences'),
    certificates: papers(declaration, 'certificates'),
    comments: comments?.trim(),
  });
}

function papers(declaration: Declaration, kind: 'licences' | 'certificates'): string[] {
  return (declaration[kind] ?? []).map((paper) => paper.trim());
}

function senderOf({ name, business, address, city, pin, phone, email, customsReference }: Exporter = {}): object {
  return present({
    name,
    business,
    address: linesOf(address),
    city,
    postal_code: pin,
    country: 'IN',
    phone,
    email,
    reference: customsReference,
  });
}

function addresseeOf(addressee: Addressee = {}): object {
  const { name, business, address, city, state, postalCode, country, phone, email, importerReference } = addressee;
  return present({
    name,
    business,
    address: linesOf(address),
    city,
    state,
    postal_code: postalCode,
    country,
    phone,
    email,
    reference: importerReference,
  });
}

/** An address by lines; one that is longer than the message takes goes on in the next, broken between words. */
function linesOf(address = ''): string[] {
  return address.split(/\r?\n/).flatMap((line) => {
    const lines: string[] = [];
    for (const word of line.split(/\s+/).filter((part) => part !== '')) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= LINE_CHARACTERS)
        lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines;
  });
}

/** Without members that say nothing. */
function present(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== ''));
}

/** Reads a document of ours as if somebody had sent it, so that nothing is written that would be refused elsewhere. */
function readAs<Document extends Itmatt | Predes | Emsevt>(document: object): Parsed<Document> {
  const read = readPostalDocument(document);
  return read.status === 'refused' ? read : valid(read.value as Document);
}
