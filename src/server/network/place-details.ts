import type { z } from '@hono/zod-openapi';
import { DAILY, formatClock } from '../../base/civil-time.js';
import { deliveryClause } from '../../domain/block-space.js';
import { FACILITY_KINDS } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import { deliveryGrant } from '../../report/blocks.js';
import type * as wire from '../../wire/network/network.js';
import { facilityId, latestClock, limitOf, weekdaysOf } from './names.js';

type WireFacility = z.infer<typeof wire.FacilitySchema>;
type WirePostalCode = z.infer<typeof wire.PostalCodeSchema>;
type WireInterchange = z.infer<typeof wire.InterchangePointSchema>;

/** Offices and services of one postal code that are told; a code has a few dozen at most, of one carrier. */
const SERVICES_MAX = 60;

/** Rows of a table by what they belong to, in CSR form. */
export interface RowsBy {
  readonly first: Uint32Array;
  readonly rows: Uint32Array;
}

/** Rows by the value of a column. O(rows). */
export function rowsBy(column: ArrayLike<number>, count: number): RowsBy {
  const first = new Uint32Array(count + 1);
  for (let row = 0; row < column.length; row++)
    if (column[row] >= 0) first[column[row] + 1] = first[column[row] + 1] + 1;
  for (let value = 0; value < count; value++) first[value + 1] = first[value + 1] + first[value];
  const next = first.slice();
  const rows = new Uint32Array(first[count]);
  for (let row = 0; row < column.length; row++) {
    if (column[row] < 0) continue;
    rows[next[column[row]]] = row;
    next[column[row]] = next[column[row]] + 1;
  }
  return { first, rows };
}

/** Looks facilities and postal codes up; what is read of them is laid out once. */
export class PlaceDetails {
  private readonly departures: Float64Array; // [facility] a day, on average
  private readonly byCode: RowsBy; // facilities
  private readonly deliveries: RowsBy; // by facility
  private readonly deliveriesOfCode: RowsBy;
  private readonly pickups: RowsBy;
  private readonly pickupsOfCode: RowsBy;

  constructor(private readonly workspace: Workspace) {
    const { network } = workspace;
    const { facilities, postalCodes, deliveries, pickups } = network;
    this.departures = departuresADay(workspace);
    this.byCode = rowsBy(facilities.postalCode, postalCodes.length);
    this.deliveries = rowsBy(deliveries.facility, facilities.count);
    this.deliveriesOfCode = rowsBy(deliveries.postalCode, postalCodes.length);
    this.pickups = rowsBy(pickups.facility, facilities.count);
    this.pickupsOfCode = rowsBy(pickups.postalCode, postalCodes.length);
  }

  facility(row: number, own: boolean): WireFacility {
    const { network, parties, agreement } = this.workspace;
    const { facilities, deliveries, pickups, postalCodes } = network;
    const party = facilities.party[row];
    const code = facilities.postalCode[row];
    const delivered = rowsOf(this.deliveries, row);
    const collected = rowsOf(this.pickups, row);
    const perDay = Math.max(0, ...delivered.map((one) => deliveries.parcelsPerDay[one]));
    const opened = deliveryClause(this.workspace, party, 0) >= 0;
    const always = facilities.opensSec[row] === facilities.closesSec[row] && facilities.days[row] === DAILY;
    return {
      id: facilityId(this.workspace, row),
      column: row,
      name: facilities.name[row],
      kind: FACILITY_KINDS[facilities.kind[row]],
      party: parties[party].id,
      party_name: parties[party].name,
      own,
      postal_code: code < 0 ? null : postalCodes[code],
      position: [facilities.lon[row], facilities.lat[row]],
      sort_minutes: facilities.sortSec[row] / 60,
      parcels_per_hour: own ? limitOf(facilities.parcelsPerHour[row]) : null,
      open: always
        ? null
        : {
            days: weekdaysOf(facilities.days[row]),
            from: formatClock(facilities.opensSec[row]),
            to: formatClock(facilities.closesSec[row]),
          },
      departures_a_day: Math.round(this.departures[row] * 10) / 10,
      interchanges: (agreement?.interchanges ?? [])
        .filter(({ facilities: meeting }) => [...meeting.values()].includes(row))
        .map(({ id }) => id),
      collects: {
        postal_codes: collected.length,
        accept_by: latestClock(collected.map((one) => pickups.acceptBySec[one])),
      },
      delivers: {
        postal_codes: delivered.length,
        load_by: latestClock(delivered.map((one) => deliveries.loadBySec[one])),
        deliver_by: latestClock(delivered.map((one) => deliveries.deliverBySec[one])),
        parcels_per_day: own && delivered.length > 0 ? limitOf(perDay) : null,
        granted_per_day:
          opened && delivered.length > 0 ? limitOf(deliveryGrant(this.workspace, party, 0)(perDay)) : null,
      },
    };
  }

  postalCode(code: number): WirePostalCode {
    const { network, parties } = this.workspace;
    const { facilities, deliveries, pickups, postalCodes } = network;
    const offices = rowsOf(this.byCode, code);
    const delivered = rowsOf(this.deliveriesOfCode, code);
    const named = (row: number) => ({
      id: facilityId(this.workspace, row),
      column: row,
      name: facilities.name[row],
      party: parties[facilities.party[row]].id,
    });
    const serving = (row: number, days: number) => {
      const { id, ...others } = named(row);
      return { facility: id, ...others, days: weekdaysOf(days) };
    };
    return {
      postal_code: postalCodes[code],
      column: code,
      offices: offices
        .slice(0, SERVICES_MAX)
        .map((row) => ({ ...named(row), kind: FACILITY_KINDS[facilities.kind[row]] })),
      office_count: offices.length,
      collected: rowsOf(this.pickupsOfCode, code)
        .slice(0, SERVICES_MAX)
        .map((row) => ({
          ...serving(pickups.facility[row], pickups.days[row]),
          accept_by: formatClock(pickups.acceptBySec[row]),
        })),
      delivered: delivered.slice(0, SERVICES_MAX).map((row) => ({
        ...serving(deliveries.facility[row], deliveries.days[row]),
        load_by: formatClock(deliveries.loadBySec[row]),
        deliver_by: formatClock(deliveries.deliverBySec[row]),
        extra_days: deliveries.extraDays[row],
        cod: deliveries.cod[row] === 1,
      })),
      delivered_count: delivered.length,
    };
  }

  interchange(id: string): WireInterchange | undefined {
    const { network, parties, agreement } = this.workspace;
    const found = agreement?.interchanges.find((one) => one.id === id);
    if (found === undefined) return undefined;
    return {
      id,
      facilities: [...found.facilities].map(([party, row]) => ({
        id: facilityId(this.workspace, row),
        column: row,
        name: network.facilities.name[row],
        party: parties[party].id,
      })),
      directions: found.directions.map(({ from, to }) => ({ from: parties[from].id, to: parties[to].id })),
      windows: found.windows.map(({ days, openSec, closeSec }) => ({
        days: weekdaysOf(days),
        opens: formatClock(openSec),
        closes: formatClock(closeSec),
      })),
      transfer_minutes: found.transferSec / 60,
      slot_minutes: found.slotSec / 60,
      parcels_per_window: limitOf(found.parcelsPerWindow),
      manifest_minutes: found.manifestSec / 60,
      grace_minutes: found.graceSec / 60,
    };
  }
}

function rowsOf({ first, rows }: RowsBy, value: number): number[] {
  return [...rows.subarray(first[value], first[value + 1])];
}

function departuresADay({ network, calendar }: Workspace): Float64Array {
  const { trips, calls, facilities } = network;
  const counts = new Float64Array(facilities.count);
  for (let trip = 0; trip < trips.count; trip++) {
    let runs = 0;
    for (let day = 0; day < calendar.dayCount; day++) runs += trips.runs[trip * calendar.dayCount + day];
    for (let call = trips.firstCall[trip]; call < trips.firstCall[trip + 1] - 1; call++) {
      counts[calls.facility[call]] = counts[calls.facility[call]] + runs / calendar.dayCount;
    }
  }
  return counts;
}
