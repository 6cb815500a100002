import { formatLocal } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { MODES } from '../../domain/network.js';
import type { Step } from '../../domain/plan.js';
import type { Workspace } from '../../domain/workspace.js';

/** One thing that happens to a parcel on its way. Times are seconds since the horizon's start. */
export interface Happening {
  readonly sec: number;
  readonly what: 'leave' | 'arrive' | 'tender' | 'receive' | 'load_by' | 'deliver';
  readonly party: string; // id of who does it
  readonly place: string; // name of the facility
  readonly placeId: string;
  readonly by: string; // departure, interchange or delivery round, as plan files name them
  readonly detail: string; // for people: mode and name of the trip, the partner, the postal code
}

/** What happens along a route, in order; legs that a parcel rides through without being unloaded are one. */
export function itineraryOf(workspace: Workspace, steps: readonly Step[]): Happening[] {
  return steps.flatMap((step, index) => {
    switch (step.kind) {
      case 'ride':
        return ride(workspace, step, ridesOn(steps[index - 1], step), ridesOn(step, steps[index + 1]));
      case 'transfer':
        return transfer(workspace, step);
      default:
        return deliver(workspace, step);
    }
  });
}

type Ride = Extract<Step, { kind: 'ride' }>;

/** True when a parcel stays aboard between two steps. */
function ridesOn(before: Step | undefined, after: Step | undefined): boolean {
  if (before?.kind !== 'ride' || after?.kind !== 'ride') return false;
  return before.trip === after.trip && before.day === after.day && before.call + 1 === after.call;
}

function ride(workspace: Workspace, step: Ride, boarded: boolean, stays: boolean): Happening[] {
  const { network, calendar } = workspace;
  const { trips, calls } = network;
  const call = trips.firstCall[step.trip] + step.call;
  const dayStart = calendar.dayStartSec[step.day];
  const date = formatLocal(calendar, dayStart).slice(0, 10);
  const party = partyId(workspace, trips.party[step.trip]);
  const vehicle = trips.vehicle[step.trip];
  const mode = vehicle === NONE ? '' : `${MODES[network.vehicles.mode[vehicle]]} `;
  const name = trips.name[step.trip] === '' ? trips.id[step.trip] : trips.name[step.trip];
  const by = `${party}:${trips.id[step.trip]}@${date}`;
  const leave = { sec: dayStart + calls.departSec[call], what: 'leave', party, by, detail: `${mode}${name}` } as const;
  const arrive = { sec: dayStart + calls.arriveSec[call + 1], what: 'arrive', party, by, detail: '' } as const;
  return [
    ...(boarded ? [] : [{ ...leave, ...placeOf(workspace, calls.facility[call]) }]),
    ...(stays ? [] : [{ ...arrive, ...placeOf(workspace, calls.facility[call + 1]) }]),
  ];
}

function transfer(workspace: Workspace, step: Extract<Step, { kind: 'transfer' }>): Happening[] {
  const interchange = workspace.agreement?.interchanges[step.interchange];
  if (interchange === undefined) return [];
  const { from, to } = interchange.directions[step.direction];
  const end = (party: number, what: 'tender' | 'receive', sec: number, detail: string): Happening => {
    const place = placeOf(workspace, interchange.facilities.get(party) ?? NONE);
    return { sec, what, party: partyId(workspace, party), by: interchange.id, detail, ...place };
  };
  return [
    end(from, 'tender', step.sec, `to ${partyId(workspace, to)} at ${interchange.id}`),
    end(to, 'receive', step.sec + interchange.transferSec, `from ${partyId(workspace, from)} at ${interchange.id}`),
  ];
}

function deliver(workspace: Workspace, step: Extract<Step, { kind: 'deliver' }>): Happening[] {
  const { network, calendar } = workspace;
  const { deliveries, facilities } = network;
  const facility = deliveries.facility[step.delivery];
  const postalCode = network.postalCodes[deliveries.postalCode[step.delivery]];
  const deliveredDay = step.day + deliveries.extraDays[step.delivery];
  const shared = {
    party: partyId(workspace, facilities.party[facility]),
    by: `${facilities.id[facility]}:${postalCode}`,
    ...placeOf(workspace, facility),
  };
  return [
    {
      sec: calendar.dayStartSec[step.day] + deliveries.loadBySec[step.delivery],
      what: 'load_by',
      detail: '',
      ...shared,
    },
    {
      sec: calendar.dayStartSec[deliveredDay] + deliveries.deliverBySec[step.delivery],
      what: 'deliver',
      detail: `in ${postalCode}`,
      ...shared,
    },
  ];
}

function placeOf({ network }: Workspace, facility: number): { place: string; placeId: string } {
  const placeId = network.facilities.id[facility] ?? '';
  const name = network.facilities.name[facility] ?? '';
  return { place: name === '' ? placeId : name, placeId };
}

function partyId({ parties }: Workspace, party: number): string {
  return parties[party].id;
}
