import { formatInstant } from '../../base/civil-time.js';
import { GOODS } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import type { PromiseRequest } from '../../planner/promise/promise-request.js';
import type { ReferenceData } from '../reference-data.js';

/** A parcel as requests send it, with what it refers to checked before. */
export interface SentParcel {
  readonly product: string;
  readonly origin: string;
  readonly ready_at: string;
  readonly destination_pin: string;
  readonly weight_g: number;
  readonly volume_ml?: number | undefined;
  readonly longest_side_cm?: number | undefined;
  readonly goods: readonly string[];
  readonly cod_minor: number;
}

/** Millilitres of a parcel that does not say, for each gram. */
const ML_PER_GRAM = 5;

/** Volume of a parcel, as sent or as taken. */
export function volumeMlOf({ volume_ml, weight_g }: Pick<SentParcel, 'volume_ml' | 'weight_g'>): number {
  return volume_ml ?? weight_g * ML_PER_GRAM;
}

/** The question that a parcel of a party is to the timetable; undefined where it refers to nothing that is there. */
export function questionOf(reference: ReferenceData, party: number, parcel: SentParcel): PromiseRequest | undefined {
  const { workspace, postalCodeOf, agreementContext } = reference;
  const { product, origin, destination_pin, weight_g, longest_side_cm, goods, cod_minor } = parcel;
  const facility = agreementContext.facilities[party]?.get(origin);
  const code = postalCodeOf.get(origin);
  const to = postalCodeOf.get(destination_pin);
  const productIndex = workspace.products.findIndex(({ id }) => id === product);
  if (to === undefined || productIndex < 0) return undefined;
  if (facility === undefined && code === undefined) return undefined;
  return {
    from: facility === undefined ? { kind: 'code', index: code ?? 0 } : { kind: 'facility', index: facility },
    to,
    atSec: Math.ceil((Date.parse(parcel.ready_at) - workspace.calendar.startMs) / 1000),
    g: weight_g,
    ml: volumeMlOf(parcel),
    longestSideCm: longest_side_cm ?? 0,
    product: productIndex,
    codAmount: cod_minor,
    goods: GOODS.reduce((mask, name, bit) => (goods.includes(name) ? mask | (1 << bit) : mask), 0),
  };
}

/** True when the timetable knows the moment. */
export function isInHorizon({ calendar }: Workspace, sec: number): boolean {
  return sec >= 0 && sec < calendar.dayStartSec[calendar.dayCount];
}

/** From when to when the timetable runs, for people. */
export function horizonText({ calendar }: Workspace): string {
  return `${formatInstant(calendar, 0)} to ${formatInstant(calendar, calendar.dayStartSec[calendar.dayCount])}`;
}
