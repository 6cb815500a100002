import { isScalar, parseDocument } from 'yaml';
import { formatClock, parseClock } from '../../base/civil-time.js';
import type { Agreement } from '../../domain/agreement.js';
import type { Scenario, Sweep, SweepBase, SweepPoint, SweepUnit, SweepValue } from '../../domain/scenario.js';
import { placesOf } from '../agreement/agreement-path.js';
import { changeAgreement, type AgreementSource } from '../agreement/change-agreement.js';
import { FaultList } from '../tables/fault-list.js';
import type { ScenarioContext } from './read-scenario.js';

const FILE = '--sweep';
const FORM = 'agreement.PATH=FROM..TO:STEP, such as agreement.capacity[0].kg=0..2000:200';
const POINTS_MAX = 200;

/**
 * A range of values of one number of the agreement: `agreement.capacity[0].kg=0..2000:200`; shares as `0.1x..0.5x:0.05x`,
 * times of day with a step in minutes, `05:00..11:00:60`. Throws an InputError that says what is wrong with it.
 */
export function readSweep(text: string, context: ScenarioContext): Sweep {
  const faults = new FaultList();
  const sweep = parseSweep(text, context, faults);
  faults.warningsOrThrow();
  if (!sweep) throw new Error('a sweep without a fault could not be read');
  return sweep;
}

function parseSweep(text: string, { agreement }: ScenarioContext, faults: FaultList): Sweep | undefined {
  const fail = (message: string, allowed: string): undefined => {
    faults.add({ code: 'bad_sweep', file: FILE, value: text, message, allowed });
    return undefined;
  };
  const match = /^\s*agreement\.(.+?)\s*=\s*(\S+?)\s*\.\.\s*(\S+):(\S+?)\s*$/.exec(text);
  if (!match) return fail('is no range of a number of the agreement', FORM);
  if (!agreement) return fail('the workspace has no agreement', FORM);
  const [, path, from, to, step] = match;
  const values = valuesOf(from, to, step);
  if (typeof values === 'string') return fail(values, FORM);
  const unit = unitOf(path, values[0].text);
  const base = baseOf(agreement, path, faults);
  if (faults.hasErrors) return undefined;
  const points = values.map((value) => pointOf(agreement, path, unit, value, faults));
  return { path, unit, base, points: points.filter((point) => point !== undefined) };
}

/** The values of a range, both ends included; or what is wrong with it. */
function valuesOf(fromText: string, toText: string, stepText: string): SweepValue[] | string {
  const [from, to] = [numberOf(fromText), numberOf(toText)];
  const step = numberOf(stepText);
  if (!from || !to || !step || from.kind !== to.kind) return 'has an end or a step that is no number';
  if (from.kind === 'clock' ? step.kind !== 'number' : step.kind !== from.kind && step.kind !== 'number') {
    return 'has a step of another kind than its ends';
  }
  if (!(step.value > 0) || to.value < from.value) return 'does not go up';
  const count = Math.floor((to.value - from.value) / step.value + 1e-9) + 1;
  if (count > POINTS_MAX) return `has ${count} values, more than ${POINTS_MAX}`;
  return Array.from({ length: count }, (_, index) => {
    const value = Number((from.value + index * step.value).toPrecision(12));
    return {
      value,
      text: from.kind === 'clock' ? formatClock(value * 60) : `${value}${from.kind === 'share' ? 'x' : ''}`,
    };
  });
}

function numberOf(text: string): { readonly kind: 'number' | 'share' | 'clock'; readonly value: number } | undefined {
  const sec = parseClock(text);
  if (sec !== undefined) return { kind: 'clock', value: sec / 60 };
  const match = /^(\d+(?:\.\d+)?|\.\d+)(x?)$/.exec(text);
  return match ? { kind: match[2] === 'x' ? 'share' : 'number', value: Number(match[1]) } : undefined;
}

/** The number as the agreement has it; of several places that the path names, the first. */
function baseOf(agreement: AgreementSource, path: string, faults: FaultList): SweepBase | undefined {
  const document = parseDocument(agreement.text);
  const places = placesOf(document, path);
  if (!Array.isArray(places)) {
    faults.add({ file: FILE, value: path, ...places });
    return undefined;
  }
  const node = places.length === 0 ? undefined : document.getIn(places[0], true);
  if (!isScalar(node)) return undefined;
  const text = String(node.source ?? node.value);
  const number = numberOf(text);
  return number && { value: number.value, text, unit: number.kind === 'clock' ? 'time' : unitOf(path, text) };
}

const UNITS: Readonly<Record<string, SweepUnit>> = {
  kg: 'kg',
  litres: 'litres',
  parcels: 'parcels',
  parcels_per_window: 'parcels',
  open: 'time',
  close: 'time',
  minutes: 'minutes',
  slot_minutes: 'minutes',
  manifest_minutes: 'minutes',
  per_kg: 'money',
  rates: 'money',
  branch_office: 'money',
  per_parcel: 'money',
};

function unitOf(path: string, text: string): SweepUnit {
  if (text.endsWith('x')) return 'share';
  const key = /([a-z_]+)(?:\[[^\]]*\])*$/.exec(path)?.[1] ?? '';
  // Block space is counted in kilograms by a key that tariff steps have too.
  if (key === 'kg' && !path.startsWith('capacity')) return 'number';
  return UNITS[key] ?? 'number';
}

/** How much more tells what more is worth: capacities and rates count linearly. */
const MORE: Readonly<Partial<Record<SweepUnit, number>>> = { kg: 1, litres: 1, parcels: 1, share: 0.01, money: 1 };

function pointOf(
  agreement: AgreementSource,
  path: string,
  unit: SweepUnit,
  value: SweepValue,
  faults: FaultList,
): SweepPoint | undefined {
  const changed = at(agreement, path, value, faults);
  if (!changed) return undefined;
  const scenario: Scenario = {
    id: value.text,
    name: `${path} = ${value.text}`,
    about: '',
    told: changed.told,
    agreement: changed.agreement,
    shipments: undefined,
    demand: [],
    network: [],
  };
  const step = MORE[unit];
  if (step === undefined) return { ...value, scenario, more: undefined };
  // Of a share of all there is no more; what the last of it brings is told instead.
  const by = unit === 'share' && value.value + step > 1 ? -step : step;
  const sum = Number((value.value + by).toPrecision(12));
  const next = at(agreement, path, { value: sum, text: unit === 'share' ? `${sum}x` : `${sum}` }, new FaultList());
  return { ...value, scenario, more: next && { agreement: next.agreement, by } };
}

/** The agreement with another value; undefined, with faults, when it may not have it. */
function at(
  source: AgreementSource,
  path: string,
  { text }: SweepValue,
  faults: FaultList,
): { readonly agreement: Agreement; readonly told: readonly string[] } | undefined {
  const found = new FaultList();
  const data = /^\d*\.?\d+$/.test(text) ? Number(text) : text;
  const changed = changeAgreement(source, [{ kind: 'set', path, data, at: { file: FILE, column: path } }], found);
  for (const fault of found.list()) {
    // A range that starts at nothing is meant to.
    if (fault.severity === 'error') faults.add({ ...fault, value: text });
  }
  return found.hasErrors ? undefined : changed;
}
