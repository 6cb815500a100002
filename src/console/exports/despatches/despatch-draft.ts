import { parseS8 } from '../../../standards/s8/despatch.js';

/** A parcel that was put into a bag. */
export interface PackedItem {
  readonly exportId: string;
  readonly item: string; // UPU S10
  readonly country: string; // ISO 3166-1 alpha-2
}

/** A bag that is filled; `bag` stays the same while others come and go. */
export interface DraftBag {
  readonly bag: number;
  readonly tareG: string;
  readonly items: readonly PackedItem[];
}

/** A despatch before it is closed, as it is written. */
export interface DespatchDraft {
  readonly origin: string;
  readonly destination: string;
  readonly category: string;
  readonly subclass: string;
  readonly bags: readonly DraftBag[];
  /** The bag that the next parcel goes into. */
  readonly current: number;
  readonly nextBag: number;
}

export const EMPTY_DESPATCH: DespatchDraft = {
  origin: '',
  destination: '',
  category: '',
  subclass: '',
  bags: [{ bag: 1, tareG: '', items: [] }],
  current: 1,
  nextBag: 2,
};

/** Parcels that one bag takes. */
export const BAG_ITEMS_MAX = 500;
const TARE_G_MAX = 20_000;

/** The bag that a parcel lies in already, by its number among the bags from 1. */
export function bagOf({ bags }: DespatchDraft, item: string): number | undefined {
  const index = bags.findIndex(({ items }) => items.some((one) => one.item === item));
  return index < 0 ? undefined : index + 1;
}

/** With a parcel in the current bag; a full bag and a parcel that lies in one already change nothing. */
export function withItem(draft: DespatchDraft, item: PackedItem): DespatchDraft {
  if (bagOf(draft, item.item) !== undefined) return draft;
  const bags = draft.bags.map((bag) =>
    bag.bag === draft.current && bag.items.length < BAG_ITEMS_MAX ? { ...bag, items: [...bag.items, item] } : bag,
  );
  return { ...draft, bags };
}

export function withoutItem(draft: DespatchDraft, item: string): DespatchDraft {
  const bags = draft.bags.map((bag) => ({ ...bag, items: bag.items.filter((one) => one.item !== item) }));
  return { ...draft, bags };
}

/** With one more bag, which is filled next. */
export function withBag(draft: DespatchDraft): DespatchDraft {
  const { nextBag, bags } = draft;
  return { ...draft, bags: [...bags, { bag: nextBag, tareG: '', items: [] }], current: nextBag, nextBag: nextBag + 1 };
}

/** Without a bag and what is in it; the last one is emptied. */
export function withoutBag(draft: DespatchDraft, bag: number): DespatchDraft {
  const left = draft.bags.filter((one) => one.bag !== bag);
  const last = left.at(-1);
  if (last === undefined) return { ...withBag({ ...draft, bags: [] }) };
  return { ...draft, bags: left, current: draft.current === bag ? last.bag : draft.current };
}

export function withTare(draft: DespatchDraft, bag: number, tareG: string): DespatchDraft {
  return { ...draft, bags: draft.bags.map((one) => (one.bag === bag ? { ...one, tareG } : one)) };
}

/** True of what an office of exchange is called: country, place and office. */
export function isOffice(text: string): boolean {
  return /^[A-Z]{2}[A-Z0-9]{4}$/.test(text);
}

export function isTare(text: string): boolean {
  return text === '' || (/^\d{1,5}$/.test(text) && Number(text) <= TARE_G_MAX);
}

/** What is asked of the server; undefined while something is missing. Bags that are empty stay here. */
export function bodyOf({ origin, destination, category, subclass, bags }: DespatchDraft) {
  const filled = bags.filter(({ items }) => items.length > 0);
  const isWhole = isOffice(origin) && isOffice(destination) && /^[A-D]$/.test(category) && /^[A-Z]{2}$/.test(subclass);
  if (!isWhole || filled.length === 0 || !filled.every(({ tareG }) => isTare(tareG))) return undefined;
  return {
    origin,
    destination,
    category,
    subclass,
    bags: filled.map(({ tareG, items }) => ({
      export_ids: items.map(({ exportId }) => exportId),
      tare_g: tareG === '' ? 0 : Number(tareG),
    })),
  };
}

/** Parcels for a country that the office of destination is not in: they may be in transit, or in the wrong bag. */
export function otherCountries({ destination, bags }: DespatchDraft): string[] {
  if (!isOffice(destination)) return [];
  const countries = bags.flatMap(({ items }) => items.map(({ country }) => country));
  return [...new Set(countries)].filter((country) => country !== '' && country !== destination.slice(0, 2));
}

/** A despatch identifier in the parts it is made of, as people read it. */
export function displayDespatch(identifier: string): string {
  const match = /^(.{6})(.{6})(.)(..)(.)(.{4})(.*)$/.exec(identifier);
  return match === null
    ? identifier
    : match
        .slice(1)
        .filter((part) => part !== '')
        .join(' ');
}

/** Offices of earlier despatches, those of the newest first. */
export function officesOf(despatches: readonly { readonly despatch: string }[]) {
  const read = despatches.flatMap(({ despatch }) => {
    const parsed = parseS8(despatch);
    return parsed.status === 'valid' ? [parsed.value] : [];
  });
  return {
    origins: [...new Set(read.map(({ origin }) => origin))],
    destinations: [...new Set(read.map(({ destination }) => destination))],
  };
}
