import { Hono, type Context } from 'hono';
import { newId } from '../store/database/ids.js';
import { OPERATIONS } from '../wire/operations.js';
import type { RequestEnv, ServerContext } from './context.js';
import { EPCIS_PATH, serveEpcis } from './epcis/epcis.js';
import { epcisProblemResponse } from './epcis/epcis-error.js';
import { serveExceptions } from './exceptions/exceptions.js';
import { ProblemError, problemResponse } from './http/problem-error.js';
import { serveAbout } from './about/about.js';
import { serveAgreementActs } from './agreements/agreement-acts.js';
import { serveAgreements } from './agreements/agreements.js';
import { serveAgreementTerms } from './agreements/agreement-terms.js';
import { servePartyKeys } from './agreements/party-keys.js';
import { serveContainerLabels } from './docks/container-labels.js';
import { serveContainers } from './docks/containers.js';
import { serveDockCodes } from './docks/dock-codes.js';
import { serveDockDays } from './docks/dock-days.js';
import { Docks } from './docks/docks-of.js';
import { serveDiscrepancies } from './docks/discrepancies.js';
import { serveDespatches } from './exports/despatches.js';
import { ExportDesk } from './exports/export-desk.js';
import { serveExportDocuments } from './exports/export-documents.js';
import { serveExportEvents } from './exports/export-events.js';
import { serveExportRanges } from './exports/export-ranges.js';
import { serveTransport } from './exports/book-transport.js';
import { servePostalMessages } from './exports/postal-messages.js';
import { serveExportSettings } from './exports/export-settings.js';
import { serveExportUploads } from './exports/export-uploads.js';
import { serveExports } from './exports/exports.js';
import { serveEvidence } from './docks/evidence.js';
import { serveHandovers } from './docks/handovers.js';
import { serveManifestSheets } from './docks/manifest-sheet.js';
import { serveManifests } from './docks/manifests.js';
import { serveScanLists } from './docks/scan-list.js';
import { serveCustodyExport } from './custody/custody-export.js';
import { serveCustodyLog } from './custody/custody-log.js';
import { serveErasure } from './custody/erasure.js';
import { serveEvents } from './custody/events.js';
import { serveTimeline } from './custody/timeline.js';
import { serveTracking } from './custody/tracking.js';
import { serveCarriages } from './shipments/carriages.js';
import { serveAudit } from './people/audit.js';
import { serveKeys } from './people/keys.js';
import { serveOidc } from './people/oidc.js';
import { serveOrganisations } from './people/organisations.js';
import { serveRequests } from './requests/requests.js';
import { serveNotices } from './notices/notices.js';
import { serveConsole } from './about/console-site.js';
import { servePages } from './about/pages.js';
import { serveWorkspace } from './about/workspace.js';
import { CarrierOf } from './quotes/carrier-of.js';
import { serveExportQuotes } from './quotes/export-quotes.js';
import { servePromises } from './quotes/promises.js';
import { serveQuotes } from './quotes/quotes.js';
import { serveExplorations } from './explorations/explorations.js';
import { serveDepartures } from './plans/departures.js';
import { servePlanRoutes } from './plans/plan-routes.js';
import { serveNetwork } from './network/network.js';
import { servePlanWatching } from './plans/plan-watching.js';
import { servePlans } from './plans/plans.js';
import { Providers } from './people/providers.js';
import { serveSessions } from './people/sessions.js';
import { serveLabels } from './shipments/labels.js';
import { serveAddresses } from './shipments/addresses.js';
import { serveShipmentActions } from './shipments/shipment-actions.js';
import { serveShipmentExport } from './shipments/shipment-export.js';
import { serveViews } from './views/views.js';
import { serveHistory } from './custody/history.js';
import { serveRedirects } from './shipments/redirects.js';
import { serveUploads } from './shipments/uploads.js';
import { serveShipments } from './shipments/shipments.js';
import { serveUsers } from './people/users.js';
import { serveWebhooks } from './webhooks/webhooks.js';
import { OperationServer } from './http/serve-operation.js';

/** A request that takes longer is answered without waiting for it; its transaction may still end well. */
const REQUEST_MS = 30_000;

/** The whole server, without a socket: `app.request(...)` answers as it does over one. */
export function makeApp(server: ServerContext, version: string): Hono<RequestEnv> {
  const app = new Hono<RequestEnv>();
  observeRequests(app, server);
  app.use(async (http, next) => {
    if (server.localOnly) refuseOtherNames(http.req.header('host'));
    await withinTime(next());
  });
  serveAbout(app, server, version);
  serveOperations(new OperationServer(app, server), version);
  refuseOtherMethods(app);
  servePages(app, server);
  serveConsole(app, server);
  app.notFound((http) => refusal(http, new ProblemError('not_found')));
  app.onError((error, http) => {
    if (error instanceof ProblemError) return refusal(http, error);
    server.log.error({ requestId: http.get('requestId'), err: error }, 'a request failed');
    return refusal(http, new ProblemError('failed', 'Name the request id when you ask about it.'));
  });
  return app;
}

/** Everything that can be asked, a topic a line. */
function serveOperations(operations: OperationServer, version: string): void {
  const { server, app } = operations;
  serveWorkspace(operations, version);
  const providers = new Providers(server);
  serveSessions(operations, providers);
  serveOidc(operations, app, providers);
  serveOrganisations(operations);
  serveUsers(operations);
  serveKeys(operations);
  serveAudit(operations);
  serveRequests(operations);
  serveAgreements(operations);
  serveAgreementActs(operations);
  serveAgreementTerms(operations);
  servePartyKeys(operations);
  const carrierOf = new CarrierOf(server.store, server.reference);
  serveQuotes(operations, carrierOf);
  serveExportQuotes(operations, carrierOf);
  servePromises(operations, carrierOf);
  serveShipments(operations, carrierOf);
  serveShipmentExport(operations);
  serveShipmentActions(operations);
  serveUploads(operations, carrierOf);
  serveRedirects(operations);
  serveAddresses(operations, carrierOf);
  serveLabels(operations);
  serveCarriages(operations);
  serveEvents(operations);
  serveTimeline(operations);
  serveHistory(operations);
  serveCustodyLog(operations);
  serveCustodyExport(operations);
  serveTracking(operations);
  serveErasure(operations);
  serveNotices(operations);
  serveContainers(operations);
  serveContainerLabels(operations);
  serveManifests(operations);
  serveHandovers(operations);
  serveDiscrepancies(operations);
  const docks = new Docks(server.reference);
  serveDockDays(operations, docks);
  serveDockCodes(operations, docks);
  serveScanLists(operations);
  serveManifestSheets(operations);
  serveWebhooks(operations);
  serveExceptions(operations);
  serveEpcis(operations);
  servePlans(operations);
  servePlanRoutes(operations);
  servePlanWatching(operations);
  serveDepartures(operations);
  serveExplorations(operations);
  serveNetwork(operations);
  serveViews(operations);
  serveEvidence(operations);
  const exportDesk = new ExportDesk(carrierOf, server.reference, server.quotes);
  serveExports(operations, exportDesk);
  serveExportUploads(operations, exportDesk);
  serveExportEvents(operations, exportDesk);
  serveExportDocuments(operations, exportDesk);
  serveDespatches(operations, exportDesk);
  serveTransport(operations);
  servePostalMessages(operations, exportDesk);
  serveExportSettings(operations, exportDesk);
  serveExportRanges(operations, exportDesk);
}

/** Gives each request an id and each answer what all answers have, and tells metrics, log and the party's own log of it. */
function observeRequests(app: Hono<RequestEnv>, server: ServerContext): void {
  app.use(async (http, next) => {
    const started = performance.now();
    const requestId = requestIdOf(http.req.header('x-request-id'), server.now());
    http.set('requestId', requestId);
    http.set('route', '');
    http.set('actorId', undefined);
    http.set('party', undefined);
    await next();
    const { status, headers } = http.res;
    headers.set('x-request-id', requestId);
    for (const [name, value] of SAFETY) if (!headers.has(name)) headers.set(name, value);
    const route = http.get('route') === '' ? 'other' : http.get('route');
    const method = http.req.method;
    const seconds = (performance.now() - started) / 1000;
    server.metrics.requests.observe({ method, route, status }, seconds);
    // Paths, queries and addresses may be about people; routes and ids of actors are not.
    const [actor, party, ms] = [http.get('actorId'), http.get('party'), Math.round(seconds * 1000)];
    server.log.info({ requestId, method, route, status, ms, actor }, 'request');
    if (party !== undefined && actor !== undefined)
      server.requests.note({ ...party, at: server.now(), method, path: route, status, ms, requestId, actor });
  });
}

/** A refusal as those who asked expect it: EPCIS has types and statuses of its own. */
function refusal(http: Context<RequestEnv>, error: ProblemError): Response {
  const tell = http.req.path.startsWith(EPCIS_PATH) ? epcisProblemResponse : problemResponse;
  return tell(error, http.get('requestId'));
}

/** Nothing is framed, sniffed, cached by others or runs scripts, unless a page says otherwise. */
const SAFETY: readonly (readonly [string, string])[] = [
  ['content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
];

/** The id that a proxy gave the request, if it is one, or a new one. */
function requestIdOf(sent: string | undefined, now: Date): string {
  return sent !== undefined && /^[\w-]{8,64}$/.test(sent) ? sent : newId('request', now.getTime());
}

/**
 * A page elsewhere can have its own name point to this machine, and then read what is meant for this machine only (DNS
 * rebinding). Its requests still carry that name.
 */
function refuseOtherNames(host: string | undefined): void {
  if (host === undefined || /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)) return;
  throw new ProblemError('forbidden', 'This server answers to localhost only.');
}

async function withinTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ProblemError('timed_out')), REQUEST_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A path that is known, asked with a method that is not. */
function refuseOtherMethods(app: Hono<RequestEnv>): void {
  const methods = new Map<string, string[]>();
  for (const { path, method } of Object.values(OPERATIONS)) {
    methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
  }
  for (const [path, allowed] of methods) {
    app.all(path.replaceAll(/\{(\w+)\}/g, ':$1'), (http) => {
      const allow = allowed.join(', ');
      http.set('route', path);
      throw new ProblemError('method_not_allowed', `This path answers ${allow}.`, undefined, { allow });
    });
  }
}
