import { formatDate, parseDate } from '../base/civil-time.js';
import { canonicalJson, type Json } from '../base/canonical-json.js';
import type {
  AgreementAct,
  AgreementStanding,
  AgreementVersion,
  VersionStanding,
  VersionState,
} from '../domain/agreement-act.js';
import { signatureFault } from './agreement-signature.js';

/** What acts on an agreement are judged by. */
export interface AgreementContext {
  readonly versions: readonly AgreementVersion[];
  readonly keys: ReadonlyMap<string, readonly string[]>; // public PEMs of each party
  readonly dateOf: (ms: number) => string; // day on which an instant falls where the agreement is kept
  readonly today: string; // YYYY-MM-DD
}

/**
 * The standing of all versions of one agreement from all acts, in any order and any number of copies. Acts that are not
 * a party's to do, come too late or bear a bad signature change nothing and are remarks. The rules are in
 * docs/agreement.md.
 */
export function foldAgreement(acts: Iterable<AgreementAct>, context: AgreementContext): AgreementStanding {
  const files = new Map<string, VersionFile>();
  const remarks: { act: string; words: string }[] = [];
  let lastDay: string | undefined;
  for (const act of ordered(acts)) {
    const version = context.versions.find(({ id }) => id === act.version);
    if (version === undefined || !version.parties.includes(act.party)) {
      const words = version ? `${act.party} is no party of the agreement` : 'speaks of a version that is not known';
      remarks.push({ act: act.id, words });
      continue;
    }
    const file = files.get(version.id) ?? newFile(version);
    const words =
      act.kind === 'terminated' ? terminationFault(act, file, context) : doAct(act, { file, files, context });
    if (words !== undefined) {
      remarks.push({ act: act.id, words });
      continue;
    }
    files.set(version.id, file);
    if (act.kind === 'terminated' && act.lastDay !== undefined) {
      lastDay = lastDay === undefined || act.lastDay < lastDay ? act.lastDay : lastDay;
    }
  }
  const all = [...files.values()];
  const spans = spansOf(all, lastDay, context);
  const versions = all.map((file) => standingOf(file, spans.get(file.version.id), { lastDay, context }));
  return { versions, gaps: gapsOf([...spans.values()]), remarks };
}

/** The version that is in force on a day; undefined when there is none. Never more than one is. */
export function versionOn(standing: AgreementStanding, date: string): AgreementVersion | undefined {
  const found = standing.versions.find(({ inForce }) => inForce && inForce.from <= date && date <= inForce.until);
  return found?.version;
}

/** What has happened to a version so far. */
interface VersionFile {
  readonly version: AgreementVersion;
  state: 'new' | 'draft' | 'proposed' | 'countered' | 'withdrawn' | 'signed';
  by: string | undefined; // who drafted or proposed it
  readonly signedBy: string[];
  signedMs: number | undefined; // by all
}

interface Span {
  readonly from: string;
  readonly until: string;
}

function newFile(version: AgreementVersion): VersionFile {
  return { version, state: 'new', by: undefined, signedBy: [], signedMs: undefined };
}

/** Acts once each (the copy that came first counts), by moment, then id. */
function ordered(acts: Iterable<AgreementAct>): AgreementAct[] {
  const first = new Map<string, AgreementAct>();
  const text = (act: AgreementAct): string => canonicalJson(act as unknown as Json);
  for (const act of acts) {
    const known = first.get(act.id);
    const earlier =
      known === undefined || act.atMs < known.atMs || (act.atMs === known.atMs && text(act) < text(known));
    if (earlier) first.set(act.id, act);
  }
  return [...first.values()].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/** Does an act; answers why it cannot be done. */
function doAct(
  act: AgreementAct,
  at: { readonly file: VersionFile; readonly files: Map<string, VersionFile>; readonly context: AgreementContext },
): string | undefined {
  const { file, files, context } = at;
  const { state } = file;
  switch (act.kind) {
    case 'drafted':
    case 'proposed':
      if (state !== 'new' && !(state === 'draft' && act.kind === 'proposed'))
        return `it is ${stateWords(state)} already`;
      if (state === 'draft' && file.by !== act.party) return `it is a draft of ${file.by ?? 'another party'}`;
      file.state = act.kind === 'drafted' ? 'draft' : 'proposed';
      file.by = act.party;
      return undefined;
    case 'countered': {
      const answered = files.get(act.answers ?? '');
      if (answered?.state !== 'proposed') return 'it answers nothing that is proposed';
      if (answered.by === act.party) return `it answers ${act.party}'s own proposal; withdraw that`;
      if (answered.version.id === file.version.id) return 'it answers itself';
      if (state !== 'new' && !(state === 'draft' && file.by === act.party)) return `it is ${stateWords(state)} already`;
      answered.state = 'countered';
      file.state = 'proposed';
      file.by = act.party;
      return undefined;
    }
    case 'withdrawn':
      if (file.by !== act.party) return `only ${file.by ?? 'who proposed it'} can withdraw it`;
      if (state !== 'proposed' && state !== 'draft') return `it is ${stateWords(state)} already`;
      file.state = 'withdrawn';
      return undefined;
    default:
      return sign(act, file, context);
  }
}

function sign(act: AgreementAct, file: VersionFile, { keys }: AgreementContext): string | undefined {
  const { version, state } = file;
  if (state === 'new' || (state === 'draft' && file.by !== act.party)) return 'it is not proposed yet';
  if (state === 'countered' || state === 'withdrawn') return `it is ${state}`;
  if (file.signedBy.includes(act.party)) return `${act.party} has signed it already`;
  if (act.signature === undefined || act.signature.party !== act.party) return `it bears no signature of ${act.party}`;
  const thing = { agreement: version.agreement, version: version.version, sha256: version.id };
  const fault = signatureFault(thing, act.signature, keys.get(act.party) ?? []);
  if (fault === 'unknown_key') return `key ${act.signature.key} is not known to be ${act.party}'s`;
  if (fault === 'bad_signature') return 'the signature does not fit this version';
  file.signedBy.push(act.party);
  file.state = 'proposed'; // who signs a draft of its own proposes it
  if (version.parties.every((party) => file.signedBy.includes(party))) {
    file.state = 'signed';
    file.signedMs = act.atMs;
  }
  return undefined;
}

function terminationFault(act: AgreementAct, file: VersionFile, { dateOf }: AgreementContext): string | undefined {
  if (file.state !== 'signed') return 'only what all have signed can be terminated';
  if (act.lastDay === undefined || parseDate(act.lastDay) === undefined) return 'it names no last day';
  return act.lastDay < dateOf(act.atMs) ? 'its last day is past' : undefined;
}

/**
 * When each version that all have signed is in force: from its first day, but not before the day of the last signature,
 * until its last day, or the day before the first day of one that was signed later. So no two are in force on one day.
 */
function spansOf(
  files: readonly VersionFile[],
  lastDay: string | undefined,
  { dateOf }: AgreementContext,
): Map<string, Span> {
  const spans = new Map<string, Span>();
  const signed = files.flatMap((file) => (file.signedMs === undefined ? [] : [{ file, signedMs: file.signedMs }]));
  signed.sort((a, b) => a.signedMs - b.signedMs || (a.file.version.id < b.file.version.id ? -1 : 1));
  for (const { file, signedMs } of signed) {
    const { id, from: firstDay, until } = file.version;
    const signedOn = dateOf(signedMs);
    const from = firstDay > signedOn ? firstDay : signedOn;
    if (from > until) continue; // over before it was signed
    for (const [other, span] of spans) {
      if (span.until < from) continue;
      if (span.from >= from) spans.delete(other);
      else spans.set(other, { from: span.from, until: dayBefore(from) });
    }
    spans.set(id, { from, until });
  }
  if (lastDay === undefined) return spans;
  const ended = new Map<string, Span>();
  for (const [id, { from, until }] of spans) {
    if (from <= lastDay) ended.set(id, { from, until: until < lastDay ? until : lastDay });
  }
  return ended;
}

interface Judged {
  readonly lastDay: string | undefined; // of the agreement, when it was terminated
  readonly context: AgreementContext;
}

function standingOf(file: VersionFile, span: Span | undefined, at: Judged): VersionStanding {
  const { version, state, signedBy, signedMs } = file;
  const whole = state === 'signed' ? signedState(file, span, at) : pendingState(state, signedBy.length);
  return { version, state: whole, signedBy: [...signedBy], signedMs, inForce: span };
}

function pendingState(state: Exclude<VersionFile['state'], 'signed'>, signatures: number): VersionState {
  if (state === 'proposed' && signatures > 0) return 'signed_by_one';
  return state === 'new' ? 'draft' : state;
}

function signedState({ version, signedMs }: VersionFile, span: Span | undefined, at: Judged): VersionState {
  const { lastDay, context } = at;
  const { today } = context;
  if (span !== undefined && today < span.from) return 'signed';
  if (span !== undefined && today <= span.until) return 'in_force';
  const tooLate = signedMs !== undefined && version.until < context.dateOf(signedMs);
  const until = tooLate ? version.until : span?.until;
  if (lastDay !== undefined && (until === undefined ? version.from > lastDay : until === lastDay)) return 'terminated';
  return until === version.until ? 'expired' : 'superseded';
}

function gapsOf(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.flatMap((span, at) => {
    const before = sorted[at - 1];
    if (before === undefined || dayAfter(before.until) >= span.from) return [];
    return [{ from: dayAfter(before.until), until: dayBefore(span.from) }];
  });
}

function stateWords(state: VersionFile['state']): string {
  return state === 'draft' ? 'a draft' : state;
}

function dayAfter(date: string): string {
  return shifted(date, 1);
}

function dayBefore(date: string): string {
  return shifted(date, -1);
}

function shifted(date: string, days: number): string {
  const day = parseDate(date);
  return day === undefined ? date : formatDate(day + days);
}
