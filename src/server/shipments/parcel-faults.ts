import { didYouMean } from '../../base/did-you-mean.js';
import type { WireFault } from '../../wire/http/problem.js';
import { pointerTo } from '../http/parse-input.js';
import type { ReferenceData } from '../reference-data.js';

/** A parcel that was sent, and where it stands in the body. */
export interface SentParcelRow {
  readonly sent: { readonly product: string; readonly origin: string; readonly destination_pin: string };
  readonly path: readonly (string | number)[];
}

/** Against what a parcel is checked. */
export interface ParcelChecks {
  readonly reference: ReferenceData;
  readonly owner: { readonly code?: string | undefined };
  /** Whether likely corrections are looked for, which takes milliseconds among a nation's facilities. */
  readonly suggests: boolean;
}

/** What a parcel refers to that is not there. */
export function faultsOfParcel(
  { sent, path }: SentParcelRow,
  { reference, owner, suggests }: ParcelChecks,
): WireFault[] {
  const faults: WireFault[] = [];
  const unknown = (key: string, value: string, message: string, known?: Iterable<string>): void => {
    const suggestion = known === undefined || !suggests ? undefined : didYouMean(value, known);
    const fault = { code: 'unknown_reference', message, pointer: pointerTo([...path, key]), value };
    faults.push({ ...fault, ...(suggestion === undefined ? {} : { suggestion }) });
  };
  const { product, origin, destination_pin } = sent;
  if (!reference.products.has(product)) unknown('product', product, 'there is no such product', reference.products);
  const origins = reference.origins.get(owner.code ?? '');
  if (!origins?.has(origin)) {
    unknown('origin', origin, 'is no facility of the carrier, and no postal code where it collects', origins);
  }
  if (!reference.delivered.has(destination_pin)) {
    unknown('destination_pin', destination_pin, 'no carrier delivers to this postal code');
  }
  return faults;
}
