import type { ClauseUnit, Relaxation } from '../../domain/clause-values.js';
import type { Workspace } from '../../domain/workspace.js';
import { routePrice } from '../../engine/flow/flow-problem.js';
import type { Loads } from '../../report/loads.js';
import { findLeg } from '../../report/departure-legs.js';
import { clauseText } from './clause-text.js';
import { describeLine, weekOf } from './grant-lines.js';
import type { Line } from './grant-lines.js';
import type { PricedNetwork } from '../../workers/priced-network.js';

/** Lines whose queue is asked for, some pricings each. */
const CANDIDATES = 10;

/** Shares of a line's price at which the network is priced again. */
const LOWER_PRICES = [0.9, 0.75, 0.5, 0];
const QUEUE_AT = 0.5;

/** An amount is proposed as long as it is worth this share of the price times the amount, by all lower prices. */
const HOLDS = 0.9;

/** Units of a resource's measure in a clause's unit. */
const PER_UNIT: Readonly<Record<ClauseUnit, number>> = { kg: 1000, litres: 1000, parcels: 1 };

/**
 * More of the most valuable grants. How much more a price can be expected to hold for is asked of the queue: at a share of
 * a line's price some parcels that now go elsewhere would come, and the bound falls by some loss. So many units more are
 * worth no more than that loss and the units at the lower price, whatever the share (Lagrangian duality). The amount is the
 * largest for which all of these limits leave 90 % of the price, rounded down, and no more than vehicle or office has room
 * for.
 */
export async function relaxationsOf(
  workspace: Workspace,
  network: PricedNetwork,
  prices: Float64Array, // ticks, [resource]
  lines: readonly Line[],
  loads: Loads,
): Promise<Relaxation[]> {
  const resourceOf = new Map(network.names.map((name, resource) => [name, resource]));
  const before = await demandAt(network, prices);
  const all = prices.slice();
  for (const resource of resourcesOf(lines, resourceOf)) all[resource] = prices[resource] / 2;
  const queues = await demandAt(network, all);
  const promising = lines
    .map((line) => ({ line, most: potential(workspace, line, resourceOf, network, queues) }))
    .filter(({ most }) => most > 0)
    .toSorted((a, b) => b.most - a.most)
    .slice(0, CANDIDATES);
  const found: Relaxation[] = [];
  for (const { line } of promising) {
    const own = resourcesOf([line], resourceOf);
    const { capacity } = network.compiled.problem.flow.resources;
    const earned = own.reduce((sum, resource) => sum + prices[resource] * capacity[resource], 0);
    const losses: number[] = [];
    let queue = 0;
    for (const share of LOWER_PRICES) {
      const lower = prices.slice();
      for (const resource of own) lower[resource] = prices[resource] * share;
      const asked = await demandAt(network, lower);
      losses.push((before.ways - asked.ways - earned * (1 - share)) / network.compiled.ticksPerMinor);
      if (share === QUEUE_AT) queue = own.reduce((sum, resource) => sum + excess(network, asked, resource), 0);
    }
    const relaxation = relaxed(workspace, line, { losses, loads });
    if (relaxation) found.push({ ...relaxation, queue: queue / own.length / PER_UNIT[line.unit] });
  }
  return found;
}

/** What everything asks for at prices: use of each resource, and ticks of all ways together. */
interface Asked {
  readonly used: Float64Array; // [resource] grams, millilitres, parcels
  readonly ways: number;
}

async function demandAt(network: PricedNetwork, prices: Float64Array): Promise<Asked> {
  const { flow } = network.compiled.problem;
  const { commodities, resources, firstUse, uses } = flow;
  const used = new Float64Array(resources.count);
  const ways = await network.ways(prices, (k, cost, moves, length) => {
    const useClass = commodities.useClass[k];
    if (cost + routePrice(flow, useClass, moves, length, prices) >= commodities.outsideCost[k]) return;
    const row = useClass * resources.kindCount;
    for (let i = 0; i < length; i++) {
      for (let u = firstUse[moves[i]]; u < firstUse[moves[i] + 1]; u++) {
        const resource = uses[u];
        used[resource] = used[resource] + resources.amount[row + resources.kind[resource]] * commodities.demand[k];
      }
    }
  });
  const { ticksPerMinor } = network.compiled;
  return { used, ways: ways.reduce((sum, cost, k) => sum + cost * commodities.demand[k] * ticksPerMinor, 0) };
}

/** How much more than there is would be used. */
function excess(network: PricedNetwork, { used }: Asked, resource: number): number {
  return Math.max(0, used[resource] - network.compiled.problem.flow.resources.capacity[resource]);
}

function resourcesOf(lines: readonly Line[], resourceOf: ReadonlyMap<string, number>): number[] {
  return lines.flatMap(({ grants }) => grants.flatMap(({ resource }) => resourceOf.get(resource) ?? []));
}

/** Minor money a week if all the queue at half price were let in at the full price. */
function potential(
  workspace: Workspace,
  line: Line,
  resourceOf: ReadonlyMap<string, number>,
  network: PricedNetwork,
  asked: Asked,
): number {
  const byDay = new Float64Array(workspace.calendar.dayCount);
  for (const { resource, day, price } of line.grants) {
    const index = resourceOf.get(resource);
    if (index === undefined) continue;
    byDay[day] = byDay[day] + (price * excess(network, asked, index)) / PER_UNIT[line.unit];
  }
  return weekOf(workspace, byDay);
}

function relaxed(
  workspace: Workspace,
  line: Line,
  { losses, loads }: { readonly losses: readonly number[]; readonly loads: Loads },
): Omit<Relaxation, 'queue'> | undefined {
  const price = line.dayWorth.reduce((sum, worth) => sum + worth, 0);
  const holds = LOWER_PRICES.map((share, at) => (share < HOLDS ? losses[at] / (HOLDS - share) / price : Infinity));
  const amount = roundedDown(Math.min(...holds, roomOf(line, loads)));
  if (amount <= 0) return undefined;
  const limits = LOWER_PRICES.map((share, at) => losses[at] / price / amount + share);
  const { what, name, leaves, days, worth } = describeLine(workspace, line);
  const id = what.slice(what.indexOf(':') + 1);
  const where = leaves === '' ? (id === what ? name : `${name} (${id})`) : `${name} (${id}, leaves ${leaves})`;
  const unit = line.unit === 'parcels' && amount === 1 ? 'parcel' : line.unit;
  const measure =
    line.clause.kind === 'interchange'
      ? `${unit} more at`
      : line.unit === 'parcels'
        ? `${unit} more a day at`
        : `${unit} more on`;
  return {
    ...clauseText(workspace, line.clause, line.unit),
    words: `${amount.toLocaleString('en')} ${measure} ${where}, ${days}`,
    what,
    name,
    leaves,
    unit: line.unit,
    amount,
    days,
    worth: worth * amount * Math.max(0, Math.min(1, ...limits)),
    each: worth,
    cost: blockCost(workspace, line) * amount,
  };
}

/** What one more unit of a hard block costs on the days that are priced, a week; 0 of any other grant. */
function blockCost(workspace: Workspace, { clause, unit, dayWorth }: Line): number {
  const { agreement, minorPerMajor } = workspace;
  const hard = clause.kind === 'capacity' && agreement?.capacity[clause.index].type === 'hard' && unit === 'kg';
  if (!hard) return 0;
  const departures = weekOf(
    workspace,
    dayWorth.map((worth) => (worth > 0 ? 1 : 0)),
  );
  return (departures * agreement.tariff.hardBlockPerKg) / minorPerMajor;
}

/** Units that vehicle or office still has on the days that are priced, on average; windows have no other limit. */
function roomOf(line: Line, { legs, officeDays }: Loads): number {
  if (line.clause.kind === 'interchange') return Infinity;
  const rooms = new Map<number, number>(); // day -> least room of its priced legs
  for (const { day, at } of line.grants) {
    let room = Infinity;
    if (line.unit === 'parcels') {
      for (let row = 0; row < officeDays.count; row++) {
        if (officeDays.facility[row] !== line.target || officeDays.day[row] !== day) continue;
        room = officeDays.capacity[row] - officeDays.used[row];
      }
    } else {
      const leg = findLeg(legs, line.target, day, at);
      if (leg < 0) continue;
      const free = line.unit === 'kg' ? legs.capacityG[leg] - legs.usedG[leg] : legs.capacityMl[leg] - legs.usedMl[leg];
      room = free / PER_UNIT[line.unit];
    }
    rooms.set(day, Math.min(room, rooms.get(day) ?? Infinity));
  }
  return rooms.size === 0
    ? Infinity
    : [...rooms.values()].reduce((sum, room) => sum + Math.max(0, room), 0) / rooms.size;
}

/** The largest of 1, 1.5, 2, 3, 5 and 7 times a power of ten that is not above; 0 below 1. */
function roundedDown(amount: number): number {
  if (!(amount >= 1)) return 0;
  const power = 10 ** Math.floor(Math.log10(amount));
  const step = [7, 5, 3, 2, 1.5, 1].find((one) => one * power <= amount + 1e-9) ?? 1;
  return power === 1 ? Math.floor(step) : step * power;
}
