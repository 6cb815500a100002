import type { Json } from '../../base/canonical-json.js';
import { checkDeclaration } from '../../exporting/check/check-declaration.js';
import type { Assessment } from '../../exporting/declare/assess.js';
import type { Declaration } from '../../exporting/declare/declaration.js';
import { postalBillOf } from '../../exporting/declare/which-forms.js';
import { dueMs } from '../../exporting/status/export-state.js';
import { limitOf } from '../../exporting/tables/export-tables.js';
import { makeS10, parseS10 } from '../../standards/s10/item-identifier.js';
import { addExportEvents, changeStates } from '../../store/exports/export-events.js';
import { addVersions, listExportsByItem, type Filing, type Heading } from '../../store/exports/exports.js';
import { brokenUniqueRule, type Tx } from '../../store/database/store.js';
import type { Mode } from '../../store/database/column-types.js';
import type { WireDeclaration } from '../../wire/exports/export-declarations.js';
import type { WireFault } from '../../wire/http/problem.js';
import { ProblemError } from '../http/problem-error.js';
import { notify } from '../notices/notify.js';
import { bookDomestic, type Bringing } from './book-domestic.js';
import { declarationOf } from './declaration-keys.js';
import type { OpenExports } from './export-desk.js';
import { faultOnWire } from './export-on-wire.js';
import { drawItems, noteSerial } from './item-series.js';

/** A declaration that is to be filed. */
export interface ToFile {
  readonly id: string;
  readonly sent: WireDeclaration;
  /** Where it stands in the body, `/declarations/3`; nothing where it is not in it. */
  readonly under: string;
  /** Of an amendment: the version before, and the identifier that it has. */
  readonly before?: { readonly version: number; readonly item: string; readonly bill: string | null } | undefined;
}

/** Who files, and for whom. */
export interface FilingFor {
  readonly open: OpenExports;
  readonly mode: Mode;
  readonly actor: string;
  readonly parties: readonly string[];
  readonly now: Date;
}

/** Filing that also books the way to the office of exchange. */
export interface FilingWithWay extends FilingFor {
  readonly domestic: Pick<Bringing, 'principal' | 'acting' | 'timetable' | 'choice' | 'at'>;
}

interface CheckedToFile extends ToFile {
  readonly declaration: Declaration;
  readonly assessment: Assessment;
}

/** Everything that speaks against filing some declarations, and what follows from those that can be filed. */
export function checkAll(
  open: OpenExports,
  all: readonly ToFile[],
): { readonly checked: readonly CheckedToFile[]; readonly faults: readonly WireFault[] } {
  const faults: WireFault[] = [];
  const seen = new Set<string>();
  const checked = all.map((one): CheckedToFile => {
    const declaration = declarationOf({ ...one.sent, item: one.before?.item ?? one.sent.item });
    const { assessment, faults: found } = checkDeclaration(declaration, open);
    for (const fault of found) if (fault.severity === 'error') faults.push(faultOnWire(fault, one.under));
    const item = compactItem(one.sent.item);
    if (item !== undefined && seen.has(item)) faults.push(takenFault(one, 'is sent twice'));
    if (item !== undefined) seen.add(item);
    return { ...one, declaration, assessment };
  });
  return { checked, faults };
}

/** Files drafts of the acting party that are there already; throws with everything that speaks against it. */
export async function fileDrafts(
  tx: Tx,
  filing: FilingWithWay,
  all: readonly ToFile[],
): Promise<ReadonlyMap<string, string>> {
  const { open, now, mode, actor, parties } = filing;
  const { checked, faults } = checkAll(open, all);
  const taken = await takenItems(tx, open, all);
  const every = [...faults, ...taken.map((one) => takenFault(one, 'another export has this identifier'))];
  if (every.length > 0) throw new ProblemError('invalid', undefined, every);
  const items = await itemsOf(tx, filing, checked);
  await keepVersions(
    tx,
    filing,
    checked.map((one) => filingOf(one, items.get(one.id) ?? '', open.day)),
  );
  const due = dueMs({ state: 'filed', sinceMs: now.getTime() }, open.tables.deadlines);
  const dueAt = due === undefined ? undefined : new Date(due);
  await changeStates(
    tx,
    all.map(({ id }) => ({ id, state: 'filed', sinceAt: now, dueAt })),
    now,
  );
  const filed = { kind: 'filed', at: now, place: null, reason: null, measure: null, upu: null, is_past: false };
  await addExportEvents(
    tx,
    { recordedBy: actor, now },
    all.map(({ id }) => ({ export_id: id, ...filed })),
  );
  const [, shipperId] = parties;
  const bringing = { ...filing.domestic, open, now, shipperId };
  await bookDomestic(
    tx,
    bringing,
    checked.map(({ id, sent, assessment }) => {
      return { id, sent, item: items.get(id) ?? '', valueMinor: Math.min(assessment.totalPaise ?? 0, VALUE_MAX) };
    }),
  );
  const [first] = all;
  if (first !== undefined) {
    const told = all.slice(0, NOTICE_MAX).map(({ id }) => ({ id, state: 'filed' }));
    await notify(tx, [
      { type: 'export.changed', to: parties, mode, subject: first.id, at: now, data: { exports: told } },
    ]);
  }
  return items;
}

/** A shipment's value is kept as 32 bits. */
const VALUE_MAX = 0xffff_ffff;

/** What one notice tells of at most; whoever is told of so many asks for the list. */
const NOTICE_MAX = 200;

/** Files another version of one export; its identifier stays. */
export async function fileAmendment(tx: Tx, filing: FilingFor, one: ToFile, reason: string): Promise<void> {
  const { open, now, mode, actor, parties } = filing;
  const { checked, faults } = checkAll(open, [one]);
  if (faults.length > 0) throw new ProblemError('invalid', undefined, faults);
  await keepVersions(
    tx,
    filing,
    checked.map((each) => ({ ...filingOf(each, one.before?.item ?? '', open.day), reason })),
  );
  const event = { kind: 'amended', at: now, place: null, reason, measure: null, upu: null, is_past: false };
  await addExportEvents(tx, { recordedBy: actor, now }, [{ export_id: one.id, ...event }]);
  const data = { exports: [{ id: one.id, version: (one.before?.version ?? 0) + 1 }] };
  await notify(tx, [{ type: 'export.changed', to: parties, mode, subject: one.id, at: now, data }]);
}

async function keepVersions(tx: Tx, { open, actor, now }: FilingFor, filings: readonly Filing[]): Promise<void> {
  const years = limitOf(open.tables, 'keep_years');
  const keepUntil = `${Number(open.day.slice(0, 4)) + Math.ceil(years)}${open.day.slice(4).replace('-02-29', '-03-01')}`;
  try {
    await addVersions(tx, { filedBy: actor, now, keepUntil }, filings);
  } catch (error) {
    if (brokenUniqueRule(error) !== 'exports_by_item') throw error;
    throw new ProblemError('conflict', 'An identifier was taken meanwhile. Send the request again.');
  }
}

function filingOf({ id, sent, before, assessment }: CheckedToFile, item: string, day: string): Filing {
  const bill =
    postalBillOf(assessment.forms) === undefined ? undefined : (before?.bill ?? `PBE-${day.slice(0, 4)}-${item}`);
  return {
    id,
    version: (before?.version ?? 0) + 1,
    declaration: { ...sent, item },
    heading: headingOf(sent),
    assessment: keptAssessment(assessment),
    item,
    bill,
    reason: undefined,
  };
}

/** What lists are narrowed by. */
export function headingOf({ reference, addressee, service }: WireDeclaration): Heading {
  return { reference, country: addressee?.country, service };
}

/** Kept without the zones and prices of the tariff, of which the items of the charges say what counted. */
function keptAssessment(assessment: Assessment): Json {
  const { charges } = assessment;
  const kept =
    charges.status === 'charged' ? { ...charges, tariff: { ...charges.tariff, zones: [], prices: [] } } : charges;
  return JSON.parse(JSON.stringify({ ...assessment, charges: kept })) as Json;
}

/** Identifiers: those that parcels bear, and the next ones of their service's series. */
async function itemsOf(tx: Tx, filing: FilingFor, all: readonly CheckedToFile[]): Promise<ReadonlyMap<string, string>> {
  const { open, mode, now } = filing;
  const items = new Map<string, string>();
  const byIndicator = new Map<string, string[]>();
  for (const { id, sent, declaration } of all) {
    const own = compactItem(sent.item);
    const service = open.tables.services.find((one) => one.id === declaration.service);
    if (own !== undefined) {
      items.set(id, own);
      await noteSerial(tx, { ownerId: open.carrier.id, mode, now }, own);
    } else if (service !== undefined) {
      byIndicator.set(service.indicator, [...(byIndicator.get(service.indicator) ?? []), id]);
    }
  }
  for (const [indicator, ids] of [...byIndicator].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const drawn = await drawItems(tx, { ownerId: open.carrier.id, mode, service: indicator, now }, ids.length);
    for (const [index, id] of ids.entries()) items.set(id, drawn[index] ?? '');
  }
  return items;
}

async function takenItems(tx: Tx, { carrier }: OpenExports, all: readonly ToFile[]): Promise<ToFile[]> {
  const named = all.flatMap((one) => {
    const item = compactItem(one.sent.item);
    return item === undefined ? [] : [{ one, item }];
  });
  if (named.length === 0) return [];
  const rows = await listExportsByItem(
    tx,
    carrier.id,
    named.map(({ item }) => item),
  );
  const taken = new Set(rows.map(({ item }) => item));
  return named.filter(({ item }) => taken.has(item)).map(({ one }) => one);
}

function takenFault({ sent, under }: ToFile, message: string): WireFault {
  return { code: 'already_used', message, pointer: `#${under}/item`, value: sent.item ?? '' };
}

/** An identifier as it is kept; undefined for none and for one that is wrong. */
function compactItem(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const read = parseS10(text);
  return read.status === 'valid' ? makeS10(read.value) : undefined;
}
