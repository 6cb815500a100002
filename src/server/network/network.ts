import type { Workspace } from '../../domain/workspace.js';
import { partyCodes } from '../../store/people/organisations.js';
import { listPlans, type PlanRow } from '../../store/plans/plans.js';
import { MADE_BY_EXAMPLE } from '../example/example-maker.js';
import type { Tx } from '../../store/database/store.js';
import * as wire from '../../wire/network/network.js';
import { NAMES_BLOCK } from '../../wire/network/network-flows.js';
import type { Principal } from '../context.js';
import { ProblemError } from '../http/problem-error.js';
import { PreparedBytes, type OperationServer } from '../http/serve-operation.js';
import type { QuoteDesk } from '../quotes/quote-desk.js';
import { getSucceeded } from '../plans/plans.js';
import { departureDetails } from './departure-details.js';
import { FlowAnswers } from './flow-answers.js';
import { facilityId, tripId } from './names.js';
import { NetworkIndex } from './network-index.js';
import { compressed, packPlaces } from './pack-places.js';
import { PlaceDetails } from './place-details.js';
import { shipmentsFound } from './shipments-found.js';

/** The index for searches is made so long after the map is asked for first, when it is drawn. */
const WARM_UP_MS = 2000;

/** The network as carriers look at it: where everything is, what moves, and what a thing is called. */
export function serveNetwork(operations: OperationServer): void {
  const lookUp = lookUps(operations.server.quotes);
  serveColumns(operations, lookUp);
  serveDetails(operations, lookUp);
}

/** What is looked up in a workspace, laid out once for each version of the agreement. */
interface LookUps {
  readonly workspace: Workspace;
  readonly index: NetworkIndex;
  readonly details: PlaceDetails;
}

function lookUps(quotes: QuoteDesk): (now: Date) => Promise<LookUps> {
  let known: LookUps | undefined;
  return async (now) => {
    const { workspace } = await quotes.at(now);
    if (known?.workspace !== workspace) {
      known = { workspace, index: new NetworkIndex(workspace), details: new PlaceDetails(workspace) };
    }
    return known;
  };
}

function serveColumns(operations: OperationServer, lookUp: (now: Date) => Promise<LookUps>): void {
  const { quotes, reference } = operations.server;
  const flows = new FlowAnswers();
  let places: PreparedBytes | undefined;
  operations.serve(wire.getNetworkPlaces, async ({ principal, now }) => {
    carriersOnly(principal);
    if (places === undefined) {
      places = new PreparedBytes(compressed(packPlaces(reference.workspace)));
      // Whoever looks at the map will search: what that needs takes a second, once.
      setTimeout(() => void lookUp(now).then(({ index }) => index.search(' ', 1)), WARM_UP_MS).unref();
    }
    return places;
  });
  operations.serve(wire.getNetworkNames, async ({ input, principal }) => {
    carriersOnly(principal);
    return namesOf(reference.workspace, input.query);
  });
  operations.serve(wire.getNetworkFlows, async ({ input, principal, acting, now, run }) => {
    carriersOnly(principal);
    const { workspace } = await quotes.at(now);
    return run(async (tx) => {
      const party = await partyOf(tx, workspace, acting.partyId);
      const plan = input.query.plan === undefined ? await newestPlan(tx) : await getSucceeded(tx, input.query.plan);
      return flows.of(tx, { workspace, plan, party, partyId: acting.partyId });
    });
  });
}

function serveDetails(operations: OperationServer, lookUp: (now: Date) => Promise<LookUps>): void {
  operations.serve(wire.getNetworkFacility, async ({ input, principal, acting, now, run }) => {
    carriersOnly(principal);
    const { workspace, index, details } = await lookUp(now);
    const row = index.facility(input.params.id);
    if (row === undefined) throw new ProblemError('not_found');
    const party = await run((tx) => partyOf(tx, workspace, acting.partyId));
    return details.facility(row, workspace.network.facilities.party[row] === party);
  });
  operations.serve(wire.getNetworkDeparture, async ({ input, principal, acting, now, run }) => {
    carriersOnly(principal);
    const { workspace, index } = await lookUp(now);
    const [, trip = '', date = ''] = /^(.+)@(.+)$/.exec(input.params.id) ?? [];
    const row = index.trip(trip);
    const party = await run((tx) => partyOf(tx, workspace, acting.partyId));
    const told = row === undefined ? undefined : departureDetails(workspace, row, { date, party });
    if (told === undefined) throw new ProblemError('not_found');
    return told;
  });
  operations.serve(wire.getNetworkInterchange, async ({ input, principal, now }) => {
    carriersOnly(principal);
    const told = (await lookUp(now)).details.interchange(input.params.id);
    if (told === undefined) throw new ProblemError('not_found');
    return told;
  });
  operations.serve(wire.getNetworkPostalCode, async ({ input, principal, now }) => {
    carriersOnly(principal);
    const { index, details } = await lookUp(now);
    const row = index.code(input.params.id);
    if (row === undefined) throw new ProblemError('not_found');
    return details.postalCode(row);
  });
  operations.serve(wire.searchNetwork, async ({ input, principal, acting, now, run }) => {
    carriersOnly(principal);
    const { q, limit } = input.query;
    const mayRead = principal.scopes.has('shipments:read');
    const shipments = mayRead ? await run((tx) => shipmentsFound(tx, acting, q)) : [];
    const { index } = await lookUp(now);
    return { data: [...shipments, ...index.search(q, limit)].slice(0, limit) };
  });
}

/** So many plans are looked at for one to show. */
const PLANS_MAX = 10;

/** The newest plan that was made. That of an example's day is a sample of the whole plan before it, which is shown instead. */
async function newestPlan(tx: Tx): Promise<PlanRow | undefined> {
  const plans = await listPlans(tx, { limit: PLANS_MAX, state: 'succeeded' });
  return plans.find(({ created_by: madeBy }) => madeBy !== MADE_BY_EXAMPLE) ?? plans[0];
}

/** Facilities, timetables and loads are carriers' business; a shipper asks for quotes and follows its shipments. */
function carriersOnly({ kind }: Principal): void {
  if (kind !== 'carrier') throw new ProblemError('forbidden', 'The network is for its carriers.');
}

/** The asking carrier's index; a carrier that the workspace does not have looks on like a stranger. */
async function partyOf(tx: Tx, { parties }: Workspace, partyId: string): Promise<number> {
  const code = (await partyCodes(tx)).get(partyId);
  return parties.findIndex(({ id }) => id === code);
}

function namesOf(workspace: Workspace, { of, block }: { readonly of: 'facility' | 'trip'; readonly block: number }) {
  const { facilities, trips } = workspace.network;
  const first = block * NAMES_BLOCK;
  const table = of === 'facility' ? facilities : trips;
  const idOf = of === 'facility' ? facilityId : tripId;
  const names = table.name.slice(first, first + NAMES_BLOCK);
  return { of, first, data: names.map((name, row) => ({ id: idOf(workspace, first + row), name })) };
}
