import { NONE } from '../../base/none.js';
import { STEP_KINDS, type Plan } from '../../domain/plan.js';

/** What a plan has on one leg of a departure. Shipments are indices, ascending. */
export interface LegLoad {
  readonly loads: Uint32Array; // put aboard where the leg begins
  readonly stays: Uint32Array; // aboard already
}

const RIDE = STEP_KINDS.indexOf('ride');
const TRANSFER = STEP_KINDS.indexOf('transfer');

/** The shipments that a plan has on the leg of a trip's departure that begins at call position `call`. O(steps + shipments). */
export function shipmentsOfLeg(
  plan: Plan,
  leg: { readonly trip: number; readonly day: number; readonly call: number },
): LegLoad {
  const { parts } = plan;
  const rides = (step: number, call: number): boolean =>
    parts.stepKind[step] === RIDE &&
    parts.stepWhat[step] === leg.trip &&
    parts.stepDay[step] === leg.day &&
    parts.stepAt[step] === call;
  const stepOfPart = new Int32Array(parts.count).fill(NONE); // step of the part that is the leg
  for (let part = 0; part < parts.count; part++) {
    for (let step = parts.firstStep[part]; step < parts.firstStep[part + 1]; step++) {
      if (rides(step, leg.call)) stepOfPart[part] = step;
    }
  }
  const loads: number[] = [];
  const stays: number[] = [];
  for (let shipment = 0; shipment < plan.linehaul.length; shipment++) {
    const [linehaul, lastMile] = [plan.linehaul[shipment], plan.lastMile[shipment]];
    const ofLinehaul = linehaul === NONE ? NONE : stepOfPart[linehaul];
    const step = ofLinehaul !== NONE ? ofLinehaul : lastMile === NONE ? NONE : stepOfPart[lastMile];
    if (step === NONE) continue;
    const beginsLastMile = ofLinehaul === NONE && step === parts.firstStep[lastMile];
    // Before the first step of the last mile comes the last one of the linehaul.
    const before = !beginsLastMile ? step - 1 : linehaul === NONE ? NONE : parts.firstStep[linehaul + 1] - 1;
    const beginsRoute = ofLinehaul !== NONE ? step === parts.firstStep[linehaul] : before === NONE;
    const isAboard = !beginsRoute && leg.call > 0 && rides(before, leg.call - 1);
    (isAboard ? stays : loads).push(shipment);
  }
  return { loads: Uint32Array.from(loads), stays: Uint32Array.from(stays) };
}

/** The shipments that a plan tenders at an interchange in one direction at one moment, ascending. O(steps + shipments). */
export function shipmentsOfTender(
  plan: Plan,
  tender: { readonly interchange: number; readonly direction: number; readonly sec: number },
): Uint32Array {
  const { parts } = plan;
  const hit = new Uint8Array(parts.count);
  for (let part = 0; part < parts.count; part++) {
    for (let step = parts.firstStep[part]; step < parts.firstStep[part + 1]; step++) {
      if (parts.stepKind[step] !== TRANSFER || parts.stepWhat[step] !== tender.interchange) continue;
      if (parts.stepDay[step] === tender.direction && parts.stepAt[step] === tender.sec) hit[part] = 1;
    }
  }
  const found: number[] = [];
  for (let shipment = 0; shipment < plan.linehaul.length; shipment++) {
    const [linehaul, lastMile] = [plan.linehaul[shipment], plan.lastMile[shipment]];
    if ((linehaul !== NONE && hit[linehaul]) || (lastMile !== NONE && hit[lastMile])) found.push(shipment);
  }
  return Uint32Array.from(found);
}
