import { didYouMean } from '../../base/did-you-mean.js';
import type { Destination, PostalService } from '../tables/export-tables.js';
import type { Checking } from './checking.js';

/** Where the parcel goes, how, and whether it is taken there: country, service, weight, size, what the addressee must tell. */
export function checkParcel(checking: Checking): void {
  const { declaration, sink, tables } = checking;
  const { addressee = {}, service: serviceId, category } = declaration;
  sink.has(addressee.name, ['addressee', 'name']);
  sink.has(addressee.address, ['addressee', 'address']);
  sink.has(addressee.city, ['addressee', 'city']);
  if (sink.has(category, ['category']) && category === 'other') {
    sink.has(declaration.categoryNote, ['categoryNote'], 'is needed: what the goods are sent for');
  }
  const destination = destinationOf(checking);
  if (destination !== undefined) checkAddressee(checking, destination);
  if (!sink.has(serviceId, ['service'])) return;
  const service = tables.services.find(({ id }) => id === serviceId);
  if (service === undefined) {
    const ids = tables.services.map(({ id }) => id);
    sink.error('unknown_reference', ['service'], {
      message: 'is no service of the tables',
      value: serviceId,
      allowed: ids.join(', '),
      suggestion: didYouMean(serviceId, ids),
    });
    return;
  }
  checkWeight(checking, service, destination);
  checkSize(checking, service);
}

function destinationOf({ declaration, sink, tables }: Checking): Destination | undefined {
  const country = declaration.addressee?.country;
  const path = ['addressee', 'country'];
  if (!sink.has(country, path)) return undefined;
  if (country === 'IN') {
    sink.error('not_served', path, { message: 'is where the parcel comes from', value: country });
    return undefined;
  }
  const found = tables.destinations.find((one) => one.country === country);
  if (found === undefined) {
    sink.error('not_served', path, {
      message: 'is no country that the tables have',
      value: country,
      allowed: 'a two-letter code of ISO 3166-1 that the table of destinations has',
      suggestion: didYouMean(
        country,
        tables.destinations.map((one) => one.country),
      ),
    });
  }
  return found;
}

function checkAddressee({ declaration: { addressee = {} }, sink }: Checking, destination: Destination): void {
  for (const need of destination.needs) {
    sink.has(addressee[need], ['addressee', need], `is needed for ${destination.name}`);
  }
  const { postalCode: pattern } = destination;
  const { postalCode } = addressee;
  if (pattern === undefined || postalCode === undefined || postalCode === '') return;
  if (new RegExp(`^(?:${pattern})$`, 'i').test(postalCode.trim())) return;
  const message = `is no postal code of ${destination.name}`;
  sink.error('bad_format', ['addressee', 'postalCode'], { message, value: postalCode, allowed: pattern });
}

function checkWeight(
  { declaration: { grossWeightG }, sink }: Checking,
  service: PostalService,
  destination: Destination | undefined,
): void {
  const there = destination?.services.find((one) => one.service === service.id);
  if (destination !== undefined && there === undefined) {
    sink.error('not_served', ['service'], {
      message: `${service.name} does not go to ${destination.name}`,
      value: service.id,
      allowed: destination.services.map((one) => one.service).join(', '),
    });
  }
  if (!sink.has(grossWeightG, ['grossWeightG'])) return;
  if (grossWeightG <= 0) {
    sink.error('out_of_range', ['grossWeightG'], { message: 'must be above 0', value: grossWeightG });
    return;
  }
  const weightMaxG = Math.min(service.weightMaxG, there?.weightMaxG ?? Number.POSITIVE_INFINITY);
  if (grossWeightG <= weightMaxG) return;
  sink.error('too_heavy', ['grossWeightG'], {
    message: `${service.name} takes less${there?.weightMaxG === undefined ? '' : ` to ${destination?.name}`}`,
    value: grossWeightG,
    allowed: `up to ${weightMaxG} g`,
    suggestion: 'Divide the goods into two parcels, or choose another service.',
  });
}

/** All three sides, or none of them: then the counter measures. */
function checkSize({ declaration, sink }: Checking, service: PostalService): void {
  const sides = (['lengthMm', 'widthMm', 'heightMm'] as const).map((key) => ({ key, mm: declaration[key] }));
  if (sides.every(({ mm }) => mm === undefined)) return;
  for (const { key, mm } of sides) {
    if (sink.has(mm, [key], 'is needed where another side is told') && mm <= 0) {
      sink.error('out_of_range', [key], { message: 'must be above 0', value: mm });
    }
  }
  const [longest = 0, middle = 0, shortest = 0] = sides.map(({ mm }) => mm ?? 0).toSorted((a, b) => b - a);
  const at = [sides.find(({ mm }) => mm === longest)?.key ?? 'lengthMm'];
  const tooLarge = (what: string, mm: number, limitMm: number | undefined): void => {
    if (limitMm === undefined || mm <= limitMm) return;
    const message = `${what} is too large for ${service.name}`;
    sink.error('too_large', at, { message, value: mm, allowed: `up to ${limitMm} mm` });
  };
  tooLarge('the longest side', longest, service.longestMm);
  tooLarge('length, width and height together', longest + middle + shortest, service.sumMm);
  tooLarge('length and girth together', longest + 2 * (middle + shortest), service.girthMm);
}
