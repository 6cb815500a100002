import { formatLocal } from '../base/civil-time.js';
import { UNREACHED } from '../base/none.js';
import type { Plan } from '../domain/plan.js';
import { packedString, type Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import type { Explanation, Way, WhyNotOnTime } from './explain-shipment.js';
import { itineraryText, type Happening } from './itinerary.js';
import type { FullResource } from './plan-room.js';

interface Explained {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly plan: Plan;
  readonly row: number;
  readonly explanation: Explanation;
}

/** An explanation as a person reads it: the shipment, its timetable, and why it is not on time. */
export function explanationText(explained: Explained): string {
  const { workspace, explanation } = explained;
  const { itinerary, why } = explanation;
  return [
    headline(explained),
    ...(itinerary.length > 0 ? ['', itineraryText(workspace, itinerary)] : []),
    ...(why === undefined ? [] : ['', ...whyLines(workspace, why)]),
  ].join('\n');
}

/** The same as data: times as local wall clock, money in major units. */
export function explanationData({ workspace, shipments, plan, row, explanation }: Explained): unknown {
  const local = (sec: number): string | null => (sec === UNREACHED ? null : formatLocal(workspace.calendar, sec));
  const told = (itinerary: readonly Happening[]): unknown =>
    itinerary.map(({ sec, ...rest }) => ({ at: local(sec), ...rest }));
  const way = (one: Way | undefined): unknown =>
    one === undefined
      ? null
      : { delivered: local(one.deliveredSec), onTime: one.onTime, itinerary: told(one.itinerary) };
  const { status, carriage, reason, dueSec, why } = explanation;
  return {
    shipment: packedString(shipments.id, row),
    status,
    carriedBy: carriage,
    reason: reason === '' ? null : reason,
    due: local(dueSec),
    arrives: local(plan.arriveSec[row]),
    cost: plan.cost[row] / workspace.minorPerMajor,
    itinerary: told(explanation.itinerary),
    why: why && {
      fastest: way(why.fastest),
      full: why.full.map(({ clauseLine, ...full }) => ({ ...full, clauseLine: clauseLine ?? null })),
      alternative: way(why.alternative),
      closed: why.refusals.map(({ reason: closedBy, detail, interlined }) => ({
        reason: closedBy,
        detail,
        interlined,
      })),
    },
  };
}

function headline({ workspace, shipments, plan, row, explanation }: Explained): string {
  const { calendar, parties, products, network, minorPerMajor, currency } = workspace;
  const { status, carriage, reason, dueSec } = explanation;
  const origin = shipments.origin[row];
  const from = origin >= 0 ? network.facilities.id[origin] : network.postalCodes[-1 - origin];
  const what = `${parties[shipments.party[row]].id}, ${products[shipments.product[row]].id}, ${shipments.weightG[row]} g`;
  const arriveSec = plan.arriveSec[row];
  const delivered = arriveSec === UNREACHED ? 'not delivered' : `delivered ${formatLocal(calendar, arriveSec)}`;
  const by = { network: 'in the networks', spot: 'by spot carriage outside them', none: 'by nobody' }[carriage];
  const cost = (plan.cost[row] / minorPerMajor).toFixed(2);
  return [
    `${packedString(shipments.id, row)}  ${what}, ${from} to ${network.postalCodes[shipments.destination[row]]}`,
    `${status}${reason === '' ? '' : ` (${reason})`}: carried ${by}, cost ${currency} ${cost}`,
    `ready ${formatLocal(calendar, shipments.readySec[row])}, due ${formatLocal(calendar, dueSec)}, ${delivered}`,
  ].join('\n');
}

function whyLines(workspace: Workspace, why: WhyNotOnTime): string[] {
  const { fastest, full, alternative, refusals } = why;
  const lines: string[] = [];
  if (fastest === undefined) lines.push('No way leads there.');
  else {
    const verdict = fastest.onTime ? 'in time' : 'already too late';
    lines.push(`Its fastest way delivers at ${formatLocal(workspace.calendar, fastest.deliveredSec)}, ${verdict}:`);
    lines.push(itineraryText(workspace, fastest.itinerary));
    lines.push(
      ...(full.length > 0 ? ['', 'No room is left on it:', ...full.map(fullLine)] : ['', 'It has room on this way.']),
    );
    if (full.length > 0) lines.push('', ...alternativeLines(workspace, alternative));
  }
  if (refusals.length > 0) {
    lines.push('', 'Closed ways:');
    lines.push(...refusals.map(({ interlined, reason, detail }) => {
      return `  ${reason.padEnd(16)} ${interlined ? 'with the partner' : 'alone'}: ${detail}`;
    })); // prettier-ignore
  }
  return lines;
}

function alternativeLines(workspace: Workspace, alternative: Way | undefined): string[] {
  if (alternative === undefined) return ['No other way has room within the horizon.'];
  const verdict = alternative.onTime ? 'in time, but dearer than what the plan does' : 'too late';
  const delivered = formatLocal(workspace.calendar, alternative.deliveredSec);
  return [
    `The first way with room delivers at ${delivered}, ${verdict}:`,
    itineraryText(workspace, alternative.itinerary),
  ];
}

function fullLine({ resource, used, capacity, unit, clauseLine }: FullResource): string {
  const clause = clauseLine === undefined ? '' : ` (agreement.yaml line ${clauseLine})`;
  return `  ${resource}: ${used.toLocaleString('en')} of ${capacity.toLocaleString('en')} ${unit}${clause}`;
}
