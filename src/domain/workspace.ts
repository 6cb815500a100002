import type { Calendar } from '../base/civil-time.js';
import type { Agreement } from './agreement.js';
import type { Network } from './network.js';

/** Everything that is planned, as read from a workspace folder; shipments are read apart because they are many. */
export interface Workspace {
  readonly name: string;
  /** True when any part of it is generated; shown wherever its figures are shown. */
  readonly synthetic: boolean;
  readonly calendar: Calendar;
  readonly currency: string; // ISO 4217
  readonly minorPerMajor: number; // 100 paise to the rupee
  readonly plannedAtSec: number; // the instant from which release steps of allotments count
  readonly parties: readonly Party[];
  readonly products: readonly Product[];
  readonly bands: readonly Band[];
  readonly network: Network;
  readonly agreement: Agreement | undefined; // a single carrier needs none
  /** Sentences about how the data came to be, e.g. what was repaired; shown in the report. */
  readonly notes: readonly string[];
}

export interface Party {
  readonly id: string;
  readonly name: string;
  /** Of a designated postal operator: how its item identifiers (UPU S10) begin and end. */
  readonly s10?: { readonly service: string; readonly country: string } | undefined;
}

/** What a carrier promises its customers, and what missing it costs. Money in minor units. */
export interface Product {
  readonly id: string;
  readonly days: number; // due at the end of the ready day plus so many days, unless the shipment says otherwise
  readonly latePerDay: number; // per parcel and day begun after due
  readonly spot: Spot | undefined; // carriage bought outside both networks
  readonly unplannedCost: number; // per parcel left out
}

export interface Spot {
  readonly perParcel: number;
  readonly perKg: number;
  readonly days: number; // delivered at the end of the ready day plus so many days
}

/**
 * A size band. A parcel belongs to the smallest band that holds both its weight and its volume, and is planned and
 * charged at the band's limits, so that whole classes share one use of capacity and no vehicle is ever overfilled.
 */
export interface Band {
  readonly g: number;
  readonly ml: number;
}
