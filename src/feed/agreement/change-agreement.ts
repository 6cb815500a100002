import { isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { Agreement } from '../../domain/agreement.js';
import type { Calendar } from '../../base/civil-time.js';
import type { AgreementContext } from './agreement-context.js';
import { placesOf, placeText, type Place } from './agreement-path.js';
import { checkAgreement } from './check-agreement.js';
import { FaultList } from '../tables/fault-list.js';
import { agreementOf } from './read-agreement.js';
import { YamlValue } from '../tables/yaml-value.js';

/** One change of a clause. Paths are as `placesOf` takes them and mean the agreement as it is before any change. */
export type Edit =
  | { readonly kind: 'set'; readonly path: string; readonly data: unknown; readonly at: EditPlace }
  | { readonly kind: 'scale'; readonly path: string; readonly times: number; readonly at: EditPlace }
  | { readonly kind: 'remove'; readonly path: string; readonly at: EditPlace }
  | { readonly kind: 'add'; readonly path: string; readonly data: unknown; readonly at: EditPlace };

/** Where a change is written, for faults in it. */
export interface EditPlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: string;
}

/** The text of an agreement, and what it may refer to. */
export interface AgreementSource {
  readonly context: AgreementContext;
  readonly calendar: Calendar;
  readonly text: string;
  readonly file: string;
}

/** A changed agreement, with a line for people on each change: `capacity[2].kg: 0.30x to 0.45x`. */
export interface ChangedAgreement {
  readonly agreement: Agreement;
  readonly told: readonly string[];
}

/** Where an edit ended up in the changed document. */
interface Made {
  readonly place: Place;
  readonly at: EditPlace;
}

/**
 * The agreement with its clauses changed, read by the same reader as the file, so that a change is checked as the file
 * is. Faults that a change brings are told where the change stands; those of the file alone are not told again.
 */
export function changeAgreement(source: AgreementSource, edits: readonly Edit[], faults: FaultList): ChangedAgreement {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const told: string[] = [];
  const made: Made[] = [];
  const removed: { place: Place; at: EditPlace }[] = [];
  const resolved = edits.map((edit) => ({ edit, places: resolve(document, edit, faults) }));
  for (const { edit, places } of resolved) {
    for (const place of places) {
      if (edit.kind === 'remove') removed.push({ place, at: edit.at });
      else made.push({ place: change(document, edit, place, told, faults), at: edit.at });
    }
  }
  const gone = remove(document, removed, told);
  const found = new FaultList();
  const root = YamlValue.of({ file: source.file, faults: found, document, lines });
  const agreement = agreementOf(source.context, root);
  if (!found.hasErrors && !faults.hasErrors) {
    checkAgreement(agreement, source.context.network, source.calendar, {
      file: source.file,
      faults: found,
      windowLine: () => 1,
    });
  }
  tellFaults(
    found,
    made.map(({ place, at }) => ({ place: moved(place, gone), at })),
    edits,
    faults,
  );
  return { agreement, told };
}

function resolve(document: Document, edit: Edit, faults: FaultList): Place[] {
  if (edit.kind === 'add') return [[edit.path]];
  const places = placesOf(document, edit.path);
  if (Array.isArray(places)) {
    // Of several entries only those that have the number are scaled: clauses have kg or parcels, never both.
    const numbers = places.filter((place) => document.getIn(place) !== undefined);
    return edit.kind === 'scale' && numbers.length > 0 ? numbers : places;
  }
  faults.add({ ...edit.at, value: edit.path, ...places });
  return [];
}

/** Makes one change; answers where it is. */
function change(
  document: Document,
  edit: Edit & { readonly kind: 'set' | 'scale' | 'add' },
  place: Place,
  told: string[],
  faults: FaultList,
): Place {
  if (edit.kind === 'add') {
    const list = document.getIn(place);
    const at =
      list === undefined || list === null ? 0 : (document.toJS() as Record<string, unknown[]>)[edit.path].length;
    document.setIn([...place, at], document.createNode(edit.data));
    told.push(`${edit.path}: adds ${nameOf(edit.data)}`);
    return [...place, at];
  }
  const before = document.getIn(place, true);
  const text = isScalar(before) ? String(before.source ?? before.value) : before === undefined ? 'none' : 'other';
  let data: unknown;
  if (edit.kind === 'set') data = edit.data;
  else {
    data = scaled(isScalar(before) ? before.value : undefined, edit.times, WHOLE_KEYS.has(String(place.at(-1))));
    if (data === undefined) {
      const message = `is no number to multiply by ${edit.times}`;
      faults.add({
        ...edit.at,
        code: 'bad_number',
        value: text,
        message,
        allowed: 'a number, or a share such as 0.15x',
      });
      return place;
    }
  }
  document.setIn(place, document.createNode(data));
  told.push(`${placeText(place)}: ${text} to ${textOf(data)}`);
  return place;
}

/** Keys of the agreement that take whole numbers only. */
const WHOLE_KEYS = new Set([
  'version', 'parcels_per_window', 'from_monthly', 'lost_after_days', 'statement_day', 'dispute_days', 'cod_remit_days',
]); // prettier-ignore

/** A number or share times a factor; counts stay whole, shares stay at most all. */
function scaled(value: unknown, times: number, whole: boolean): number | string | undefined {
  if (typeof value === 'number') {
    const product = value * times;
    return whole ? Math.round(product) : Number(product.toPrecision(12));
  }
  const share = typeof value === 'string' ? /^(\d+(?:\.\d+)?|\.\d+)(x?)$/.exec(value.trim()) : null;
  if (!share) return undefined;
  const product = Number((Number(share[1]) * times).toPrecision(12));
  return share[2] === 'x' ? `${Math.min(1, product)}x` : product;
}

/** Removes entries, those further down first so that the others keep their positions meanwhile. */
function remove(document: Document, removed: readonly { place: Place }[], told: string[]): Place[] {
  const gone = [...new Map(removed.map(({ place }) => [placeText(place), place])).values()];
  gone.sort((a, b) => Number(b.at(-1)) - Number(a.at(-1)) || 0);
  for (const place of gone) {
    const node = document.getIn(place);
    const data =
      typeof node === 'object' && node !== null && 'toJSON' in node ? (node as { toJSON(): unknown }).toJSON() : node;
    told.push(`${placeText(place.slice(0, -1)) || placeText(place)}: without ${nameOf(data) || placeText(place)}`);
    document.deleteIn(place);
  }
  return gone;
}

/** A place after entries before it in the same list were removed. */
function moved(place: Place, gone: readonly Place[]): Place {
  return place.map((key, depth) => {
    if (typeof key !== 'number') return key;
    const list = placeText(place.slice(0, depth));
    const before = gone.filter(
      (one) => one.length === depth + 1 && placeText(one.slice(0, -1)) === list && Number(one.at(-1)) < key,
    );
    return key - before.length;
  });
}

function textOf(data: unknown): string {
  return typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' ? String(data) : 'other';
}

function nameOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return textOf(data);
  const { id, on } = data as { id?: unknown; on?: unknown };
  return typeof id === 'string' ? id : typeof on === 'string' ? on : 'an entry';
}

/** Hands on faults that stand at, above or below a change, at the place of the change; other errors at the first one. */
function tellFaults(found: FaultList, made: readonly Made[], edits: readonly Edit[], faults: FaultList): void {
  const first = edits.at(0)?.at;
  for (const fault of found.list()) {
    const column = fault.column ?? '';
    const cause = made.find(({ place }) => touches(column, placeText(place)));
    if (!cause && (fault.severity === 'warning' || first === undefined)) continue;
    const at = cause?.at ?? first;
    if (!at) continue;
    faults.add({
      ...fault,
      file: at.file,
      line: at.line,
      column: at.column ?? fault.column,
      message: located(fault.message, column),
    });
  }
}

function touches(column: string, place: string): boolean {
  const within = (inner: string, outer: string): boolean =>
    inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
  return column !== '' && (within(column, place) || within(place, column));
}

function located(message: string, column: string): string {
  return column === '' ? message : `${message}; it becomes ${column} of the agreement`;
}
