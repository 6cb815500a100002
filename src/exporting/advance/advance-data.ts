import type { Emsevt } from '../../standards/edi/emsevt.js';
import type { ItemData, Itmatt, Party } from '../../standards/edi/itmatt.js';
import type { Predes } from '../../standards/edi/predes.js';
import type { Addressee, Exporter } from '../declare/declaration.js';
import type { Despatch } from '../documents/despatch.js';
import type { Documented } from '../documents/documented.js';
import { chargedPaise } from '../documents/customs-forms.js';

/**
 * What posts and customs abroad are told ahead of a despatch, from what was declared of its items (ITMATT), what is in its bags (PREDES) and
 * what happened to them (EMSEVT). A declaration may lack what a message needs, so readers of the documents have the last word.
 */
export function itmattOf(reference: string, items: readonly Documented[]): Itmatt {
  return { message: 'ITMATT', reference, items: items.map(itemDataOf) };
}

/** The pre-advice of a despatch, with the legs of its way where they are known. */
export function predesOf(reference: string, { id, receptacles }: Despatch, legs: Predes['legs'] = []): Predes {
  return {
    message: 'PREDES',
    reference,
    despatch: id,
    legs,
    receptacles: receptacles.map((bag) => ({
      receptacle: bag.id,
      weight_g: bag.weightG,
      item_count: bag.items.length,
      items: bag.items.map(({ item, weightG }) => ({ item, weight_g: weightG })),
    })),
  };
}

/** One thing that happened to an item, by the code that posts have for it. */
export interface ToldEvent {
  readonly item: string;
  readonly upu: string;
  readonly atMs: number; // since 1970-01-01 UTC
  readonly place?: string | undefined;
}

/** What happened to items; places that are offices of exchange are told as such. */
export function emsevtOf(reference: string, events: readonly ToldEvent[]): Emsevt {
  return {
    message: 'EMSEVT',
    reference,
    events: events.map(({ item, upu, atMs, place }) => ({
      item,
      event: upu,
      at: indianMoment(atMs),
      ...(place === undefined ? {} : /^IN[A-Z0-9]{4}$/.test(place) ? { office: place } : { place }),
      country: 'IN',
    })),
  };
}

function itemDataOf(documented: Documented): ItemData {
  const { declaration, item } = documented;
  const { exporter = {}, addressee = {}, goods = [], currency = 'INR', category = 'other' } = declaration;
  const paise = chargedPaise(documented);
  return {
    item,
    category,
    ...given('category_note', declaration.categoryNote),
    gross_weight_g: declaration.grossWeightG ?? 0,
    sender: partyOf(exporter, { country: 'IN', postalCode: exporter.pin, reference: exporter.iec }),
    addressee: partyOf(addressee, {
      country: addressee.country ?? '',
      postalCode: addressee.postalCode,
      reference: addressee.importerReference,
    }),
    ...(paise === undefined ? {} : { postal_charges: { minor: paise, currency: 'INR' } }),
    lines: goods.map((line) => ({
      description: line.description ?? '',
      quantity: line.quantity ?? 0,
      unit: line.unit ?? 'pcs',
      net_weight_g: line.netWeightG ?? 0,
      value: { minor: line.valueMinor ?? 0, currency },
      hs: (line.hs ?? '').replace(/\D/g, ''),
      origin: line.origin ?? '',
    })),
    ...given('invoice', declaration.invoice?.number),
    licences: [...(declaration.licences ?? [])],
    certificates: [...(declaration.certificates ?? [])],
    ...given('comments', declaration.comments),
  };
}

function partyOf(
  party: Exporter & Addressee,
  {
    country,
    postalCode,
    reference,
  }: { country: string; postalCode: string | undefined; reference: string | undefined },
): Party {
  return {
    name: party.name ?? '',
    ...given('business', party.business),
    address: addressLines(party.address ?? ''),
    ...given('city', party.city),
    ...given('state', party.state),
    ...given('postal_code', postalCode),
    country,
    ...given('phone', party.phone),
    ...given('email', party.email),
    ...given('reference', reference),
  };
}

function given<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { [P in K]: string });
}

const LINE_CHARACTERS = 70;
const LINES_MAX = 4;

/** An address in four lines at most, of seventy characters each, broken at blanks; what is beyond them is left to the label. */
function addressLines(address: string): string[] {
  const lines: string[] = [];
  for (const word of address.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= LINE_CHARACTERS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.slice(0, LINE_CHARACTERS));
  }
  return lines.slice(0, LINES_MAX);
}

const INDIA_MS = 5.5 * 3_600_000;

/** To the minute, where it happened: `2026-11-23T18:05+05:30`. */
function indianMoment(atMs: number): string {
  return `${new Date(atMs + INDIA_MS).toISOString().slice(0, 16)}+05:30`;
}
