import { dayOfSec, formatLocal } from '../../base/civil-time.js';
import { UNREACHED } from '../../base/none.js';
import type { Plan } from '../../domain/plan.js';
import { packedString, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { REASON_LABELS } from '../../report/page/labels.js';
import { wrapText } from '../../report/wrap-text.js';
import type { Explanation, Way, WhyNotOnTime } from './explain-shipment.js';
import type { Happening } from '../../planner/promise/itinerary.js';
import { itineraryText } from '../promise/itinerary.js';
import type { FullResource } from '../../report/plan-room.js';

interface Explained {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly plan: Plan;
  readonly row: number;
  readonly explanation: Explanation;
}

/** An explanation as a person reads it: the shipment, its timetable, and why it is not on time. */
export function explanationText(explained: Explained, columns: number): string {
  const { workspace, explanation } = explained;
  const { itinerary, why } = explanation;
  return [
    ...headline(explained).map((line) => wrapText(line, columns, 2)),
    ...(itinerary.length > 0 ? ['', itineraryText(workspace, itinerary, columns)] : []),
    ...(why === undefined ? [] : whyLines(explained, why, columns)),
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
      : {
          delivered: local(one.deliveredSec),
          onTime: one.onTime,
          cost: one.cost / workspace.minorPerMajor,
          itinerary: told(one.itinerary),
        };
  const { status, carriage, reason, dueSec, why } = explanation;
  return {
    shipment: packedString(shipments.id, row),
    synthetic: workspace.synthetic,
    status,
    carriedBy: carriage,
    reason: reason === '' ? null : reason,
    due: local(dueSec),
    arrives: local(plan.arriveSec[row]),
    cost: plan.cost[row] / workspace.minorPerMajor,
    itinerary: told(explanation.itinerary),
    why: why && {
      fastest: way(why.fastest),
      takes: why.takes,
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

function headline(explained: Explained): string[] {
  const { workspace, shipments, plan, row, explanation } = explained;
  const { calendar, parties, products, network, synthetic } = workspace;
  const { carriage, dueSec } = explanation;
  const origin = shipments.origin[row];
  const from = origin >= 0 ? network.facilities.id[origin] : network.postalCodes[-1 - origin];
  const what = `${parties[shipments.party[row]].id}, ${products[shipments.product[row]].id}, ${shipments.weightG[row]} g`;
  const arriveSec = plan.arriveSec[row];
  const delivered = arriveSec === UNREACHED ? 'not delivered' : `delivered ${formatLocal(calendar, arriveSec)}`;
  const by = {
    network: 'Carried in the networks',
    spot: 'Bought as spot carriage outside the networks',
    none: 'Left out of the plan',
  }[carriage];
  return [
    `${packedString(shipments.id, row)}  ${what}, ${from} to ${network.postalCodes[shipments.destination[row]]}${synthetic ? ' (synthetic data)' : ''}`,
    statusLine(explained),
    `${by}: cost ${moneyText(workspace, plan.cost[row])}`,
    `Ready ${formatLocal(calendar, shipments.readySec[row])}, due ${formatLocal(calendar, dueSec)}, ${delivered}`,
  ];
}

/** `Late by 1 day, missed_cutoff: ready after the last departure that would still arrive in time` */
function statusLine({ workspace, plan, row, explanation }: Explained): string {
  const { calendar } = workspace;
  const { status, reason, dueSec } = explanation;
  const days = dayOfSec(calendar, plan.arriveSec[row]) - dayOfSec(calendar, dueSec);
  const late = days <= 0 ? 'Late' : `Late by ${days} ${days === 1 ? 'day' : 'days'}`;
  const what = { on_time: 'On time', late, unplanned: 'Unplanned' }[status];
  return reason === '' ? what : `${what}, ${reason}: ${REASON_LABELS[reason][1]}`;
}

function whyLines(explained: Explained, why: WhyNotOnTime, columns: number): string[] {
  const { fastest, refusals } = why;
  const ways = fastest === undefined ? ['', 'No way in the networks leads there.'] : wayLines(explained, why, columns);
  const lines = ways.map((line) => (line.startsWith(' ') ? line : wrapText(line, columns)));
  if (refusals.length > 0) lines.push('', 'Closed to it:');
  for (const { interlined, reason, detail } of refusals) {
    lines.push(wrapText(`  ${reason.padEnd(16)} ${interlined ? 'with the partner' : 'alone'}: ${detail}`, columns, 19));
  }
  return lines;
}

function wayLines(explained: Explained, why: WhyNotOnTime, columns: number): string[] {
  const { workspace, plan, row } = explained;
  const { full, takes, alternative } = why;
  const fastest = why.fastest as Way;
  const when = formatLocal(workspace.calendar, fastest.deliveredSec);
  if (!fastest.onTime && fastest.deliveredSec >= plan.arriveSec[row]) {
    return ['', `Even in empty networks nothing delivers it before ${when}, too late: the plan is as fast as can be.`];
  }
  const lines = [
    '',
    `The fastest way in empty networks delivers at ${when}, ${fastest.onTime ? 'in time' : 'already too late'}:`,
    itineraryText(workspace, fastest.itinerary, columns),
    '',
  ];
  if (full.length === 0) return [...lines, `It has room in this plan, ${costText(explained, fastest)}.`];
  const { g, ml } = takes;
  lines.push(
    `It has no room for its size band, ${number(g)} g and ${number(ml)} ml:`,
    ...full.flatMap((one) => fullLines(one, columns)),
    '',
  );
  if (alternative === undefined) return [...lines, 'No other way has room within the horizon.'];
  const then = formatLocal(workspace.calendar, alternative.deliveredSec);
  const { carriage } = explained.explanation;
  if (carriage === 'network' && alternative.deliveredSec >= plan.arriveSec[row]) {
    return [...lines, `Nothing with room delivers it before ${then}: the plan is as fast as can be.`];
  }
  const verdict = `${alternative.onTime ? 'in time' : 'too late'}, ${costText(explained, alternative)}`;
  return [
    ...lines,
    `The first way with room delivers at ${then}, ${verdict}:`,
    itineraryText(workspace, alternative.itinerary, columns),
  ];
}

/** What a way that was not taken costs against what the plan does. */
function costText({ workspace, plan, row }: Explained, { cost, onTime }: Way): string {
  const planned = plan.cost[row];
  const of = `${moneyText(workspace, cost)}${onTime ? '' : ' with its lateness'}`;
  return cost > planned
    ? `${onTime ? 'but' : 'and'} costs ${of} against the ${moneyText(workspace, planned)} of the plan`
    : `and costs ${of} against the ${moneyText(workspace, planned)} of the plan: a longer search may take it`;
}

function moneyText({ currency, minorPerMajor }: Workspace, minor: number): string {
  return `${currency} ${(minor / minorPerMajor).toFixed(2)}`;
}

function fullLines({ resource, used, capacity, unit, clauseLine, detail }: FullResource, columns: number): string[] {
  const clause = clauseLine === undefined ? '' : ` (agreement.yaml line ${clauseLine})`;
  return [
    `  ${resource}`,
    wrapText(`    ${number(used)} of ${number(capacity)} ${unit}: ${detail}${clause}`, columns, 6),
  ];
}

function number(amount: number): string {
  return amount.toLocaleString('en');
}
