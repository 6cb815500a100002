import type { Bottleneck, BottleneckKind } from '../../domain/growth.js';
import { BOTTLENECK_KINDS } from '../../domain/growth.js';
import type { Workspace } from '../../domain/workspace.js';
import { interchangeName } from '../../report/interchange-use.js';
import { partsOf } from '../clauses/priced-grants.js';

/** Prices that prove a step's bound, of resources that can be full in it. */
export interface StepPrices {
  readonly prices: Float64Array; // [resource] ticks
  readonly bound: number; // ticks
}

/** A tenth more of one departure, office or point that is worth less than this of the bound is no matter to anyone. */
const WORTH_MIN = 1e-5;
const TENTH = 0.1;

const KIND_OF: Readonly<Record<string, BottleneckKind>> = {
  kg: 'departure',
  l: 'departure',
  'block-kg': 'block',
  'block-l': 'block',
  window: 'interchange',
  day: 'office',
  'block-day': 'office_block',
  hour: 'sorting',
};

/**
 * What binds, by the steps' prices: resources of one trip, office or interchange are one bottleneck. First those that
 * bind first, among them the most valuable. O(steps x resources).
 */
export function bottlenecksOf(
  workspace: Workspace,
  names: readonly string[],
  capacity: Float64Array,
  steps: readonly StepPrices[],
  { months, ticksPerMajor }: { readonly months: readonly number[]; readonly ticksPerMajor: number },
): Bottleneck[] {
  const found = new Map<string, { kind: BottleneckKind; what: string; binding: number[]; worth: number[] }>();
  steps.forEach(({ prices }, step) => {
    prices.forEach((price, resource) => {
      if (!(price > 0)) return;
      const [prefix, what] = partsOf(names[resource]);
      const kind = KIND_OF[prefix];
      const key = `${kind} ${what}`;
      let one = found.get(key);
      if (one === undefined) {
        one = { kind, what, binding: steps.map(() => 0), worth: steps.map(() => 0) };
        found.set(key, one);
      }
      one.binding[step] += 1;
      one.worth[step] += TENTH * price * capacity[resource];
    });
  });
  const name = namer(workspace);
  return [...found.values()]
    .flatMap(({ kind, what, binding, worth }): Bottleneck[] => {
      const real = worth.map((ticks, step) => ticks > WORTH_MIN * Math.abs(steps[step].bound));
      const first = real.indexOf(true);
      if (first < 0) return [];
      return [
        {
          kind,
          ...name(kind, what),
          firstMonth: months[first],
          binding: binding.map((count, step) => (real[step] ? count : 0)),
          worth: worth.map((ticks, step) => (real[step] ? ticks / ticksPerMajor : 0)),
        },
      ];
    })
    .toSorted((a, b) => a.firstMonth - b.firstMonth || mostOf(b.worth) - mostOf(a.worth) || (a.id < b.id ? -1 : 1));
}

/** How many things bind in a step, by kind. */
export function bindingAt(bottlenecks: readonly Bottleneck[], step: number): Record<BottleneckKind, number> {
  const counts = Object.fromEntries(BOTTLENECK_KINDS.map((kind) => [kind, 0])) as Record<BottleneckKind, number>;
  for (const { kind, binding } of bottlenecks) if (binding[step] > 0) counts[kind] += 1;
  return counts;
}

function mostOf(worth: readonly number[]): number {
  return Math.max(...worth);
}

/** Names a thing for people. Trips and facilities are `PARTY:ID`, interchanges their id. */
function namer(
  workspace: Workspace,
): (kind: BottleneckKind, what: string) => Pick<Bottleneck, 'party' | 'id' | 'name'> {
  const { network, parties, agreement } = workspace;
  const indexOf = (rows: { readonly id: readonly string[]; readonly party: Uint8Array }) =>
    new Map(rows.id.map((id, index) => [`${parties[rows.party[index]].id}:${id}`, index]));
  const trips = indexOf(network.trips);
  const facilities = indexOf(network.facilities);
  return (kind, what) => {
    if (kind === 'interchange') {
      const interchange = agreement?.interchanges.find(({ id }) => id === what);
      return { party: '', id: what, name: interchange ? interchangeName(workspace, interchange) : what };
    }
    const colon = what.indexOf(':');
    const [party, id] = [what.slice(0, colon), what.slice(colon + 1)];
    if (kind === 'departure' || kind === 'block') {
      const trip = trips.get(what);
      return { party, id, name: (trip === undefined ? '' : network.trips.name[trip]) || id };
    }
    const facility = facilities.get(what);
    return { party, id, name: (facility === undefined ? '' : network.facilities.name[facility]) || id };
  };
}
