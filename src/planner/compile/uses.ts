import { NONE } from '../../base/none.js';
import type { Access } from '../network/access.js';
import type { Classes } from '../demand/classes.js';
import type { CommodityTable } from '../demand/commodities.js';
import type { OptionColumns } from '../delivery/option-columns.js';
import { legsOfWay, type LastMile } from '../delivery/last-mile.js';
import type { Linehaul } from '../network/linehaul.js';
import { GrowingInts } from '../growing.js';
import { rideUses, type ResourceList, type TotalDemand } from './resources.js';
import type { ScarceKeys, VisitScarce } from './scarce.js';

export interface UseInput {
  readonly access: Access;
  readonly linehaul: Linehaul;
  readonly lastMile: LastMile;
  readonly options: OptionColumns;
  readonly keys: ScarceKeys;
  readonly list: ResourceList;
  readonly total: TotalDemand;
}

/** Resources that a move uses are `uses[firstUse[move] .. firstUse[move + 1]]`: items first, then delivery options. */
export interface Uses {
  readonly firstUse: Uint32Array;
  readonly uses: Uint32Array;
}

/** What the graph's items and the given options (in the order of the problem) use; fills the list of resources. */
export function usesOf(input: UseInput, chosen: Uint32Array): Uses {
  const { graph } = input.linehaul;
  const firstUse = new Uint32Array(graph.itemCount + chosen.length + 1);
  const uses = new GrowingInts(1 << 16);
  addItemUses(input, firstUse, uses);
  const addOption = optionUses(input, uses);
  for (let index = 0; index < chosen.length; index++) {
    addOption(chosen[index]);
    firstUse[graph.itemCount + index + 1] = uses.count;
  }
  return { firstUse, uses: Uint32Array.from(uses.values.subarray(0, uses.count)) };
}

function addItemUses(
  { access, linehaul, keys, list, total }: UseInput,
  firstUse: Uint32Array,
  uses: GrowingInts,
): void {
  const { graph, legAt } = linehaul;
  const ofRide = rideUses(access, keys, total, list);
  const addScarce: VisitScarce = (key, measure, partnersOf, capacity) => {
    if (total(measure, partnersOf) > capacity) uses.push(list.add(key, measure, partnersOf, capacity));
  };
  for (let item = 0; item < graph.itemCount; item++) {
    if (graph.leg[item] !== NONE) {
      const at = legAt[graph.leg[item]];
      for (const resource of ofRide(at)) uses.push(resource);
      if (graph.unloads[item] === 1) keys.visitUnload(at, addScarce);
    }
    firstUse[item + 1] = uses.count;
  }
}

/** Adds what an option uses; of all it touches only the keys that could be full are wanted. */
function optionUses({ access, lastMile, options, keys, list }: UseInput, uses: GrowingInts): (option: number) => void {
  const { facility } = access.workspace.network.deliveries;
  const { firstKey, key, way, row, day } = options;
  let wanted: Float64Array = key;
  const addWanted: VisitScarce = (scarce, measure, partnersOf, capacity) => {
    if (wanted.includes(scarce)) uses.push(list.add(scarce, measure, partnersOf, capacity));
  };
  return (option) => {
    wanted = key.subarray(firstKey[option], firstKey[option + 1]);
    if (wanted.length === 0) return;
    const w = way[option];
    for (const leg of legsOfWay(lastMile, w)) {
      keys.visitRide(leg, addWanted);
      keys.visitUnload(leg, addWanted);
    }
    keys.visitDelivery(facility[row[option]], day[option], addWanted);
  };
}

/** Whole demand of the commodities by measure and by whose parcels count. */
export function totalDemand({ workspace }: Access, classes: Classes, commodities: CommodityTable): TotalDemand {
  const { bands, parties } = workspace;
  const unitsOf = new Float64Array(classes.groups.length * bands.length);
  for (let k = 0; k < commodities.count; k++) {
    const cell = commodities.group[k] * bands.length + commodities.band[k];
    unitsOf[cell] = unitsOf[cell] + commodities.units[k];
  }
  const table = new Float64Array((parties.length + 1) * 3);
  classes.groups.forEach(({ party }, group) => {
    bands.forEach((band, index) => {
      const units = unitsOf[group * bands.length + index];
      for (let partnersOf: number = NONE; partnersOf < parties.length; partnersOf++) {
        if (partnersOf === party) continue;
        [band.g, band.ml, 1].forEach((amount, measure) => {
          const cell = (partnersOf + 1) * 3 + measure;
          table[cell] = table[cell] + units * amount;
        });
      }
    });
  });
  return (measure, partnersOf) => table[(partnersOf + 1) * 3 + measure];
}
