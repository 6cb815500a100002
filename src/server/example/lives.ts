import { Prng } from '../../base/prng.js';
import { fingerprintOf } from '../../custody/log/continue-log.js';
import type { EventKind } from '../../domain/custody-event.js';
import type { PlannedStep } from '../../domain/shipment-exception.js';

/** A parcel of the example, and the way that it is planned to take. Instants are milliseconds since 1970-01-01 UTC. */
export interface StoryParcel {
  readonly owner: string; // code of its carrier
  readonly originPlace: string; // `PARTY:STOP` where it is handed in
  readonly readyMs: number;
  readonly weightG: number;
  readonly steps: readonly PlannedStep[];
  /** Interchanges of its tenders, in order. */
  readonly interchanges: readonly string[];
  /** When it arrives outside the networks; undefined where nobody buys that. */
  readonly spotArriveMs: number | undefined;
}

/** One thing that a carrier says of a parcel. */
export interface StoryEvent {
  readonly atMs: number;
  readonly kind: EventKind;
  readonly party: string; // code
  readonly place: string | undefined;
  readonly counterparty?: string;
  readonly reason?: string;
  readonly weightG?: number;
}

/** A parcel changes hands. */
export interface StoryHandover {
  readonly atMs: number; // of the tender
  readonly receivedMs: number; // when it is scanned, if all goes well
  readonly interchange: string;
  readonly giver: string; // code
  readonly receiver: string;
  readonly giverPlace: string;
  readonly receiverPlace: string;
}

/** What happens to a parcel at a moment. */
export type StoryMoment =
  | { readonly kind: 'event'; readonly atMs: number; readonly event: StoryEvent }
  | { readonly kind: 'handover'; readonly atMs: number; readonly handover: StoryHandover };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How often things go otherwise than planned. All of it is made up. */
const CHANCE = { weighed: 0.12, misweighed: 0.15, leftBehind: 0.012, lost: 0.004, damaged: 0.004, absent: 0.06 };

/**
 * What happens to a parcel, in order: its plan, with vehicles that run late, connections that are missed for it, and the accidents of a
 * day. Parcels on one vehicle are late together. The same parcel and seed give the same life, so that a story can be told in parts.
 */
export function lifeOf(parcel: StoryParcel, seed: number): StoryMoment[] {
  const life = new Life(parcel, seed);
  life.handIn();
  if (parcel.steps.length === 0) life.travelOutside();
  else life.travel();
  return life.moments;
}

class Life {
  readonly moments: StoryMoment[] = [];
  private readonly prng: Prng;
  private lastMs: number;
  /** So much later than planned, because it waits for the same run of a later day. */
  private shiftMs = 0;

  constructor(
    private readonly parcel: StoryParcel,
    seed: number,
  ) {
    this.prng = new Prng(seed);
    this.lastMs = parcel.readyMs;
  }

  handIn(): void {
    const { originPlace: place, weightG } = this.parcel;
    this.tell('accepted', this.lastMs + this.minutes(1, 20), place);
    if (!this.prng.chance(CHANCE.weighed)) return;
    const wrong = this.prng.chance(CHANCE.misweighed);
    this.tell('weighed', this.lastMs + MINUTE_MS, place, { weightG: wrong ? Math.round(weightG * 1.4) + 90 : weightG });
  }

  /** Bought from somebody outside both networks: nobody scans it on its way. */
  travelOutside(): void {
    const { spotArriveMs, owner } = this.parcel;
    if (spotArriveMs === undefined) return;
    this.tell('departed', this.lastMs + this.minutes(60, 180), this.parcel.originPlace);
    this.tell('delivered', Math.max(spotArriveMs - this.minutes(0, 240), this.lastMs + HOUR_MS), undefined, {}, owner);
  }

  travel(): void {
    const { steps } = this.parcel;
    const end = this.prng.chance(CHANCE.lost) ? 1 + this.prng.below(steps.length) : steps.length;
    const left = this.prng.chance(CHANCE.leftBehind) ? this.prng.below(steps.length) : -1;
    let tender = 0;
    for (let at = 0; at < end; at++) {
      const step = steps[at];
      if (at === left) this.shiftMs += DAY_MS;
      if (step.kind === 'tendered') this.changeHands(step, steps[at + 1], this.parcel.interchanges[tender++] ?? '');
      else if (step.kind === 'delivered') this.deliver(step);
      else if (step.kind !== 'received') this.pass(step);
    }
  }

  /** A departure or round that is gone is taken a day later. */
  private pass({ kind, place, atMs, what }: PlannedStep): void {
    if (kind === 'arrived') {
      const atMsNow = atMs + this.shiftMs + 0.8 * this.delayMs(what) + this.minutes(0, 8);
      this.tell(kind, Math.max(atMsNow, this.lastMs + 5 * MINUTE_MS), place);
      if (this.prng.chance(CHANCE.damaged)) this.tell('damaged', this.lastMs + 2 * MINUTE_MS, place);
      return;
    }
    const momentMs = (): number =>
      kind === 'departed' ? atMs + this.shiftMs + this.delayMs(what) : atMs + this.shiftMs - 5 * MINUTE_MS;
    while (momentMs() < this.lastMs + 5 * MINUTE_MS) this.shiftMs += DAY_MS;
    this.tell(kind, momentMs(), place);
  }

  private changeHands(tender: PlannedStep, receipt: PlannedStep, interchange: string): void {
    while (tender.atMs + this.shiftMs < this.lastMs + 5 * MINUTE_MS) this.shiftMs += DAY_MS;
    const atMs = tender.atMs + this.shiftMs;
    const readyMs = receipt.atMs + this.shiftMs;
    const receivedMs = Math.round(atMs + (readyMs - atMs) * 0.7);
    const handover: StoryHandover = {
      atMs,
      receivedMs,
      interchange,
      giver: partyOf(tender.place),
      receiver: partyOf(receipt.place),
      giverPlace: tender.place,
      receiverPlace: receipt.place,
    };
    this.moments.push({ kind: 'handover', atMs, handover });
    this.lastMs = receivedMs;
  }

  private deliver({ place, atMs }: PlannedStep): void {
    const latestMs = atMs + this.shiftMs;
    const firstMs = this.lastMs + 30 * MINUTE_MS;
    const atMsNow = Math.max(firstMs, firstMs + this.prng.next() * (latestMs - firstMs));
    if (!this.prng.chance(CHANCE.absent)) return this.tell('delivered', atMsNow, place);
    this.tell('attempted', atMsNow, place, { reason: 'consignee_absent' });
    this.tell('out_for_delivery', this.lastMs + 16 * HOUR_MS, place);
    this.tell('delivered', this.lastMs + this.minutes(60, 300), place);
  }

  private tell(
    kind: EventKind,
    atMs: number,
    place: string | undefined,
    more: Pick<StoryEvent, 'reason' | 'weightG'> = {},
    party = place === undefined ? this.parcel.owner : partyOf(place),
  ): void {
    this.lastMs = Math.round(atMs);
    const event: StoryEvent = { atMs: this.lastMs, kind, party, place, ...more };
    this.moments.push({ kind: 'event', atMs: this.lastMs, event });
  }

  private minutes(low: number, high: number): number {
    return Math.round(this.prng.between(low, high) * MINUTE_MS);
  }

  /** How late a run is, the same for everything on it. */
  private delayMs(what: string): number {
    const prng = new Prng(Number.parseInt(fingerprintOf(`${what} ${this.shiftMs}`), 16));
    const luck = prng.next();
    if (luck < 0.74) return prng.between(0, 9) * MINUTE_MS;
    if (luck < 0.94) return prng.between(9, 35) * MINUTE_MS;
    return (luck < 0.985 ? prng.between(35, 90) : prng.between(120, 300)) * MINUTE_MS;
  }
}

/** Code of the party of a `PARTY:STOP`. */
export function partyOf(place: string): string {
  return place.slice(0, place.indexOf(':'));
}
