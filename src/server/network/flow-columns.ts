import { NONE } from '../../base/none.js';
import type { Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { modeOfTrip } from '../../report/carriage.js';
import type { Figures } from '../../report/figures.js';
import { interchangeName } from '../../report/interchange-use.js';
import type { Loads } from '../../report/loads.js';
import type { Summary } from '../../report/summary.js';
import { packColumns, type Columns } from '../../wire/http/columns.js';
import { FLOW_UNLIMITED, type FlowFigures, type FlowHeader } from '../../wire/network/network-flows.js';
import { coverageOf } from './coverage-counts.js';
import { ownUse, type OwnUse } from './own-legs.js';
import { signatureOf } from './signature.js';

/** A plan with what was counted of it. */
export interface PlannedFlows {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly plan: Plan;
  readonly loads: Loads;
  readonly summary: Pick<Summary, 'joint' | 'alone'>;
}

/**
 * What one party may see moving in a plan, packed. Of its own departures: everything aboard, and the vehicle's room. Of a
 * partner's: its own parcels, and the room that the agreement grants.
 */
export function packFlows(planned: PlannedFlows, party: number): Uint8Array<ArrayBuffer> {
  const { workspace, loads, summary } = planned;
  const use = ownUse({ ...planned, party }, loads.legs, loads.windows);
  const { joint, alone } = summary;
  const header: FlowHeader = {
    ...flowHeader(workspace, party),
    planned: true,
    together: figuresOnWire(workspace, joint.parties[party]),
    alone: alone === null ? null : figuresOnWire(workspace, alone.parties[party]),
  };
  const columns = {
    ...legColumns(planned, use, party),
    ...windowColumns(workspace, loads, use),
    ...codeColumns(use),
  };
  return packColumns({ header, columns });
}

/** The same where no plan tells of any loads. */
export function packNoFlows(workspace: Workspace, party: number): Uint8Array<ArrayBuffer> {
  return packColumns({ header: flowHeader(workspace, party), columns: {} });
}

/** What the columns are about, as the workspace tells it. */
function flowHeader(workspace: Workspace, party: number): FlowHeader {
  const { calendar, parties, products, agreement } = workspace;
  return {
    signature: signatureOf(workspace),
    party,
    parties: parties.map(({ id, name }) => ({ id, name })),
    products: products.map(({ id }) => id),
    start: new Date(calendar.startMs).toISOString(),
    timezone: calendar.timezone,
    days: calendar.dayCount,
    currency: workspace.currency,
    synthetic: workspace.synthetic,
    interchanges: (agreement?.interchanges ?? []).map((interchange) => ({
      id: interchange.id,
      name: interchangeName(workspace, interchange),
      facilities: [...interchange.facilities.values()],
    })),
    coverage: coverageOf(workspace, party),
    planned: false,
    together: null,
    alone: null,
  };
}

function figuresOnWire({ minorPerMajor }: Workspace, figures: Figures): FlowFigures {
  const minor = (major: number): number => Math.round(major * minorPerMajor);
  return {
    parcels: figures.parcels,
    on_time: figures.onTime,
    late: figures.late,
    unplanned: figures.unplanned,
    interlined: figures.interlined,
    cost_minor: minor(figures.cost),
    net_cost_minor: minor(figures.netCost),
    days_mean: figures.transitDaysMean,
    utilisation: figures.utilisation,
    co2_kg: figures.co2Kg.total,
  };
}

/** Legs with something aboard that the party may know of, by trip, day and call. */
function legColumns({ workspace, loads }: PlannedFlows, use: OwnUse, party: number): Columns['columns'] {
  const { network, calendar } = workspace;
  const { trips, calls } = network;
  const { legs } = loads;
  const isOwn = (leg: number): boolean => trips.party[legs.trip[leg]] === party;
  const usedG = (leg: number): number => (isOwn(leg) ? legs.usedG[leg] : use.legG[leg]);
  const rows = Uint32Array.from(legs.trip.keys()).filter((leg) => usedG(leg) > 0);
  const used = [...new Set(Array.from(rows, (leg) => legs.trip[leg]))];
  const rowOfTrip = new Map(used.map((trip, row) => [trip, row]));
  const call = (leg: number): number => trips.firstCall[legs.trip[leg]] + legs.call[leg];
  const dayStart = (leg: number): number => calendar.dayStartSec[legs.day[leg]];
  const column = (value: (leg: number) => number): Uint32Array => Uint32Array.from(rows, value);
  const own = Array.from({ length: use.kinds }, (_, kind): [string, Uint32Array] => [
    `own${kind}`,
    column((leg) => use.legParcels[leg * use.kinds + kind]),
  ]);
  return {
    trip: Uint32Array.from(used),
    trip_party: Uint8Array.from(used, (trip) => trips.party[trip]),
    trip_mode: Uint8Array.from(used, (trip) => modeOfTrip(workspace, trip)),
    leg_trip: column((leg) => rowOfTrip.get(legs.trip[leg]) ?? NONE),
    leg_day: Uint8Array.from(rows, (leg) => legs.day[leg]),
    leg_from: column((leg) => calls.facility[call(leg)]),
    leg_to: column((leg) => calls.facility[call(leg) + 1]),
    leg_departs: column((leg) => dayStart(leg) + calls.departSec[call(leg)]),
    leg_arrives: column((leg) => dayStart(leg) + calls.arriveSec[call(leg) + 1]),
    leg_used: column((leg) => Math.ceil(usedG(leg) / 100)),
    leg_room: column((leg) => hectograms(isOwn(leg) ? legs.capacityG[leg] : legs.blockG[leg])),
    leg_partner: column((leg) => (isOwn(leg) ? legs.partnerParcels[leg] : 0)),
    ...Object.fromEntries(own),
  };
}

function hectograms(g: number): number {
  return Number.isFinite(g) ? Math.floor(g / 100) : FLOW_UNLIMITED;
}

/** Windows of interchange points; what is tendered there is known to both sides. */
function windowColumns({ agreement, calendar }: Workspace, { windows }: Loads, use: OwnUse): Columns['columns'] {
  const rows = Uint32Array.from(windows.interchange.keys());
  const terms = (row: number) => agreement?.interchanges[windows.interchange[row]]?.windows[windows.window[row]];
  return {
    window_interchange: Uint32Array.from(windows.interchange),
    window_opens: rows.map((row) => calendar.dayStartSec[windows.day[row]] + (terms(row)?.openSec ?? 0)),
    window_closes: rows.map((row) => calendar.dayStartSec[windows.day[row]] + (terms(row)?.closeSec ?? 0)),
    window_room: rows.map((row) => (Number.isFinite(windows.granted[row]) ? windows.granted[row] : FLOW_UNLIMITED)),
    window_used: windows.used,
    window_own: use.windowParcels,
  };
}

/** Postal codes to which the party's own parcels go. */
function codeColumns({ codeParcels, codeLate }: OwnUse): Columns['columns'] {
  const rows = Uint32Array.from(codeParcels.keys()).filter((code) => codeParcels[code] > 0);
  return {
    code: rows,
    code_parcels: rows.map((code) => codeParcels[code]),
    code_late: rows.map((code) => codeLate[code]),
  };
}
