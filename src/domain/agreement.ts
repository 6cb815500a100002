import type { ContainerKind } from './container.js';

/** The contract between carriers, as `agreement.yaml` states it. Party, facility and product references are resolved. */
export interface Agreement {
  readonly id: string;
  readonly version: number;
  readonly parties: readonly number[]; // indices into Workspace.parties
  readonly effectiveFrom: string; // YYYY-MM-DD
  readonly effectiveUntil: string;
  readonly currency: string;
  readonly interchanges: readonly Interchange[];
  readonly products: readonly ProductTerms[];
  readonly capacity: readonly CapacityClause[];
  readonly tariff: Tariff;
  readonly service: Service;
  readonly liability: Liability;
  readonly containers: ContainerLimits;
  readonly discrepancies: Discrepancies;
  readonly exceptions: ExceptionTimes;
  readonly settlement: Settlement;
  readonly gainShare: { readonly method: 'shapley' | 'proportional' | 'equal_profit' | 'none' };
  readonly visibility: Visibility;
}

/** A place where custody can pass. */
export interface Interchange {
  readonly id: string;
  /** Facility of each party that meets here, by party index. */
  readonly facilities: ReadonlyMap<number, number>;
  readonly directions: readonly { readonly from: number; readonly to: number }[]; // party indices
  readonly windows: readonly InterchangeWindow[];
  readonly transferSec: number; // tendered to ready on the other side
  readonly slotSec: number; // tenders start at the window's opening and every so often after it
  readonly parcelsPerWindow: number; // both directions together
  readonly manifestSec: number; // ready at the giving side this long before the tender
  readonly graceSec: number; // late tenders still taken at the dock; not planned for
}

export interface InterchangeWindow {
  readonly days: number; // weekday mask
  readonly openSec: number; // after the service day's start
  readonly closeSec: number;
}

/** What of one carrier's product the partner carries. */
export interface ProductTerms {
  readonly product: number; // index into Workspace.products
  readonly carriedAs: string;
  readonly weightKgMax: number;
  readonly longestSideCmMax: number;
  readonly goodsRefused: number; // goods mask
  readonly codAllowed: boolean;
  readonly codAmountMax: number; // minor money
}

/** Block space: what a partner may use of named departures or of an office's day. */
export interface CapacityClause {
  readonly party: number; // who grants it
  readonly pattern: string; // trip ids with `*`, or `delivery`
  readonly legs: 'all' | readonly { readonly from: number; readonly to: number }[]; // facilities
  readonly days: number; // weekday mask of the service day
  readonly kg: Quantity | undefined; // undefined: not limited by this clause
  readonly litres: Quantity | undefined;
  readonly parcels: Quantity | undefined;
  readonly type: 'hard' | 'soft' | 'free_sale' | 'exchange';
  /** Steps by descending hours; from `hours` before departure on only `keep` of the block is left. */
  readonly release: readonly { readonly hours: number; readonly keep: number }[];
  readonly line: number; // in agreement.yaml, to name the clause in explanations
}

/** An amount, or a share of the owner's capacity (`0.15x`). */
export type Quantity =
  | { readonly kind: 'amount'; readonly amount: number }
  | { readonly kind: 'share'; readonly share: number };

/** What the carrying party charges the other. Money in minor units. */
export interface Tariff {
  readonly volumetricCm3PerKg: number;
  readonly zoneKm: readonly number[]; // upper limits of all zones but the last
  readonly linehaulPerKg: readonly number[]; // by zone of the leg's kilometres
  readonly deliveryBaseKg: number;
  readonly deliveryBase: readonly number[]; // by zone
  readonly deliveryStepKg: number;
  readonly deliveryStep: readonly number[]; // by zone, per step or part of it
  readonly branchOffice: number; // added where a branch office delivers
  readonly interchangePerParcel: number;
  readonly codPercent: number;
  readonly codLeast: number;
  readonly returnFactor: number;
  readonly hardBlockPerKg: number;
  readonly volumeDiscounts: readonly { readonly fromMonthly: number; readonly percent: number }[];
  readonly taxPercent: number;
}

export interface Service {
  readonly clockStart: string;
  readonly clockStop: string;
  readonly targets: readonly ServiceTarget[];
  readonly excused: readonly string[];
}

export interface ServiceTarget {
  readonly metric: string;
  readonly atLeast: number;
  readonly per: string;
  readonly penaltyPerParcel: number; // minor money
  readonly cappedPercentOfInvoice: number | undefined;
}

export interface Liability {
  readonly perParcelMax: number; // minor money
  readonly custodyPasses: string;
  readonly lostAfterDays: number;
  readonly unknownPoint: string;
}

/** What may differ when parcels change hands, and until when the receiver says so. */
export interface Discrepancies {
  readonly reportWithinHours: number;
  readonly silent: string;
  readonly weightToleranceG: number;
  readonly offlineHours: number; // a scan made in time counts when it reaches a server so much later
}

/** What one bag or cage holds at most when it is handed over. */
export type ContainerLimits = Readonly<
  Record<ContainerKind, { readonly weightKgMax: number; readonly piecesMax: number }>
>;

/** After how long something about a shipment is an exception that both look at. */
export interface ExceptionTimes {
  readonly noScanHours: number;
  readonly stuckHours: number; // at an interchange
  readonly slackMinutes: number; // a departure scan may come so late
}

/** What holds where an agreement, or carriers without one, say nothing: what one person lifts, what one forklift does. */
export const USUAL_CONTAINERS: ContainerLimits = {
  bag: { weightKgMax: 30, piecesMax: 500 },
  cage: { weightKgMax: 500, piecesMax: 5000 },
};
export const USUAL_TIMES: ExceptionTimes = { noScanHours: 24, stuckHours: 6, slackMinutes: 60 };
export const USUAL_OFFLINE_HOURS = 12;

export interface Settlement {
  readonly cycle: string;
  readonly statementDay: number;
  readonly disputeDays: number;
  readonly silent: string;
  readonly codRemitDays: number;
  readonly net: boolean;
}

export interface Visibility {
  readonly shared: readonly string[];
  readonly afterCustody: readonly string[];
  readonly never: readonly string[];
}
