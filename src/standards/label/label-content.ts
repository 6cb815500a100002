/** Where a parcel comes from or goes to, as written on a label. Any script that the fonts have. */
export interface LabelAddress {
  readonly name: string;
  readonly lines: readonly string[];
  /** PIN or another postal code. */
  readonly postalCode: string;
  readonly phone?: string;
}

/** Money in minor units (paise), with its ISO 4217 code. */
export interface LabelMoney {
  readonly minor: number;
  readonly currency: string;
}

/** Everything on a parcel's label. Formatted dates and names come from outside: a label reads no clock. */
export interface ParcelLabel {
  /** S10 or a carrier's number; capital letters, digits, `-`, `.` and `/`. */
  readonly trackingNumber: string;
  readonly product: string;
  /** Short code of the product for scanners, such as `SPP`. */
  readonly productCode: string;
  /** Who booked the parcel, and who delivers it; the same carrier twice when it is not interlined. */
  readonly bookedBy: string;
  readonly deliveredBy: string;
  readonly from: LabelAddress;
  readonly to: LabelAddress;
  readonly cashOnDelivery?: LabelMoney;
  readonly weightG: number;
  readonly dimensionsCm?: readonly [length: number, width: number, height: number];
  readonly piece?: { readonly number: number; readonly of: number };
  /** Facilities in order, as their short codes, the last one that delivers. */
  readonly hubs: readonly string[];
  /** Where custody passes to the other carrier. */
  readonly interchange?: string;
  readonly digipin?: string;
  readonly reference?: string;
  /** Already in words, such as `23 Nov 2026`. */
  readonly bookedOn?: string;
  /** Goods that need care, such as `LITHIUM`. */
  readonly goods?: readonly string[];
  /** Made-up data: the label says so in large letters. */
  readonly synthetic: boolean;
}

/** Everything on the label of a bag, cage or pallet. */
export interface ContainerLabel {
  /** 18 digits. */
  readonly sscc: string;
  readonly kind: string; // 'BAG', 'CAGE', 'PALLET'
  readonly from: { readonly code: string; readonly name: string; readonly party: string };
  readonly to: { readonly code: string; readonly name: string; readonly party: string; readonly postalCode?: string };
  readonly manifest?: string;
  /** Run that carries it, already in words: `TRK-204 · 23 Nov 2026 22:30`. */
  readonly departure?: string;
  readonly interchange?: string;
  readonly seal?: string;
  readonly parcelCount?: number;
  readonly weightG?: number;
  readonly synthetic: boolean;
}
