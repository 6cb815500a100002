import type { Elsewhere, HandoverAct, HandoverScan, HandoverTerms, Manifest } from '../../domain/handover.js';

interface About {
  readonly terms: HandoverTerms;
  readonly elsewhere: (of: string, item: string) => Elsewhere | undefined;
  readonly nowMs: number;
}

interface Row {
  readonly kind: 'piece' | 'container';
  readonly id: string;
  readonly weightG: number | undefined;
  readonly container: string | undefined;
  readonly seal: string | undefined;
}

type ScanAct = HandoverAct & HandoverScan;

/**
 * For tests: what has become of every item of a handover, by the rules of docs/custody.md read one after the other, over
 * plain lists and without anything that the shipped code uses. Slow on purpose.
 */
export function bruteForceHandover(
  manifest: Manifest,
  sent: readonly HandoverAct[],
  about: About,
): { status: Record<string, string>; codes: string[] } {
  const force = new BruteForce(manifest, sent, about);
  const rows = manifest.lines.map(({ piece, weightG, container }) =>
    row('piece', piece, weightG, container, undefined),
  );
  rows.push(...manifest.containers.map(({ id, seal, container }) => row('container', id, undefined, container, seal)));
  for (const one of rows) force.judge(one);
  for (const { of: kind, item } of force.scans) {
    if (!rows.some((one) => one.kind === kind && one.id === item)) force.judgeStranger(kind, item);
  }
  return { status: force.status, codes: [...force.codes].sort() };
}

class BruteForce {
  readonly status: Record<string, string> = {};
  readonly codes = new Set<string>();
  readonly acts: HandoverAct[];
  readonly scans: ScanAct[];
  readonly tenders: HandoverAct[];

  constructor(
    readonly manifest: Manifest,
    sent: readonly HandoverAct[],
    readonly about: About,
  ) {
    const once = sent.filter((act, index) => sent.findIndex(({ id }) => id === act.id) === index);
    this.acts = once.filter(
      (act) =>
        act.kind === 'voided' ||
        !once.some((other) => other.kind === 'voided' && other.voids === act.id && other.party === act.party),
    );
    this.scans = this.acts.filter((act): act is ScanAct => act.kind === 'scanned' && act.party === manifest.receiver);
    this.tenders = this.acts.filter((act) => act.kind === 'tendered' && act.party === manifest.giver);
  }

  of(kind: string, item: string): ScanAct[] {
    return this.scans.filter((act) => act.of === kind && act.item === item);
  }

  parents(container: string | undefined): string[] {
    const found = this.manifest.containers.find(({ id }) => id === container);
    return found === undefined ? [] : [found.id, ...this.parents(found.container)];
  }

  tender(kind: string, item: string, container: string | undefined): number | undefined {
    const names = [item, ...this.parents(container)];
    const named = this.tenders.filter(
      (act) => act.kind === 'tendered' && (!act.items || act.items.some((name) => names.includes(name))),
    );
    const first = least(named.map(time)) ?? least(this.of(kind, item).filter(shows).map(time));
    return first ?? (this.tenders.length === 0 ? least(this.scans.filter(shows).map(time)) : undefined);
  }

  inTime(act: HandoverAct, from: number | undefined): boolean {
    const { reportMs, offlineMs } = this.about.terms;
    return from !== undefined && time(act) <= from + reportMs && act.serverMs <= from + reportMs + offlineMs;
  }

  judge(item: Row): void {
    const { kind, id, weightG, container, seal } = item;
    const { terms } = this.about;
    const name = `${kind} ${id}`;
    const from = this.tender(kind, id, container);
    if (from === undefined) {
      this.status[name] = 'not_tendered';
      return;
    }
    const mine = this.of(kind, id).filter((act) => this.inTime(act, from));
    const { word, short } = this.outcome(item, mine, from);
    this.status[name] = word;
    if (short) this.codes.add(`SHORT ${name}`);
    if (/^accepted (scan|container)/.test(word) && !short && from > this.manifest.tenderMs + terms.graceMs) {
      this.codes.add(`LATE ${name}`);
    }
    const weighings = mine.filter((act) => act.weightG !== undefined);
    weighings.sort((a, b) => time(a) - time(b) || (a.id < b.id ? -1 : 1));
    const last = weighings.at(-1)?.weightG;
    if (weightG !== undefined && last !== undefined && Math.abs(last - weightG) > terms.weightToleranceG) {
      this.codes.add(`WEIGHT_DIFF ${name}`);
    }
    for (const code of said(mine, seal)) this.codes.add(`${code} ${name}`);
  }

  outcome(item: Row, mine: readonly ScanAct[], from: number): { word: string; short: boolean } {
    const { terms, nowMs } = this.about;
    const is = (word: string, short = false): { word: string; short: boolean } => ({ word, short });
    const around = this.parents(item.container).map((container) => this.taken(container));
    const wholeMs = least(around.flatMap((one) => one.wholeMs ?? []));
    const ownMs = least(mine.filter(shows).map(time));
    const looked = mine.some((act) => says(act, 'missing'));
    if (mine.some((act) => says(act, 'not_acceptable'))) return is('refused');
    if (ownMs !== undefined) {
      return is(`accepted ${wholeMs !== undefined && wholeMs < ownMs ? `container ${wholeMs}` : `scan ${ownMs}`}`);
    }
    if (!looked && around.some(({ refused }) => refused)) return is('refused');
    if (!looked && wholeMs !== undefined) return is(`accepted container ${wholeMs}`);
    const insideMs = this.firstInside(item);
    if (!looked && insideMs !== undefined) return is(`accepted scan ${insideMs}`);
    const counted = this.acts.some(
      (act) =>
        act.kind === 'count_closed' &&
        act.party === this.manifest.receiver &&
        time(act) >= from &&
        this.inTime(act, from),
    );
    const late = this.of(item.kind, item.id).filter((act) => shows(act) && !mine.includes(act));
    const lateMs = least(late.map(time));
    if (looked || counted) return is(lateMs === undefined ? 'missing' : `accepted scan ${lateMs}`, true);
    const silentMs = from + terms.reportMs;
    const silent = lateMs !== undefined || nowMs > silentMs + terms.offlineMs;
    return is(silent ? `accepted silence ${silentMs}` : 'expected');
  }

  /** Whether a container was refused, or else when it was taken with all that is in it. */
  taken(container: string): { refused: boolean; wholeMs: number | undefined } {
    const about = this.manifest.containers.find(({ id }) => id === container);
    const at = this.tender('container', container, about?.container);
    const seen = this.of('container', container).filter((act) => this.inTime(act, at));
    const bad = seen.some((act) => says(act, 'seal_broken') || (act.seal !== undefined && act.seal !== about?.seal));
    const refused = seen.some((act) => says(act, 'not_acceptable'));
    const good = seen.filter((act) => shows(act) && (says(act, 'intact') || act.seal === about?.seal));
    return { refused, wholeMs: about?.seal === undefined || bad || refused ? undefined : least(good.map(time)) };
  }

  /** When the first piece in a container was scanned. */
  firstInside({ kind, id }: Row): number | undefined {
    if (kind === 'piece') return undefined;
    const inside = this.manifest.lines.filter((line) => this.parents(line.container).includes(id));
    const scans = inside.flatMap(({ piece, container }) => {
      const from = this.tender('piece', piece, container);
      return this.of('piece', piece).filter((act) => shows(act) && this.inTime(act, from));
    });
    return least(scans.map(time));
  }

  judgeStranger(kind: 'piece' | 'container', item: string): void {
    const name = `${kind} ${item}`;
    const mine = this.of(kind, item);
    const ownMs = least(mine.filter(shows).map(time));
    if (ownMs === undefined) return;
    const known = this.about.elsewhere(kind, item);
    this.codes.add(`${known === undefined ? 'EXCESS' : known.kind === 'received' ? 'DUPLICATE' : 'MISROUTED'} ${name}`);
    for (const code of said(mine, undefined)) this.codes.add(`${code} ${name}`);
    this.status[name] = mine.some((act) => says(act, 'not_acceptable')) ? 'refused' : `accepted scan ${ownMs}`;
  }
}

function said(mine: readonly ScanAct[], seal: string | undefined): string[] {
  const any = (word: string): boolean => mine.some((act) => says(act, word));
  return [
    any('damaged') ? 'DAMAGED' : '',
    any('misrouted') ? 'MISROUTED' : '',
    any('duplicate_label') ? 'DUPLICATE' : '',
    any('label_unreadable') ? 'LABEL_UNREADABLE' : '',
    any('not_acceptable') ? 'NOT_ACCEPTABLE' : '',
    any('seal_broken') || (seal && mine.some((act) => act.seal && act.seal !== seal)) ? 'SEAL_BROKEN' : '',
  ].filter((code) => code !== '');
}

function row(
  kind: Row['kind'],
  id: string,
  weightG: number | undefined,
  container: string | undefined,
  seal: string | undefined,
): Row {
  return { kind, id, weightG, container, seal };
}

function time(act: HandoverAct): number {
  return act.deviceMs > act.serverMs + 120_000 ? act.serverMs : act.deviceMs;
}

function says(act: ScanAct, word: string): boolean {
  return (act.conditions ?? []).some((condition) => condition === word);
}

function shows(act: ScanAct): boolean {
  return !says(act, 'missing');
}

function least(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : Math.min(...numbers);
}
