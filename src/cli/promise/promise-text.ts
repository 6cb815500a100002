import { formatLocal } from '../../base/civil-time.js';
import type { Workspace } from '../../domain/workspace.js';
import type { Offer, PromiseAnswer, Refusal } from '../../planner/promise/promise.js';
import type { PromiseRequest } from '../../planner/promise/promise-request.js';
import { wrapText } from '../../report/wrap-text.js';
import { itineraryOf } from '../../planner/promise/itinerary.js';
import { daysOf, fromText, stepsOf } from '../../planner/promise/promise-data.js';
import { itineraryText } from './itinerary.js';

/** An answer as a person reads it. */
export function promiseText(
  workspace: Workspace,
  request: PromiseRequest,
  answer: PromiseAnswer,
  columns: number,
): string {
  const { best, offers, refusals } = answer;
  const others = offers
    .filter((offer) => offer !== best)
    .map((offer) => wrapText(`  ${whoText(workspace, offer)}  ${whenText(workspace, request, offer)}`, columns, 4));
  const refused = refusals.map((refusal) =>
    wrapText(`  ${whoText(workspace, refusal)}  ${refusal.reason}: ${refusal.detail}`, columns, 4),
  );
  return [
    wrapText(headline(workspace, request), columns, 2),
    '',
    ...(best ? bestLines(workspace, request, best, columns) : ['It cannot be promised.']),
    ...(others.length === 0 ? [] : ['', 'Other ways', ...others]),
    ...(refused.length === 0 ? [] : ['', 'Not possible', ...refused]),
  ].join('\n');
}

function headline(workspace: Workspace, request: PromiseRequest): string {
  const to = workspace.network.postalCodes[request.to];
  const posted = formatLocal(workspace.calendar, request.atSec);
  const { id } = workspace.products[request.product];
  const line = `${fromText(workspace, request)} to ${to}, ${request.g / 1000} kg, ${id}, posted ${posted}`;
  return workspace.synthetic ? `${line}\n${workspace.name}: figures are synthetic.` : line;
}

function bestLines(workspace: Workspace, request: PromiseRequest, best: Offer, columns: number): string[] {
  const money = (minor: number): string => (minor / workspace.minorPerMajor).toFixed(2);
  const { charge } = best;
  const parts = [
    `linehaul ${money(charge.linehaul)}`,
    `interchange ${money(charge.interchange)}`,
    `delivery ${money(charge.delivery)}`,
    ...(charge.cod > 0 ? [`cash on delivery ${money(charge.cod)}`] : []),
  ];
  return [
    wrapText(`By ${whoText(workspace, best)}: ${whenText(workspace, request, best)}`, columns, 2),
    ...(best.interlined
      ? [
          wrapText(
            `The partner charges ${workspace.currency} ${money(charge.total)} by the tariff: ${parts.join(', ')}.`,
            columns,
            2,
          ),
        ]
      : []),
    '',
    `  ${formatLocal(workspace.calendar, best.entry.sec)}  ready at ${placeText(workspace, best.entry.facility)}`,
    itineraryText(workspace, itineraryOf(workspace, stepsOf(best)), columns),
  ];
}

function whenText(workspace: Workspace, request: PromiseRequest, offer: Offer): string {
  const { calendar } = workspace;
  const days = daysOf(workspace, request, offer);
  const after = `${days} ${days === 1 ? 'day' : 'days'}`;
  return `delivered by ${formatLocal(calendar, offer.deliveredSec)} (${after}) when posted by ${formatLocal(calendar, offer.cutoffSec)}`;
}

function whoText(workspace: Workspace, of: Offer | Refusal): string {
  const party = workspace.parties[of.party].id;
  return of.interlined ? `${party} with partner` : `${party} alone`;
}

function placeText({ network }: Workspace, facility: number): string {
  const name = network.facilities.name[facility];
  return name === '' ? network.facilities.id[facility] : name;
}
