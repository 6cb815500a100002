import type { Prng } from '../../base/prng.js';
import { CONDITIONS, type HandoverAct, type HandoverTerms, type Manifest } from '../../domain/handover.js';
import { MINUTE_MS, START_MS } from '../events/events-for-test.js';

/** For tests: short times, so that random moments fall on both sides of them. */
export const TERMS: HandoverTerms = {
  manifestMs: 60 * MINUTE_MS,
  graceMs: 15 * MINUTE_MS,
  reportMs: 240 * MINUTE_MS,
  offlineMs: 120 * MINUTE_MS,
  weightToleranceG: 50,
  disputeMs: 600 * MINUTE_MS,
};

/** For tests: a cage with a sealed bag and a piece, an unsealed bag, and a loose piece; tendered at minute 0. */
export const MANIFEST: Manifest = {
  id: 'M1',
  giver: 'ats',
  receiver: 'post',
  interchange: 'IX-DEL',
  tenderMs: START_MS,
  lines: [
    { piece: 'P1', weightG: 1000, container: 'BAG-1' },
    { piece: 'P2', weightG: 2000, container: 'BAG-1' },
    { piece: 'P3', weightG: 500, container: 'CAGE' },
    { piece: 'P4', weightG: 800, container: 'BAG-2' },
    { piece: 'P5', weightG: 900, container: undefined },
  ],
  containers: [
    { id: 'BAG-1', kind: 'bag', seal: 'S1', container: 'CAGE' },
    { id: 'BAG-2', kind: 'bag', seal: undefined, container: undefined },
    { id: 'CAGE', kind: 'cage', seal: 'S2', container: undefined },
  ],
};

type Kinds = HandoverAct extends infer T
  ? T extends HandoverAct
    ? Omit<T, 'id' | 'party' | 'deviceMs' | 'serverMs'>
    : never
  : never;
type Told = Partial<Pick<HandoverAct, 'id' | 'party' | 'deviceMs' | 'serverMs'>>;

/** For tests: an act at a minute after the planned tender, by the party whose it is, sent at once. */
export function actAt(minute: number, what: Kinds, told: Told = {}): HandoverAct {
  const deviceMs = START_MS + minute * MINUTE_MS;
  const giving = ['pre_advised', 'tendered', 'disputed'].includes(what.kind);
  const id = `${minute} ${JSON.stringify(what)}`;
  return { id, party: giving ? 'ats' : 'post', deviceMs, serverMs: deviceMs, ...told, ...what };
}

/** For tests: acts of all kinds by anybody at any moment, some of them sent late, ahead of time or twice. */
export function wildActs(random: Prng, count: number): HandoverAct[] {
  const items = ['P1', 'P2', 'P3', 'P4', 'P5', 'X1', 'X2'];
  const containers = ['BAG-1', 'BAG-2', 'CAGE', 'BAG-9'];
  const acts: HandoverAct[] = [];
  while (acts.length < count) {
    const minute = random.below(400) - 20;
    const of = random.chance(0.6) ? ('piece' as const) : ('container' as const);
    const some = random.chance(0.6) ? { conditions: [random.pick(CONDITIONS)] } : {};
    const weighed = random.chance(0.3) ? { weightG: 800 + 50 * random.below(6) } : {};
    const read = of === 'container' && random.chance(0.5) ? { seal: random.pick(['S1', 'S2', 'S9']) } : {};
    const scan: Kinds = {
      kind: 'scanned',
      of,
      item: random.pick(of === 'piece' ? items : containers),
      ...some,
      ...weighed,
      ...read,
    };
    const named = random.chance(0.5) ? { items: [random.pick([...items, ...containers])] } : {};
    const what = random.pick<Kinds>([
      scan, scan, scan, scan, scan, scan, { kind: 'tendered', ...named }, { kind: 'count_closed' }, { kind: 'pre_advised' },
      { kind: 'voided', voids: acts.length > 0 ? random.pick(acts).id : 'none' },
    ]); // prettier-ignore
    const delay = random.chance(0.3) ? random.below(500) * MINUTE_MS : random.chance(0.1) ? -10 * MINUTE_MS : 0;
    const party = random.chance(0.05) ? { party: random.pick(['ats', 'post', 'third']) } : {};
    const act = actAt(minute, what, { id: `a${acts.length}`, ...party });
    acts.push({ ...act, serverMs: act.deviceMs + delay });
  }
  return acts;
}
