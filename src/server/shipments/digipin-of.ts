import { decodeDigipin, encodeDigipin } from '../../standards/digipin/digipin.js';
import type { WireFault } from '../../wire/http/problem.js';
import { pointerTo } from '../http/parse-input.js';
import { ProblemError } from '../http/problem-error.js';

/** Where somebody is, as a code or as coordinates. */
export interface SentPlace {
  readonly digipin?: string | undefined;
  readonly location?: { readonly lat: number; readonly lon: number } | undefined;
}

/** The DIGIPIN of a place, as it is written, or what is wrong with it; undefined of both where none was sent. */
export function readDigipin(
  { digipin, location }: SentPlace,
  path: readonly (string | number)[],
): { readonly digipin?: string | undefined; readonly faults: readonly WireFault[] } {
  const faultAt = (key: string, fault: WireFault) => ({ faults: [{ ...fault, pointer: pointerTo([...path, key]) }] });
  const ofLocation = location === undefined ? undefined : encodeDigipin(location.lat, location.lon);
  if (location !== undefined && ofLocation === undefined) {
    const value = `${location.lat}, ${location.lon}`;
    return faultAt('location', {
      code: 'out_of_range',
      message: 'lies outside the square that DIGIPIN divides',
      value,
    });
  }
  if (digipin === undefined) return { digipin: ofLocation, faults: [] };
  const read = decodeDigipin(digipin);
  if (read.status === 'refused') {
    const { message, allowed, suggestion } = read.refusal;
    const more = { ...(allowed === undefined ? {} : { allowed }), ...(suggestion === undefined ? {} : { suggestion }) };
    return faultAt('digipin', { code: 'bad_format', message, value: digipin, ...more });
  }
  const own = encodeDigipin(read.value.lat, read.value.lon);
  if (ofLocation !== undefined && ofLocation !== own) {
    return faultAt('digipin', {
      code: 'conflicting_value',
      message: `location has DIGIPIN ${ofLocation}`,
      value: digipin,
    });
  }
  return { digipin: own, faults: [] };
}

/** The same, or a refusal with the faults. */
export function digipinOf(place: SentPlace, path: readonly (string | number)[]): string | undefined {
  const { digipin, faults } = readDigipin(place, path);
  if (faults.length > 0) throw new ProblemError('invalid', undefined, faults);
  return digipin;
}
