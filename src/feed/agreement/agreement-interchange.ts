import { DAILY } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { Interchange, InterchangeWindow } from '../../domain/agreement.js';
import { UNLIMITED } from '../../domain/network.js';
import { facilityOf, parseArrow, partyOf, type AgreementContext } from './agreement-context.js';
import { ID_PATTERN } from '../read-settings.js';
import type { YamlValue } from '../tables/yaml-value.js';

const DAY_MINUTES = 1440;

/** Reads `interchange`: the points where custody can pass. */
export function readInterchanges(context: AgreementContext, value: YamlValue): Interchange[] {
  const seen = new Set<string>();
  return value.items().map((item) => {
    const interchange = readInterchange(context, item);
    if (seen.has(interchange.id))
      item.get('id').fault({ code: 'duplicate_id', message: 'the interchange is given twice' });
    seen.add(interchange.id);
    return interchange;
  });
}

function readInterchange(context: AgreementContext, item: YamlValue): Interchange {
  item.only([
    'id', 'facilities', 'directions', 'windows', 'minutes', 'slot_minutes', 'parcels_per_window', 'cutoff',
  ]); // prettier-ignore
  const id = item.get('id').required().text('');
  if (id !== '' && !ID_PATTERN.test(id)) {
    item.get('id').fault({
      code: 'bad_id',
      message: 'is not usable as an id',
      allowed: 'letters, digits, dot, dash and underscore',
    });
  }
  const facilities = readFacilities(
    context,
    item.get('facilities').required('the facility of each party: { ats: SC-DEL }'),
  );
  const cutoff = item.get('cutoff').only(['manifest_minutes', 'grace_minutes']);
  const minutes = (value: YamlValue, fallback: number, min = 0) =>
    Math.round(60 * value.number(fallback, { min, max: 7 * DAY_MINUTES, suggestion: 'The value is in minutes.' }));
  const windows = readWindows(
    item.get('windows').required('a list such as [{ days: daily, open: "05:00", close: "09:00" }]'),
  );
  return {
    id,
    facilities,
    directions: readDirections(context, item.get('directions'), facilities),
    windows,
    transferSec: minutes(item.get('minutes'), 60),
    slotSec: Math.max(60, minutes(item.get('slot_minutes'), 60, 1)),
    parcelsPerWindow: readParcels(item.get('parcels_per_window')),
    manifestSec: minutes(cutoff.get('manifest_minutes'), 60),
    graceSec: minutes(cutoff.get('grace_minutes'), 0),
  };
}

function readFacilities(context: AgreementContext, value: YamlValue): Map<number, number> {
  const facilities = new Map<number, number>();
  for (const [partyId, facilityValue] of value.entries()) {
    const party = partyOf(context, facilityValue, partyId);
    const facility = facilityOf(context, facilityValue.required(), party, facilityValue.text(''));
    if (party !== NONE && facility !== NONE) facilities.set(party, facility);
  }
  if (!value.isAbsent && value.entries().length < 2) {
    value.fault({ code: 'missing_value', message: 'at least two parties meet at an interchange' });
  }
  return facilities;
}

function readDirections(
  context: AgreementContext,
  value: YamlValue,
  facilities: ReadonlyMap<number, number>,
): { from: number; to: number }[] {
  const present = [...facilities.keys()];
  if (value.isAbsent) return present.flatMap((from) => present.filter((to) => to !== from).map((to) => ({ from, to })));
  const directions: { from: number; to: number }[] = [];
  for (const item of value.items()) {
    const arrow = parseArrow(item.text(''));
    if (!arrow) {
      item.fault({
        code: 'bad_direction',
        message: 'is not a direction',
        allowed: 'giving>receiving, such as ats>indiapost',
      });
      continue;
    }
    const [from, to] = [partyOf(context, item, arrow[0]), partyOf(context, item, arrow[1])];
    if (from === NONE || to === NONE) continue;
    if (from === to || directions.some((other) => other.from === from && other.to === to)) {
      item.fault({ code: 'bad_direction', message: from === to ? 'goes from a party to itself' : 'is given twice' });
      continue;
    }
    directions.push({ from, to });
  }
  return directions;
}

function readWindows(value: YamlValue): InterchangeWindow[] {
  const windows: InterchangeWindow[] = [];
  for (const item of value.items()) {
    item.only(['days', 'open', 'close']);
    const window = {
      days: item.get('days').days(DAILY),
      openSec: item.get('open').required().clock(0),
      closeSec: item.get('close').required().clock(0),
    };
    if (window.closeSec <= window.openSec && !item.get('open').isAbsent && !item.get('close').isAbsent) {
      const suggestion = 'A window that closes after midnight closes past 24:00, for example "26:00".';
      item.get('close').fault({ code: 'window_empty', message: 'the window closes before it opens', suggestion });
    }
    windows.push(window);
  }
  return windows;
}

function readParcels(value: YamlValue): number {
  const parcels = value.number(UNLIMITED, { whole: true });
  if (parcels === 0) {
    const suggestion = 'Leave the key out for no limit.';
    value.fault({ code: 'zero_capacity', severity: 'warning', message: 'lets nothing through', suggestion });
  }
  return parcels;
}
