import { refused, valid, type Parsed } from '../parsed.js';
import type { ParcelLabel } from './label-content.js';

/** What a scanner learns from a parcel's QR code without asking a server. No names, addresses or phone numbers. */
export interface LabelPayload {
  readonly trackingNumber: string;
  readonly postalCode: string;
  readonly productCode: string;
  readonly weightG: number;
  /** Minor units to collect; 0 for a parcel that is paid. */
  readonly cashMinor: number;
  readonly interchange?: string;
  readonly digipin?: string;
}

const VERSION = 'IL1';

/**
 * Payload of version `IL1`: fields in fixed order between colons, so that it fits the QR code's alphanumeric mode when
 * there are no small letters:
 * `IL1:EE123456785IN:560001:SPP:1250:129900:BLR:4P3-JJT-4K39`, that is version, tracking number, postal code, product
 * code, grams, minor units to collect, interchange, DIGIPIN. Colons and percent signs within a field are percent-encoded;
 * empty fields at the end are left out.
 */
export function labelPayload(label: ParcelLabel): string {
  const fields = [
    VERSION,
    label.trackingNumber,
    label.to.postalCode,
    label.productCode,
    String(Math.round(label.weightG)),
    String(label.cashOnDelivery?.minor ?? 0),
    label.interchange ?? '',
    label.digipin ?? '',
  ];
  return fields.map(escaped).join(':').replace(/:+$/, '');
}

/** Reads what `labelPayload` wrote. */
export function parseLabelPayload(text: string): Parsed<LabelPayload> {
  const [version, ...raw] = text.trim().split(':');
  if (version !== VERSION)
    return refused('this is not a label of Interline, or of a later version', `a text that starts with ${VERSION}:`);
  const [
    trackingNumber = '',
    postalCode = '',
    productCode = '',
    weight = '',
    cash = '',
    interchange = '',
    digipin = '',
  ] = raw.map(unescaped);
  if (raw.length < 5 || raw.length > 7) return refused(`a label's payload has 6 to 8 fields, not ${raw.length + 1}`);
  if (!/^\d{1,9}$/.test(weight)) return refused('the fifth field is not a weight', 'whole grams');
  if (!/^\d{1,15}$/.test(cash)) return refused('the sixth field is not an amount', 'whole minor units, 0 for none');
  return valid({
    trackingNumber,
    postalCode,
    productCode,
    weightG: Number(weight),
    cashMinor: Number(cash),
    ...(interchange === '' ? {} : { interchange }),
    ...(digipin === '' ? {} : { digipin }),
  });
}

function escaped(field: string): string {
  return field.replace(/[%:\n\r]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function unescaped(field: string): string {
  return field.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
